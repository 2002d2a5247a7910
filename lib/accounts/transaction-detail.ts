import type { MoneyDto } from '@/lib/core/money-dto'
import type { IsoDate } from '@/lib/core/iso-date'
import type { DecidedRowDto, DecisionDto } from './decisions/review'
import type { TransactionDto } from './transaction'

/** The reading that brought something: through whose access, and, of one's own accesses, whether one was there. */
export type ReadingDto = {
  readonly memberName: string | null
  /** first · interactive · scheduled; null when it is not known or another member's. */
  readonly trigger: string | null
}

/** How it was known that a row took another one's place. */
export type Because = 'reference' | 'transaction_id' | 'content' | 'likeness' | 'by_hand'

/** Why a row is one row, as facts the page puts into words. Instants are ISO text. */
export type RowReason =
  /** The bank's own reference, first seen then. `part` names one that came later and can be split off. */
  | {
      readonly kind: 'reference'
      readonly seenAt: string
      readonly reading: ReadingDto
      readonly isLater: boolean
      readonly part: string | null
    }
  /** Day, amount, other side and text; `occurrence` counts equal rows of one day from 1. */
  | {
      readonly kind: 'content'
      readonly seenAt: string
      readonly reading: ReadingDto
      readonly isLater: boolean
      readonly occurrence: number
      readonly part: string | null
    }
  /** Several accesses read this account on that day, and it was kept once. */
  | { readonly kind: 'accesses'; readonly memberNames: readonly string[] }
  /** A row whose place this one took, as it was then. */
  | {
      readonly kind: 'superseded'
      readonly id: string
      readonly firstSeenAt: string
      readonly status: string
      readonly day: IsoDate
      readonly name: string
      readonly amount: MoneyDto
      readonly because: Because | null
    }
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
  /** The row that stands in its place. */
  readonly supersededBy: DecidedRowDto | null
  /** What somebody said about it, newest first. */
  readonly decisions: readonly DecisionDto[]
  readonly firstSeenAt: string
}
