import type { Db } from '@/lib/db'
import type { AccountKey } from '../store-lookup'

/** How the superseding of a row was known; null: before that was written down. */
export type SupersededRow = {
  readonly id: string
  readonly status: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly day: string
  readonly name: string
  readonly firstSeenAt: Date
  readonly because: string | null
}

/** However long the chain of rows that took each other's place; nobody reads further. */
const DEPTH_MAX = 10
const ROWS_MAX = 20

/** The rows whose place this one took, and those whose place they had taken, oldest first. */
export async function listSuperseded(db: Db, { householdId, accountId }: AccountKey, id: string): Promise<SupersededRow[]> {
  return db.$queryRaw<SupersededRow[]>`
    WITH RECURSIVE chain AS (
      SELECT t.id, 1 AS depth FROM transaction t
       WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.superseded_by_id = ${id}::uuid
      UNION ALL
      SELECT t.id, c.depth + 1 FROM transaction t JOIN chain c ON t.superseded_by_id = c.id
       WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND c.depth < ${DEPTH_MAX}::int
    )
    SELECT t.id::text, t.status, t.amount_minor AS "amountMinor", t.currency, t.effective_date::text AS day,
           coalesce(t.user_name, t.name) AS name, t.first_seen_at AS "firstSeenAt", t.superseded_because AS because
      FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.id IN (SELECT id FROM chain)
     ORDER BY t.first_seen_at, t.id LIMIT ${ROWS_MAX}::int`
}
