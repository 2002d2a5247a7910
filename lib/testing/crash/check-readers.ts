import { checkBalances, checkEdits, checkSums } from '../life/check-books'
import { checkTransactions } from '../life/check-transactions'
import type { CrashRig } from './crash-rig'

const POLL_MS = 100

/**
 * Waits until no reading is due any more (a job without a key was replaced by another) and every access was read whole since
 * that moment.
 * @returns ms it took
 * @throws Error after so many ms, saying what is left
 */
export async function waitUntilRead({ database }: CrashRig, { since, withinMs }: { since: Date; withinMs: number }): Promise<number> {
  const begunMs = performance.now()
  for (;;) {
    const [row] = await database.ownerQuery<{ jobs: string; unread: number; leased: number }>(
      `SELECT (SELECT coalesce(string_agg(concat_ws(' ', t.identifier, 'attempts', j.attempts, 'due in', (j.run_at - now())::text), ', '), '')
                 FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
                WHERE t.identifier = 'sync-bank-session' AND j.attempts < j.max_attempts AND (j.locked_at IS NOT NULL OR j.run_at <= now() + interval '1 minute')) AS jobs,
              count(*) FILTER (WHERE last_synced_at IS NULL OR last_synced_at < $1)::int AS unread,
              count(*) FILTER (WHERE leased_until IS NOT NULL)::int AS leased
         FROM bank_session WHERE status = 'authorized'`,
      [since],
    )
    const tookMs = performance.now() - begunMs
    if (row && row.jobs === '' && row.unread === 0 && row.leased === 0) return tookMs
    if (tookMs > withinMs) throw new Error(`not read within ${withinMs} ms: ${JSON.stringify(row)}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

/** I1, I2, I5, I8, I9 of every household. */
export async function checkReaders({ database, readers, simulator }: CrashRig): Promise<string[]> {
  const { ledger, clock } = simulator.simulator
  const aheadMs = clock.now().getTime() - Date.now()
  const bankTime = (at: Date) => new Date(at.getTime() + aheadMs)
  const violations: string[] = []
  for (const { household, edits } of readers) {
    const books = { database, ledger, householdId: household.householdId, now: clock.now(), bankTime }
    violations.push(
      ...(await checkTransactions(books, { upToNow: true })),
      ...(await checkBalances(books)),
      ...(await checkEdits(books, edits)),
      ...(await checkSums(books)),
    )
  }
  return violations
}
