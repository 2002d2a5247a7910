import { storeBalances } from '@/lib/accounts/balances-store'
import { storeFeedOutcome } from '@/lib/accounts/store-feeds'
import { lockAccount } from '@/lib/accounts/store-lookup'
import { storeSetAside } from '@/lib/accounts/store-set-aside'
import { BankError } from '@/lib/banking/errors'
import { writeReport, type AccountReport } from './account-report'
import { planPending } from './plan'
import { packPage, storeRawPages } from './raw-pages'
import { readBooked, type ReadBooked } from './read-booked'
import { readList } from './read-list'
import { findTrust } from './reference-trust'
import { stopsRun } from './run-error'
import { commit, todayOf, type SyncContext, type SyncedFeed } from './sync-context'

/**
 * Brings one account up to date: booked rows, then pending ones, then balances. Each part may fail without the others;
 * the report says which. An account the bank does not let us read ends its own reading only.
 * @throws BankError that concerns the whole access (`stopsRun`)
 */
export async function runAccount(context: SyncContext, feed: SyncedFeed, report: AccountReport): Promise<void> {
  report.phase = 'booked'
  const trust = await commit(context, async (db) => {
    await writeReport(db, { ...context, now: context.now() }, report)
    return findTrust(db, { ...context, accountId: feed.accountId })
  })
  const reader = { context, feed, report, trust }
  const booked = await attempt(report, 'bookedError', () => readBooked(reader))
  if (booked?.hasGap) report.bookedError = 'period_refused'
  if (report.bookedError !== 'account_not_accessible') {
    if (!booked?.includesPending) {
      report.phase = 'pending'
      await attempt(report, 'pendingError', () => readList(reader, planPending(todayOf(context)), 'pending'))
    }
    report.phase = 'balances'
    await attempt(report, 'balancesError', () => readBalances(context, feed, report))
  }
  await close(context, feed, { report, booked })
}

type ErrorField = 'bookedError' | 'pendingError' | 'balancesError'

async function attempt<T>(report: AccountReport, field: ErrorField, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    report[field] = error.kind
    if (stopsRun(error)) throw error
    return null
  }
}

async function readBalances(context: SyncContext, feed: SyncedFeed, report: AccountReport): Promise<void> {
  const { connector, credentials, requiredPsuHeaders, calls, householdId, runId, vault, now } = context
  const answer = await calls.make('balances', feed.accountId, (psuContext) =>
    connector.listBalances({ credentials, uid: feed.uid, psuContext, requiredPsuHeaders }),
  )
  const page = await packPage({ operation: 'balances', params: {}, raw: answer.raw, fetchedAt: now() })
  const account = { householdId, accountId: feed.accountId, runId, vault, now: now() }
  await commit(context, async (db) => {
    await lockAccount(db, account)
    await storeBalances(db, account, answer.balances, account.now)
    report.setAside += await storeSetAside(db, account, answer.rejected)
    await storeRawPages(db, account, [page])
  })
}

async function close(
  context: SyncContext,
  feed: SyncedFeed,
  { report, booked }: { report: AccountReport; booked: ReadBooked | null },
): Promise<void> {
  const { householdId, now } = context
  report.phase = 'done'
  await commit(context, async (db) => {
    const read = booked && { historyFrom: booked.historyFrom, readUntil: todayOf(context) }
    await storeFeedOutcome(
      db,
      { householdId, feedId: feed.feedId },
      { read, errorKind: report.bookedError ?? report.balancesError, now: now() },
    )
    await writeReport(db, { ...context, now: now() }, report)
  })
}
