import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { asSystem, asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { requireAccountLevel } from '@/lib/households/access'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import { lockAccount, type AccountKey } from '@/lib/accounts/store-lookup'
import { replayAccount } from './replay-account'
import type { ReplayDifference, ReplayPreview, ReplaySummary } from './replay-dto'

/** Who replays: a member, or with null the operator at the command line. */
export type ReplayActor = AccountKey & { readonly memberId: string | null; readonly now: Date }

/** A year of pages of a busy account is read in seconds; this is where something is wrong. */
const REPLAY_TIMEOUT_MS = 10 * 60_000

/** @throws AppError `not_found`, `not_allowed` unless the account is fully the viewer's */
export async function previewReplay(viewer: Viewer, accountId: string, now: Date): Promise<ReplayPreview> {
  await asViewer(viewer, (db) => requireAccountLevel(db, viewer, accountId, 'full'))
  return previewAccount({ householdId: viewer.householdId, accountId, memberId: viewer.memberId, now })
}

/**
 * Applies a preview of the viewer's own.
 * @throws AppError `not_found`, `not_allowed`, `conflict` when the account is being read, changed since, or it was applied
 */
export async function applyReplay(viewer: Viewer, replayId: string, now: Date): Promise<ReplaySummary> {
  const { householdId, memberId } = viewer
  const accountId = await asViewer(viewer, async (db) => {
    const run = await db.replayRun.findFirst({ where: { householdId, id: replayId, memberId } })
    if (!run) throw notFound('replay')
    await requireAccountLevel(db, viewer, run.accountId, 'full')
    return run.accountId
  })
  return applyPreview({ householdId, accountId, memberId, now }, replayId)
}

/** What a replay would change, found by doing it and taking it back. Keeps counts and a fingerprint, no bank data. */
export function previewAccount({ householdId, accountId, memberId, now }: ReplayActor): Promise<ReplayPreview> {
  const account = { householdId, accountId }
  return inOneTransaction(householdId, async (db) => {
    await lockAccount(db, account)
    const basis = await fingerprint(db, account)
    const difference = await tryOut(db, account)
    const id = newId(now)
    const { summary } = difference
    await db.replayRun.updateMany({ where: { ...account, memberId, state: 'previewed' }, data: { state: 'discarded' } })
    await db.replayRun.create({ data: { ...account, id, memberId, createdAt: now, pages: summary.pages, summary: { ...summary }, basis } })
    return { ...difference, replayId: id, accountId }
  })
}

/** @throws AppError `conflict` when the account is being read, or is not what the preview was made from */
export function applyPreview({ householdId, accountId, memberId, now }: ReplayActor, replayId: string): Promise<ReplaySummary> {
  const account = { householdId, accountId }
  return inOneTransaction(householdId, async (db) => {
    await lockAccount(db, account)
    const run = await db.replayRun.findUnique({ where: { householdId_id: { householdId, id: replayId } } })
    if (run?.state !== 'previewed' || run.accountId !== accountId) throw new AppError('conflict', 'replay is not open')
    if (await isBeingRead(db, account, now)) throw new AppError('conflict', 'account is being read')
    if (run.basis !== (await fingerprint(db, account))) throw new AppError('conflict', 'account changed since the preview')
    const { summary } = await replayAccount(db, account)
    await db.replayRun.update({
      where: { householdId_id: { householdId, id: replayId } },
      data: { state: 'applied', appliedAt: now, summary: { ...summary } },
    })
    await recordAudit(db, { householdId, memberId, kind: 'replay_applied', subjectId: accountId, facts: { ...summary }, now })
    return summary
  })
}

function inOneTransaction<T>(householdId: string, work: (db: Db) => Promise<T>): Promise<T> {
  return asSystem(householdId, work, { timeoutMs: REPLAY_TIMEOUT_MS })
}

async function tryOut(db: Db, account: AccountKey): Promise<ReplayDifference> {
  await db.$executeRaw`SAVEPOINT replay`
  const difference = await replayAccount(db, account)
  await db.$executeRaw`ROLLBACK TO SAVEPOINT replay`
  return difference
}

/** Everything a preview was made from: rows with what people wrote on them, kept pages, decisions, and this version. */
async function fingerprint(db: Db, { householdId, accountId }: AccountKey): Promise<string> {
  const [row] = await db.$queryRaw<{ rows: string; pages: string; decisions: string }[]>`
    SELECT (SELECT concat_ws('.', count(*), bit_xor(hashtextextended(concat_ws('|', t.id, t.facts_hash, t.status, t.effective_date, t.name,
                     t.description, t.category, t.superseded_by_id, t.user_name, t.user_note, t.user_category), 0)))
              FROM transaction t WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid) AS rows,
           (SELECT concat_ws('.', count(*), bit_xor(hashtextextended(p.id::text, 0)))
              FROM raw_page p WHERE p.household_id = ${householdId}::uuid AND p.account_id = ${accountId}::uuid) AS pages,
           (SELECT concat_ws('.', count(*), count(d.undone_at))
              FROM match_decision d WHERE d.household_id = ${householdId}::uuid AND d.account_id = ${accountId}::uuid) AS decisions`
  return [env().version, row?.rows, row?.pages, row?.decisions].join(' ')
}

async function isBeingRead(db: Db, { householdId, accountId }: AccountKey, now: Date): Promise<boolean> {
  const feeds = await db.accountFeed.findMany({ where: { householdId, accountId }, select: { bankSessionId: true } })
  const ids = feeds.map(({ bankSessionId }) => bankSessionId)
  return (await db.bankSession.count({ where: { householdId, id: { in: ids }, leasedUntil: { gt: now } } })) > 0
}
