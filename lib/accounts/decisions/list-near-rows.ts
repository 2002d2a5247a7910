import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { listAccounts } from '../list-accounts'
import { toTransactionDto, transactionColumns, type TransactionRow } from '../list-transactions'
import type { TransactionDto } from '../transaction'

/** A row is booked long after it was announced at times, hotels and car hire most of all. */
const NEAR_DAYS = 45
const ROWS_MAX = 12

/**
 * Rows of the same account that may be the same as this one, the likeliest first: of its amount, then near in time. Another
 * sum is only worth offering as long as one of the two is not booked.
 * @throws AppError not_found
 */
export async function listNearRows(viewer: Viewer, id: string): Promise<TransactionDto[]> {
  if (!isUuid(id)) throw notFound('transaction')
  return asViewer(viewer, async (db) => {
    const visible = await listAccounts(db, viewer, { archived: 'with' })
    const accountIds = visible.map((account) => account.id)
    const row = await db.transaction.findFirst({
      where: { householdId: viewer.householdId, id, accountId: { in: accountIds } },
      select: { accountId: true, amountMinor: true, currency: true, effectiveDate: true, status: true },
    })
    if (!row) throw notFound('transaction')
    const { accountId, amountMinor, currency, effectiveDate, status } = row
    const day = effectiveDate.toISOString().slice(0, 10)
    const rows = await db.$queryRaw<TransactionRow[]>`
      SELECT ${transactionColumns(visible.filter((account) => account.id !== accountId))} FROM transaction t
       WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.id <> ${id}::uuid
         AND t.effective_date BETWEEN ${day}::date - ${NEAR_DAYS}::int AND ${day}::date + ${NEAR_DAYS}::int
         AND t.superseded_by_id IS NULL AND t.status NOT IN ('CNCL', 'RJCT') AND sign(t.amount_minor) = sign(${amountMinor}::bigint)
         AND ((t.amount_minor = ${amountMinor} AND t.currency = ${currency}) OR t.status <> 'BOOK' OR ${status} <> 'BOOK')
       ORDER BY t.currency <> ${currency}, t.amount_minor <> ${amountMinor}, abs(t.effective_date - ${day}::date), t.id
       LIMIT ${ROWS_MAX}::int`
    return rows.map(toTransactionDto)
  })
}
