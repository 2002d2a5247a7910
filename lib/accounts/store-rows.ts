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

export function toFetchedRow(transaction: PortTransaction, { holderName, blindIban }: RowContext): FetchedRow {
  let clean: CleanTransaction | undefined
  let index: string | null | undefined
  return {
    transaction,
    evidence: readEvidence(transaction),
    get clean() {
      return (clean ??= cleanTransaction(transaction, holderName))
    },
    get counterpartyIndex() {
      const { iban } = otherSide(transaction)
      return (index ??= iban && blindIban(iban))
    },
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
  /** The person's category, else the bank's; the one it is counted under. */
  readonly countedCategory: string | null
  readonly hasUserCategory: boolean
}

/** The rows and evidence that may concern one batch, read under the account's lock. */
export type Known = {
  readonly byReference: Map<string, StoredRow[]>
  /** In order of occurrence. */
  readonly byContent: Map<string, StoredRow[]>
  readonly byHint: Map<string, StoredRow>
  /** Rows that may still become bookings around the batch's days. */
  readonly pendings: StoredRow[]
}

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
  readonly reviewReason: string | null
}

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
  readonly evidence: readonly NewEvidence[]
  readonly totals: readonly TotalChange[]
}
