import type { IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import type { AccountKey } from './store-lookup'

export type Days = { readonly from: IsoDate | null; readonly to: IsoDate | null }

/** How many booked rows of these days are kept and in sight. */
export async function countBooked(db: Db, { householdId, accountId }: AccountKey, { from, to }: Days): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.status = 'BOOK' AND t.superseded_by_id IS NULL
       AND t.effective_date BETWEEN coalesce(${from}::date, '-infinity') AND coalesce(${to}::date, 'infinity')`
  return row?.count ?? 0
}

/** Booked rows of these days that say what another row of the same day says, with that other row; nobody was asked yet. */
export function listTwins(
  db: Db,
  { householdId, accountId }: AccountKey,
  { from, to }: Days,
): Promise<{ readonly id: string; readonly otherId: string }[]> {
  return db.$queryRaw`
    SELECT DISTINCT t.id::text, o.id::text AS "otherId"
      FROM transaction t
      JOIN transaction_evidence c ON c.household_id = t.household_id AND c.transaction_id = t.id AND c.kind = 'c'
      JOIN transaction_evidence d ON d.household_id = c.household_id AND d.account_id = c.account_id AND d.kind = 'c' AND d.value = c.value
       AND d.transaction_id <> c.transaction_id
      JOIN transaction o ON o.household_id = d.household_id AND o.id = d.transaction_id
       AND o.effective_date = t.effective_date AND o.superseded_by_id IS NULL
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.status = 'BOOK' AND t.superseded_by_id IS NULL
       AND t.effective_date BETWEEN coalesce(${from}::date, '-infinity') AND coalesce(${to}::date, 'infinity')
       AND t.review_reason IS NULL AND o.review_reason IS NULL`
}
