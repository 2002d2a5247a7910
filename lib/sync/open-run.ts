import { connectorFor } from '@/lib/bank-sessions/connector-for'
import { openCredentials } from '@/lib/bank-sessions/credentials'
import { leaseSession } from '@/lib/bank-sessions/session-state'
import { newId } from '@/lib/core/id'
import { utcDay } from '@/lib/core/iso-date'
import { asSystem, type Db } from '@/lib/db'
import { openVault, type Vault } from '@/lib/vault/vault'
import { openAccountReport, writeReport, type AccountReport } from './account-report'
import { recordBankCalls } from './bank-calls'
import type { SyncContext, SyncedFeed } from './sync-context'
import type { SyncInput } from './sync-input'

export type OpenedRun = { readonly context: SyncContext; readonly feeds: readonly SyncedFeed[]; readonly reports: readonly AccountReport[] }

/**
 * Takes the session's lease and opens all a run needs, in one transaction: should anything of it fail, no lease is left
 * behind. Answers why not when the session is over, being read already, or the bank asked us to wait.
 */
export async function openRun(input: SyncInput): Promise<OpenedRun | { reason: 'busy' | 'over' | 'blocked' }> {
  const { householdId, bankSessionId, now } = input
  return asSystem(householdId, async (db) => {
    const session = await db.bankSession.findUnique({ where: { householdId_id: { householdId, id: bankSessionId } } })
    if (!session?.sealedCredentials || session.status !== 'authorized' || session.supersededAt) return { reason: 'over' }
    const blockedUntil = input.psuContext ? session.interactiveBlockedUntil : session.backgroundBlockedUntil
    if (blockedUntil && blockedUntil > now()) return { reason: 'blocked' }
    const lease = await leaseSession(db, { householdId, bankSessionId, now: now() })
    if (!lease) return { reason: 'busy' }
    const vault = await openVault(db, householdId)
    const connector = await (input.connectorFor ?? connectorFor)(db, { householdId, memberId: session.memberId }, session.bankAppId)
    const runId = newId(now())
    const feeds = await listFeeds(db, vault, { householdId, bankSessionId })
    const reports = feeds.map(({ accountId }) => openAccountReport(accountId))
    await startRun(db, input, { runId, leaseToken: lease.token, reports })
    const context: SyncContext = {
      ...{ householdId, bankSessionId, runId, lease, connector, vault, now },
      credentials: openCredentials(vault, bankSessionId, session.sealedCredentials),
      requiredPsuHeaders: session.requiredPsuHeaders,
      calls: recordBankCalls({ householdId, bankSessionId, runId, psuContext: input.psuContext ?? null, now }),
    }
    return { context, feeds, reports }
  })
}

/** Kept accounts with a handle. One that could not be read last time is tried again: banks block and unblock accounts. */
async function listFeeds(
  db: Db,
  vault: Vault,
  { householdId, bankSessionId }: { householdId: string; bankSessionId: string },
): Promise<SyncedFeed[]> {
  const feeds = await db.accountFeed.findMany({
    where: { householdId, bankSessionId, state: { in: ['active', 'unreadable'] }, sealedUid: { not: null }, account: { choice: 'kept' } },
    include: { account: { select: { holderName: true } } },
    orderBy: [{ account: { sortOrder: 'asc' } }, { account: { createdAt: 'asc' } }, { id: 'asc' }],
  })
  return feeds.map(({ id, accountId, sealedUid, account, readUntil, historyFrom }) => ({
    feedId: id,
    accountId,
    uid: vault.open({ table: 'account_feed', column: 'sealed_uid', rowId: id }, sealedUid!),
    holderName: account.holderName,
    readUntil: readUntil && utcDay(readUntil),
    historyFrom: historyFrom && utcDay(historyFrom),
  }))
}

type Started = { readonly runId: string; readonly leaseToken: bigint; readonly reports: readonly AccountReport[] }

async function startRun(
  db: Db,
  { householdId, bankSessionId, trigger, psuContext, now }: SyncInput,
  { runId, leaseToken, reports }: Started,
): Promise<void> {
  const startedAt = now()
  await closeOrphans(db, { householdId, bankSessionId, startedAt })
  await db.syncRun.create({
    data: { householdId, id: runId, bankSessionId, trigger, psuPresent: Boolean(psuContext), leaseToken, startedAt },
  })
  for (const report of reports) await writeReport(db, { householdId, runId, now: startedAt }, report)
}

/** Runs whose process died: the lease is ours now, so none of them can still be going. */
async function closeOrphans(
  db: Db,
  { householdId, bankSessionId, startedAt }: { householdId: string; bankSessionId: string; startedAt: Date },
): Promise<void> {
  await db.syncRun.updateMany({
    where: { householdId, bankSessionId, finishedAt: null },
    data: { finishedAt: startedAt, outcome: 'failed', errorKind: 'interrupted' },
  })
}
