import { storeBalances } from '@/lib/accounts/balances-store'
import { openDayChain, type DayChain } from '@/lib/accounts/day-chain'
import { listOpenGaps } from '@/lib/accounts/history-gaps'
import { storeBalanceCheck } from '@/lib/accounts/store-balance-check'
import { storeFeedOutcome } from '@/lib/accounts/store-feeds'
import { lockAccount } from '@/lib/accounts/store-lookup'
import { storeSetAside } from '@/lib/accounts/store-set-aside'
import { BankError } from '@/lib/banking/errors'
import { writeReport, type AccountReport } from './account-report'
import { mayAskForPending } from './read/dialect'
import { keepNews } from './read/keep-news'
import { readPending } from './read/read-pending'
import { packPage, storeRawPages } from './read/raw-pages'
import { readBooked } from './read/read-booked'
import type { ListReader } from './read/read-list'
import { findTrust } from './match/reference-trust'
import { stopsRun } from './run-error'
import { commit, todayOf, type SyncContext, type SyncedFeed } from './sync-context'

/**
 * Brings one account up to date: booked rows, then pending ones, then balances. Each part may fail without the others;
 * the report says which. An account the bank does not let us read ends its own reading only.
 * @throws BankError that concerns the whole access (`stopsRun`)
 */
export async function runAccount(context: SyncContext, feed: SyncedFeed, report: AccountReport): Promise<void> {
  report.phase = 'booked'
  const chain = openDayChain()
  const reader = await openReader(context, { feed, report, chain })
  try {
    await close(reader, { ...(await readParts(reader)), chain })
  } catch (error) {
    // What stops the run takes back nothing of what was learned before it.
    if (error instanceof BankError) await commit(context, (db) => keepNews(reader, db))
    throw error
  }
}

type Parts = { readonly isRead: boolean; readonly balances: ReadBalances | null }

async function readParts(reader: ListReader): Promise<Parts> {
  const { context, feed, report, news } = reader
  const booked = await attempt(report, 'bookedError', () => readBooked(reader))
  const isRead = booked !== null
  if (news.missing.some(({ reason }) => reason === 'period_refused')) report.bookedError ??= 'period_refused'
  if (report.bookedError === 'account_not_accessible') return { isRead, balances: null }
  if (!booked?.includesPending) await askForPending(reader)
  report.phase = 'balances'
  return { isRead, balances: await attempt(report, 'balancesError', () => readBalances(context, feed, report)) }
}

async function openReader(
  context: SyncContext,
  { feed, report, chain }: { feed: SyncedFeed; report: AccountReport; chain: DayChain },
): Promise<ListReader> {
  const account = { householdId: context.householdId, accountId: feed.accountId }
  return commit(context, async (db) => {
    await writeReport(db, { ...context, now: context.now() }, report)
    return {
      ...{ context, feed, report, held: feed.held, dialect: feed.dialect, onBookedRow: chain.note },
      trust: await findTrust(db, account),
      openGaps: await listOpenGaps(db, account),
      news: { covered: [], held: [], missing: [] },
      doubted: [],
    }
  })
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

/** A bank that refused this list is not asked every time: each question counts. */
async function askForPending(reader: ListReader): Promise<void> {
  const { context, report } = reader
  const today = todayOf(context)
  report.phase = 'pending'
  if (!mayAskForPending(reader.dialect, today)) {
    report.pendingError = 'parameter_refused'
    return
  }
  await attempt(report, 'pendingError', () => readPending(reader, today))
  if (report.pendingError === 'parameter_refused') reader.dialect = { ...reader.dialect, pendingRefusedOn: today }
}

type ReadBalances = { readonly changed: boolean }

async function readBalances(context: SyncContext, feed: SyncedFeed, report: AccountReport): Promise<ReadBalances> {
  const { connector, credentials, requiredPsuHeaders, calls, householdId, runId, vault, now } = context
  const account = { householdId, accountId: feed.accountId, runId, vault, now: now() }
  try {
    const answer = await calls.make('balances', feed.accountId, (psuContext) =>
      connector.listBalances({ credentials, uid: feed.uid, psuContext, requiredPsuHeaders }),
    )
    const page = await packPage({ operation: 'balances', params: {}, raw: answer.raw, fetchedAt: now() })
    return await commit(context, async (db) => {
      await lockAccount(db, account)
      const changed = await storeBalances(db, account, answer.balances, account.now)
      report.setAside += await storeSetAside(db, account, answer.rejected)
      await storeRawPages(db, account, [page])
      return { changed }
    })
  } catch (error) {
    if (error instanceof BankError && error.unreadable !== undefined) {
      const page = await packPage({ operation: 'unreadable', params: { of: 'balances' }, raw: error.unreadable, fetchedAt: now() })
      await commit(context, (db) => storeRawPages(db, account, [page]))
    }
    throw error
  }
}

type Closing = Parts & { readonly chain: DayChain }

async function close(reader: ListReader, { isRead, chain, balances }: Closing): Promise<void> {
  const { context, feed, report, dialect } = reader
  const { householdId, now } = context
  const account = { householdId, accountId: feed.accountId, feedId: feed.feedId, now: now() }
  report.phase = 'done'
  await commit(context, async (db) => {
    const errorKind = report.bookedError ?? report.balancesError
    await storeFeedOutcome(db, account, { isRead, errorKind, dialect: dialect === feed.dialect ? null : dialect, now: now() })
    await keepNews(reader, db)
    if (isRead && balances) {
      const isUnchanged = !balances.changed && report.inserted + report.updated + report.superseded === 0
      const seen = { today: todayOf(context), historyFrom: reader.held.historyFrom, chain: chain.check(), isUnchanged, now: now() }
      await storeBalanceCheck(db, account, seen)
    }
    await writeReport(db, { ...context, now: now() }, report)
  })
}
