import type { Db, DbViewer } from '@/lib/db'

/** How many rows of these accounts a person should look at; answered from an index that holds only those. */
export async function countToReview(db: Db, viewer: DbViewer, accountIds: readonly string[]): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ANY (${[...accountIds]}::uuid[])
       AND t.review_reason IS NOT NULL AND t.superseded_by_id IS NULL`
  return row?.count ?? 0
}
