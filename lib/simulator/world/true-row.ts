import type { IsoDate } from '@/lib/core/iso-date'

export type RowKind = 'card' | 'transfer' | 'direct-debit' | 'invoice' | 'salary' | 'mobile' | 'cash' | 'interest' | 'fee' | 'loan'

export type Party = {
  readonly name: string
  readonly iban?: string | null
  readonly bic?: string | null
  readonly city?: string
  readonly country?: string
}

export type Exchange = {
  /** The currency the rate is expressed in: one of it is `rate` of the account's. */
  readonly unitCurrency: string
  readonly rate: string
  readonly instructedMinor: bigint
  readonly instructedCurrency: string
}

/**
 * What really happened on one account: the truth every answer of the bank is a picture of.
 * Instants are milliseconds since 1970; `Infinity` means never.
 */
export type TrueRow = {
  /** Stable however and whenever the row is asked for. */
  readonly id: string
  readonly kind: RowKind
  /** Minor units of the account's currency; negative leaves the account. */
  readonly minor: bigint
  /** While held, when other than `minor` (fuel pumps, hotels). */
  readonly heldMinor: bigint | null
  /** First listed as scheduled, if at all. */
  readonly scheduledAt: number
  readonly occurredAt: number
  readonly bookedAt: number
  /** A pending row that comes to nothing. */
  readonly cancelledAt: number
  /** How it is listed between `occurredAt` and `bookedAt`; null is not at all. */
  readonly before: 'PDNG' | 'HOLD' | null
  readonly transactionDate: IsoDate
  readonly bookingDate: IsoDate
  readonly valueDate: IsoDate
  readonly party: Party | null
  readonly mcc: string | null
  readonly remittance: readonly string[]
  readonly reference: { readonly number: string; readonly scheme: string } | null
  readonly endToEndId: string | null
  readonly exchange: Exchange | null
  readonly note: string | null
}

export type RowStatus = 'BOOK' | 'PDNG' | 'HOLD' | 'SCHD' | 'CNCL'

/** A cancelled row is still listed for these days, then forgotten. */
const CANCELLED_LISTED_MS = 3 * 86_400_000

/** How the bank lists the row at that instant; null when it does not list it. */
export function statusAt(row: TrueRow, at: number): RowStatus | null {
  if (row.bookedAt <= at) return 'BOOK'
  if (row.cancelledAt <= at) return at - row.cancelledAt < CANCELLED_LISTED_MS ? 'CNCL' : null
  if (row.occurredAt <= at) return row.before
  return row.scheduledAt <= at ? 'SCHD' : null
}
