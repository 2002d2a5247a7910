import { isBooked } from '@/lib/core/iso-20022'
import { parseIsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import type { AccountKey } from './store-lookup'
import type { TotalChange } from './store-rows'
import { addToTotals } from './totals'
import { storeTotals } from './totals-store'

type RemovedRow = { status: string; amountMinor: bigint; currency: string; day: string; category: string | null }

/**
 * Takes rows out of an account, with their evidence and their part of the totals; for rows that were never the bank's, but
 * a misreading of ours. Pending rows whose place they had taken are over. Call under the account's lock.
 */
export async function removeRows(db: Db, account: AccountKey, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { householdId, accountId } = account
  const removed = await db.$queryRaw<RemovedRow[]>`
    DELETE FROM transaction
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND id = ANY (${[...ids]}::uuid[])
    RETURNING status, amount_minor AS "amountMinor", currency, effective_date::text AS day, coalesce(user_category, category) AS category`
  await db.$executeRaw`
    DELETE FROM transaction_evidence WHERE household_id = ${householdId}::uuid AND transaction_id = ANY (${[...ids]}::uuid[])`
  await db.$executeRaw`
    UPDATE transaction SET superseded_by_id = NULL, superseded_because = NULL, status = 'CNCL'
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND superseded_by_id = ANY (${[...ids]}::uuid[])`
  const totals = new Map<string, TotalChange>()
  for (const { status, amountMinor: minor, currency, day, category } of removed) {
    if (isBooked(status)) addToTotals(totals, { day: parseIsoDate(day), category, currency, minor }, -1)
  }
  await storeTotals(db, account, [...totals.values()])
}
