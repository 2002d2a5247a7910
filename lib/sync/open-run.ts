import { connectorFor } from '@/lib/bank-sessions/connector-for'
import { openCredentials } from '@/lib/bank-sessions/credentials'
import { leaseEnd, lockSession, type Lease, type LockedSession } from '@/lib/bank-sessions/session-state'
import { newId } from '@/lib/core/id'
import { asSystemBy, type Db } from '@/lib/db'
import { openVault, type Vault } from '@/lib/vault/vault'
import { openAccountReport, type AccountReport } from './account-report'
import { recordBankCalls } from './bank-calls'
import { parseDialect } from './read/dialect'
import { heldDaysOf } from './read/held-days'
import { listFeeds, type OpenFeed } from './open-feeds'
import { leavePlanned, openQuota, type Quota } from './quota'
import { limitsOf } from './run-limits'
import type { SyncContext, SyncedFeed } from './sync-context'
import type { SyncInput } from './sync-input'

export type OpenedRun = {
  readonly context: SyncContext
  readonly feeds: readonly SyncedFeed[]
  /** One for each feed, in their order; then those of accounts that had to be left out. */
  readonly reports: readonly AccountReport[]
  readonly session: LockedSession
  readonly quota: Quota
}

/**
 * Why nothing is read. `over`: the access is. `busy`: somebody reads it, at the longest until `until`. `blocked`: the bank wants to
 * be left alone. `quota`: what it allows without the person is used up or kept for the evening. `fresh`: all of it was read
 * a moment ago. `nothing`: no account of it is kept.
 */
export type NotRead =
  { readonly reason: 'over' | 'expired' | 'blocked' | 'quota' | 'fresh' | 'nothing' } | { readonly reason: 'busy'; readonly until: Date }

/**
 * Takes the session's lease and opens all a run needs, in one transaction: should anything of it fail, no lease is left
 * behind. When nothing is to be read now, the next reading is planned in the same transaction.
 */
export async function openRun(input: SyncInput): Promise<OpenedRun | NotRead> {
  const { householdId, bankSessionId } = input
  const now = input.now()
  const lock = (db: Db) => lockSession(db, { householdId, bankSessionId })
  return asSystemBy(lock, async (db, session): Promise<OpenedRun | NotRead> => {
    if (!session?.sealedCredentials || session.status !== 'authorized' || session.isSuperseded) return { reason: 'over' }
    if (session.validUntil !== null && session.validUntil <= now) return { reason: 'expired' }
    if (session.leasedUntil !== null && session.leasedUntil > now) return { reason: 'busy', until: session.leasedUntil }
    const connector = await (input.connectorFor ?? connectorFor)(db, { householdId, memberId: session.memberId }, session.bankAppId)
    const psuContext = input.psuContext && connector.showsPerson(input.psuContext, session.requiredPsuHeaders) ? input.psuContext : null
    const known = await listFeeds(db, { householdId, bankSessionId })
    if (known.length === 0) return { reason: 'nothing' }
    const quota = await openQuota(db, { input, session, feeds: known, isAttended: psuContext !== null })
    if (quota.notRead) return leavePlanned(db, { input, session, quota, reason: quota.notRead })
    const vault = await openVault(db, householdId)
    const runId = newId(now)
    const feeds = quota.chosen.map((feed) => openFeed(feed, vault))
    const reports = [...feeds.map(({ accountId }) => openAccountReport(accountId)), ...quota.leftOut.map(leftOutReport)]
    const lease = await startRun(db, { ...input, psuContext }, { runId, reports })
    const context: SyncContext = {
      ...{ householdId, bankSessionId, runId, lease, connector, vault, now: input.now, trigger: input.trigger },
      limits: input.limits ?? limitsOf(input.trigger, now),
      isAttended: psuContext !== null,
      credentials: openCredentials(vault, bankSessionId, session.sealedCredentials),
      requiredPsuHeaders: session.requiredPsuHeaders,
      calls: recordBankCalls({
        ...{ householdId, bankSessionId, runId, purpose: input.trigger, psuContext, now: input.now },
        validUntil: session.validUntil,
        listsLeft: quota.listsLeft,
      }),
    }
    return { context, feeds, reports, session, quota }
  })
}

function openFeed({ id, accountId, sealedUid, holderName, ...feed }: OpenFeed, vault: Vault): SyncedFeed {
  return {
    feedId: id,
    accountId,
    uid: vault.open({ table: 'account_feed', column: 'sealed_uid', rowId: id }, sealedUid),
    holderName,
    held: heldDaysOf(feed),
    readBefore: feed.readBefore,
    dialect: parseDialect(feed.dialect),
  }
}

/** An account whose reads of the day are used up stands in the report as one the bank makes us wait for. */
function leftOutReport({ accountId }: OpenFeed): AccountReport {
  return { ...openAccountReport(accountId), bookedError: 'rate_limited' }
}

/** Takes the lease and begins the run. Runs whose process died are closed: the lease is ours now, so none can still be going. */
async function startRun(
  db: Db,
  { householdId, bankSessionId, trigger, psuContext, now }: SyncInput,
  { runId, reports }: { readonly runId: string; readonly reports: readonly AccountReport[] },
): Promise<Lease> {
  const startedAt = now()
  const [row] = await db.$queryRaw<{ token: bigint }[]>`
    SELECT saldo_start_run(${householdId}::uuid, ${bankSessionId}::uuid, ${runId}::uuid, ${trigger}, ${Boolean(psuContext)},
                           ${startedAt}::timestamptz, ${leaseEnd(startedAt)}::timestamptz,
                           ${reports.map(({ accountId }) => accountId)}::uuid[],
                           ${reports.map(({ bookedError }) => bookedError)}::text[]) AS token`
  return { householdId, bankSessionId, token: row!.token }
}
