import { Prisma, type Db, type DbViewer } from '@/lib/db'

/** Of `transaction t`: a question nobody has answered yet. Two rows that only ask about each other ask once. */
export const isAsked = Prisma.sql`t.review_reason IS NOT NULL AND t.superseded_by_id IS NULL AND t.status NOT IN ('CNCL', 'RJCT')
  AND NOT (cardinality(t.review_other_ids) = 1 AND EXISTS (
    SELECT FROM transaction o
     WHERE o.household_id = t.household_id AND o.id = t.review_other_ids[1] AND o.id < t.id AND o.account_id = t.account_id
       AND o.review_reason IS NOT NULL AND o.superseded_by_id IS NULL AND o.status NOT IN ('CNCL', 'RJCT')
       AND t.id = ANY (o.review_other_ids)))`

/** How many rows of these accounts a person should look at; answered from an index that holds only those. */
export async function countToReview(db: Db, viewer: DbViewer, accountIds: readonly string[]): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ANY (${[...accountIds]}::uuid[]) AND ${isAsked}`
  return row?.count ?? 0
}
