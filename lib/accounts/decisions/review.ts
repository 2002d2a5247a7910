import type { IsoDate } from '@/lib/core/iso-date'
import type { MoneyDto } from '@/lib/core/money-dto'

/** merge: one row went behind the other · split: they are two · keep: both are right as they are */
export type DecisionKind = 'merge' | 'split' | 'keep'

/** One thing that speaks for two rows being one, or against it. */
export type Sign = { readonly speaksFor: boolean } & (
  | { readonly kind: 'amount'; readonly difference: MoneyDto | null }
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'stages' | 'name' | 'iban' | 'reference' | 'transactionId' | 'text' | 'balance' | 'together' }
)

/** A row as the question shows it. */
export type ReviewRow = {
  readonly id: string
  readonly status: string
  readonly amount: MoneyDto
  readonly day: IsoDate
  readonly name: string
  readonly description: string | null
  readonly note: string | null
  /** ISO text. */
  readonly firstSeenAt: string
}

export type ReviewOther = ReviewRow & {
  /** Taken for the same row so far; otherwise both count. */
  readonly isBehind: boolean
  readonly signs: readonly Sign[]
}

/** A row a person should look at, and the rows it may be the same as. */
export type ReviewQuestion = {
  readonly row: ReviewRow
  /** several_pending · possible_twin · amount_differs · moved, or another word of the matcher */
  readonly reason: string
  readonly accountName: string
  readonly bankName: string
  readonly bankCountry: string
  readonly mayDecide: boolean
  readonly others: readonly ReviewOther[]
}

/** What somebody decided before. `row` and `other` are null when they are gone. Instants are ISO text. */
export type DecisionDto = {
  readonly id: string
  readonly kind: DecisionKind
  readonly memberName: string | null
  readonly decidedAt: string
  readonly undoneAt: string | null
  readonly mayUndo: boolean
  readonly accountName: string
  readonly row: DecidedRowDto | null
  readonly other: DecidedRowDto | null
}

export type DecidedRowDto = { readonly id: string; readonly name: string; readonly day: IsoDate; readonly amount: MoneyDto }

export type ReviewDto = {
  readonly questions: readonly ReviewQuestion[]
  /** Questions beyond the listed ones. */
  readonly more: number
  readonly decisions: readonly DecisionDto[]
}
