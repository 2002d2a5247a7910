import type { TrueRow } from './world/true-row'

/** How a row was served: what the answer said, with the id of what truly happened. */
export type ServedRow = {
  readonly rowId: string
  readonly status: string
  readonly entryReference: string | null
  readonly transactionId: string | null
  readonly bookingDate: string | null
  readonly valueDate: string | null
  readonly transactionDate: string | null
  /** Decimal text as served, without a sign; null where the bank left it out. */
  readonly amount: string | null
  readonly currency: string | null
  readonly direction: string | null
  readonly remittance: readonly string[]
}

/** To be called before the bank's way of leaving things out is applied. */
export function servedRow(row: TrueRow, wire: Record<string, unknown>): ServedRow {
  const text = (key: string) => wire[key] as string | null
  const amount = wire.transaction_amount as { amount: string; currency: string } | null
  return {
    rowId: row.id,
    status: wire.status as string,
    entryReference: text('entry_reference'),
    transactionId: text('transaction_id'),
    bookingDate: text('booking_date'),
    valueDate: text('value_date'),
    transactionDate: text('transaction_date'),
    amount: amount?.amount ?? null,
    currency: amount?.currency ?? null,
    direction: text('credit_debit_indicator'),
    remittance: wire.remittance_information as readonly string[],
  }
}
