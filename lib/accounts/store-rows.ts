import type { PortTransaction } from '@/lib/banking/port'
import type { IsoDate } from '@/lib/core/iso-date'
import type { TransactionStatus } from '@/lib/core/iso-20022'
import { cleanTransaction, type CleanTransaction } from './clean-name'
import { otherSide, readEvidence, type Evidence } from './evidence'

/** A row as a bank just sent it, with what is derived from it. The derived parts that most rows never need are made on demand. */
export type FetchedRow = {
  readonly transaction: PortTransaction
  readonly evidence: Evidence
  readonly clean: CleanTransaction
  /** Blind index of the other side's IBAN. */
  readonly counterpartyIndex: string | null
}

export type RowContext = { readonly holderName: string | null; readonly blindIban: (iban: string) => string }

export function toFetchedRow(transaction: PortTransaction, context: RowContext): FetchedRow {
  return new LazyRow(transaction, context)
}

/** A class only for its getters: made anew as part of every row they cost more than all the matching. */
class LazyRow implements FetchedRow {
  readonly transaction: PortTransaction
  readonly evidence: Evidence
  readonly #context: RowContext
  #clean: CleanTransaction | undefined
  #index: string | null | undefined

  constructor(transaction: PortTransaction, context: RowContext) {
    this.transaction = transaction
    this.evidence = readEvidence(transaction)
    this.#context = context
  }

  get clean(): CleanTransaction {
    return (this.#clean ??= cleanTransaction(this.transaction, this.#context.holderName))
  }

  get counterpartyIndex(): string | null {
    const { iban } = otherSide(this.transaction)
    return (this.#index ??= iban && this.#context.blindIban(iban))
  }
}

/** What matching and totals need to know of a row we keep. */
export type StoredRow = {
  readonly id: string
  readonly status: TransactionStatus
  readonly amountMinor: bigint
  readonly currency: string
  readonly effectiveDate: IsoDate
  readonly factsHash: string
  readonly isSuperseded: boolean
  /** Some entry reference is known for it. */
  readonly hasReference: boolean
  readonly name: string
  readonly counterpartyIndex: string | null
  /** In the row's own currency; null: the bank gave none. */
  readonly balanceAfterMinor: bigint | null
  /** The person's category, else the bank's; the one it is counted under. */
  readonly countedCategory: string | null
  readonly hasUserCategory: boolean
}

/** The rows and evidence that may concern one batch, read under the account's lock. */
export type Known = {
  readonly byReference: Map<string, StoredRow[]>
  /** In order of occurrence. */
  readonly byContent: Map<string, StoredRow[]>
  /** Pending rows, also superseded ones, by the bank's transaction id. */
  readonly byHint: Map<string, StoredRow[]>
  /** Rows that may still become bookings around the batch's days. */
  readonly pendings: StoredRow[]
  /** Booked rows of the sums of changed rows (`sumKey`), some days around them. */
  readonly lookAlikes: Map<string, StoredRow[]>
  /** Rows of the batch that are kept exactly like this: id of the kept row. */
  readonly unchanged: Map<FetchedRow, string>
  /** Pending rows that do not end because the bank says so: a person wrote on them or decided about them. */
  readonly held: Set<string>
}

export function emptyKnown(): Known {
  const maps = { byReference: new Map(), byContent: new Map(), byHint: new Map(), unchanged: new Map(), lookAlikes: new Map() }
  return { ...maps, pendings: [], held: new Set() }
}

export function sumKey({ amountMinor, currency }: Pick<StoredRow, 'amountMinor' | 'currency'>): string {
  return `${amountMinor} ${currency}`
}

/** How it was known that a row took the place of a pending one. A person may say so too: `by_hand`. */
export type Because = 'reference' | 'transaction_id' | 'content' | 'likeness'

/** Why a person should look at a row: rows it may be are named with it. */
export type ReviewReason = 'several_pending' | 'possible_twin' | 'amount_differs' | 'moved'

export type Review = { readonly reason: ReviewReason; readonly otherIds: readonly string[] }

export type EvidenceKind = 'r' | 'c' | 't'

export type NewEvidence = {
  readonly kind: EvidenceKind
  readonly value: string
  readonly occurrence: number
  readonly transactionId: string
}

export type NewRow = {
  readonly id: string
  readonly row: FetchedRow
  readonly effectiveDate: IsoDate
  /** The pending row whose place it takes; the person's edits come along. */
  readonly supersedes: string | null
  /** A pending row that came after its booking is kept behind it. */
  readonly supersededBy: string | null
  /** Of either of the two. */
  readonly because: Because | null
  readonly review: Review | null
}

/** A pending row whose place a row takes that is there already. */
export type Superseding = { readonly pendingId: string; readonly id: string; readonly because: Because }

export type ChangedRow = { readonly id: string; readonly row: FetchedRow; readonly effectiveDate: IsoDate }

/** Booked movement to add to the totals of one day; `count` may be negative. */
export type TotalChange = {
  readonly day: IsoDate
  readonly category: string
  readonly currency: string
  inMinor: bigint
  outMinor: bigint
  count: number
}

/** Everything one batch changes about an account's transactions. */
export type BatchWrites = {
  readonly inserts: readonly NewRow[]
  readonly updates: readonly ChangedRow[]
  /** Pending rows that are over: cancelled, rejected, or no longer on the bank's list. */
  readonly ends: readonly { readonly id: string; readonly status: TransactionStatus }[]
  readonly supersedings: readonly Superseding[]
  readonly reviews: readonly (Review & { readonly id: string })[]
  readonly evidence: readonly NewEvidence[]
  readonly totals: readonly TotalChange[]
}
