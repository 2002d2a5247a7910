import { getOwnBankSession } from '@/lib/bank-sessions/get-own-bank-session'
import { asViewer, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { AccountProgress, SyncProgress } from './progress-dto'

/** How the newest read of one of the viewer's own accesses stands. @throws AppError `not_found` */
export function getSyncProgress(viewer: Viewer, bankSessionId: string): Promise<SyncProgress> {
  return asViewer(viewer, async (db) => {
    await getOwnBankSession(db, viewer, bankSessionId)
    const run = await db.syncRun.findFirst({
      where: { householdId: viewer.householdId, bankSessionId },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    })
    const accounts = await listAccounts(db, viewer, { bankSessionId, runId: run?.id ?? null })
    const isOver = run !== null && run.finishedAt !== null
    return {
      state: run === null ? 'waiting' : isOver ? 'done' : 'running',
      outcome: isOver ? (run.outcome as SyncProgress['outcome']) : null,
      errorKind: run?.errorKind ?? null,
      startedAt: run?.startedAt.toISOString() ?? null,
      finishedAt: run?.finishedAt?.toISOString() ?? null,
      accounts,
      doneCount: accounts.filter(({ phase }) => phase === 'done').length,
      total: accounts.length,
    }
  })
}

function listAccounts(
  db: Db,
  { householdId }: Viewer,
  { bankSessionId, runId }: { bankSessionId: string; runId: string | null },
): Promise<AccountProgress[]> {
  return db.$queryRaw<AccountProgress[]>`
    SELECT a.id::text AS "accountId", coalesce(a.custom_name, nullif(a.bank_name, ''), a.aspsp_name) AS name,
           coalesce(p.phase, 'waiting') AS phase, coalesce(p.fetched, 0) AS fetched, p.earliest_day::text AS "earliestDay",
           coalesce(p.booked_error, p.balances_error, nullif(p.pending_error, 'parameter_refused')) AS error
      FROM account_feed f
      JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
      LEFT JOIN sync_run_account p ON p.household_id = f.household_id AND p.account_id = f.account_id AND p.run_id = ${runId}::uuid
     WHERE f.household_id = ${householdId}::uuid AND f.bank_session_id = ${bankSessionId}::uuid
       AND a.choice = 'kept' AND f.state <> 'ended'
     ORDER BY a.sort_order, a.created_at, f.id`
}
