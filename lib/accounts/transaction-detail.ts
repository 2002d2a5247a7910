import type { MoneyDto } from '@/lib/core/money-dto'
import type { TransactionDto } from './transaction'

/** Why a row is one row, as facts the page puts into words. Instants are ISO text. */
export type RowReason =
  /** The bank's own reference, first seen then, through that member's access. */
  | { readonly kind: 'reference'; readonly seenAt: string; readonly memberName: string | null }
  /** Day, amount, other side and text; `occurrence` counts equal rows of one day. */
  | { readonly kind: 'content'; readonly seenAt: string; readonly occurrence: number; readonly memberName: string | null }
  /** Several accesses read this account on that day, and it was kept once. */
  | { readonly kind: 'accesses'; readonly memberNames: readonly string[] }
  /** A pending row that became this booking. */
  | { readonly kind: 'pending'; readonly firstSeenAt: string; readonly amount: MoneyDto }
  /** Other rows of the same amount on this account nearby; none is worth saying too. */
  | { readonly kind: 'alike'; readonly count: number; readonly days: number }

/** One fact of the bank, kept as it wrote it. */
export type BankCodes = {
  readonly entryReference: string | null
  readonly referenceNumber: string | null
  readonly transactionId: string | null
  readonly bankCode: string | null
  readonly bankCodeText: string | null
  readonly merchantCategoryCode: string | null
  readonly bookingDate: string | null
  readonly valueDate: string | null
  readonly transactionDate: string | null
  readonly bankStatus: string | null
}

export type PartyDto = {
  readonly name: string | null
  readonly iban: string | null
  readonly otherAccount: string | null
  readonly address: readonly string[]
}

export type TransactionDetailDto = {
  readonly row: TransactionDto
  readonly accountName: string
  readonly bankName: string
  readonly mayEdit: boolean
  /** What stands without the person's own words. */
  readonly bankSays: { readonly name: string; readonly category: string | null }
  readonly hasOwnName: boolean
  readonly hasOwnCategory: boolean
  /** The other side's text as the bank wrote it, line by line. */
  readonly raw: readonly string[]
  readonly counterparty: PartyDto | null
  readonly instructed: MoneyDto | null
  readonly exchangeRate: string | null
  readonly balanceAfter: MoneyDto | null
  readonly amountExcess: string | null
  readonly codes: BankCodes
  readonly reasons: readonly RowReason[]
  readonly firstSeenAt: string
}
