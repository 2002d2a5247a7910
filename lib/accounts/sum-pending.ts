import type { Db, DbViewer } from '@/lib/db'

export type PendingSum = { readonly count: number; readonly names: readonly string[]; readonly minor: bigint; readonly newestDay: string }

/** Pending rows are young, so only the newest weeks are looked at. */
const LOOK_BACK_DAYS = 60

/** What the bank has announced and not booked yet, in the account's currency; null when there is nothing. */
export async function sumPending(db: Db, viewer: DbViewer, account: { id: string; currency: string }): Promise<PendingSum | null> {
  const [row] = await db.$queryRaw<{ count: number; names: string[] | null; minor: bigint | null; newestDay: string | null }[]>`
    SELECT count(*)::int AS count, array_agg(coalesce(t.user_name, t.name) ORDER BY t.effective_date DESC, t.id DESC) AS names,
           sum(t.amount_minor)::bigint AS minor, max(t.effective_date)::text AS "newestDay"
      FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ${account.id}::uuid AND t.currency = ${account.currency}
       AND t.effective_date > current_date - ${LOOK_BACK_DAYS}::int AND t.status IN ('PDNG', 'HOLD') AND t.superseded_by_id IS NULL`
  if (!row || row.count === 0 || row.minor === null || row.newestDay === null) return null
  return { count: row.count, names: (row.names ?? []).slice(0, 3), minor: row.minor, newestDay: row.newestDay }
}
