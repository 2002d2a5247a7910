import { Prisma, type Db } from '@/lib/db'
import type { AccountKey } from '../store-lookup'

/** Days in which an equal row is worth asking about, where a reading named none. */
const ALIKE_DAYS = 14
const OTHERS_MAX = 6

/**
 * The rows each question is about: those the reading named, those it already took for the same row, and where neither is
 * left, rows of the same amount nearby. A row it named is asked about also when the bank lists it no more: that is why it is
 * asked. Rows that went behind yet another row are not.
 * @returns id of the asking row → ids of the others, nearest day first
 */
export async function listOthers(
  db: Db,
  { householdId, accountId }: Pick<AccountKey, 'householdId'> & { accountId?: string },
  askingIds: readonly string[],
): Promise<Map<string, string[]>> {
  const oneAccount = accountId === undefined ? Prisma.empty : Prisma.sql`AND q.account_id = ${accountId}::uuid`
  const found = await db.$queryRaw<{ asking: string; id: string; isNamed: boolean }[]>`
    SELECT q.id::text AS asking, o.id::text, (o.superseded_by_id IS NOT NULL OR o.id = ANY (q.review_other_ids)) AS "isNamed"
      FROM unnest(${[...askingIds]}::uuid[]) AS w(id)
      JOIN transaction q ON q.household_id = ${householdId}::uuid AND q.id = w.id ${oneAccount}
      JOIN LATERAL (
        SELECT t.id, t.superseded_by_id, t.effective_date FROM transaction t
         WHERE t.household_id = q.household_id AND t.account_id = q.account_id AND t.id <> q.id AND t.superseded_by_id IS NULL
           AND (t.id = ANY (q.review_other_ids)
             OR (t.effective_date BETWEEN q.effective_date - ${ALIKE_DAYS}::int AND q.effective_date + ${ALIKE_DAYS}::int
                 AND t.amount_minor = q.amount_minor AND t.currency = q.currency AND t.status NOT IN ('CNCL', 'RJCT')))
        UNION ALL
        SELECT t.id, t.superseded_by_id, t.effective_date FROM transaction t
         WHERE t.household_id = q.household_id AND t.superseded_by_id = q.id
           AND (t.id = ANY (q.review_other_ids)
             OR (q.review_reason IN ('several_pending', 'amount_differs') AND t.superseded_because IS DISTINCT FROM 'by_hand'))
      ) o ON true
     ORDER BY w.id, abs(o.effective_date - q.effective_date), o.id`
  const named = found.filter(({ isNamed }) => isNamed)
  const others = new Map<string, string[]>()
  for (const id of askingIds) {
    const own = named.filter(({ asking }) => asking === id)
    const shown = own.length > 0 ? own : found.filter(({ asking }) => asking === id)
    others.set(
      id,
      shown.slice(0, OTHERS_MAX).map((one) => one.id),
    )
  }
  return others
}
