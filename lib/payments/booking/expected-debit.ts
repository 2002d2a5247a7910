import type { IsoDate } from '@/lib/core/iso-date'
import type { Money } from '@/lib/core/money'

/** A debit that one line of a payment, or one period of a standing order, should lead to. */
export type ExpectedDebit = {
  readonly paymentId: string
  readonly position: number
  readonly accountId: string
  /** Positive. */
  readonly amount: Money
  readonly endToEndId: string
  /** Blind index of the payee's IBAN; null when it is no IBAN. */
  readonly counterpartyIndex: string | null
  /** The reference and the message of the order, squeezed (`squeeze`); null when there is none worth looking for. */
  readonly reference: string | null
  readonly message: string | null
  readonly name: string
  /** When it should leave the account, and the days around that on which it is believed. */
  readonly day: IsoDate
  readonly from: IsoDate
  readonly until: IsoDate
  /**
   * any      whatever evidence there is
   * traced   our own end-to-end id only; all else is shown as possible: the bank has not said that it took it
   * refuted  our own end-to-end id only: the bank says that it was not carried out
   */
  readonly trust: 'any' | 'traced' | 'refuted'
  readonly isByHand: boolean
  /** Nothing can have left the account for it before. */
  readonly sentAt: Date
  /** Earlier intents first: when the payment was made, and its id. */
  readonly order: string
}

/** All lines of a bulk, as a bank may debit them: in one sum. */
export type ExpectedTotal = Pick<ExpectedDebit, 'paymentId' | 'accountId' | 'amount' | 'from' | 'until' | 'sentAt' | 'order'>

/** A booked row by which money left an account. */
export type BookedDebit = {
  readonly id: string
  readonly accountId: string
  readonly day: IsoDate
  /** When the row, or a pending one whose place it took, was first seen. */
  readonly seenAt: Date
  /** Positive. */
  readonly amount: Money
  /** What was ordered, when that was another currency. */
  readonly instructed: Money | null
  readonly counterpartyIndex: string | null
  readonly name: string
  /** The bank's structured reference, squeezed. */
  readonly reference: string | null
  /** All that the bank says about it, squeezed. */
  readonly text: string
  /** What the bank names as the end-to-end id, squeezed; null when it names none. */
  readonly endToEndId: string | null
}

/** Letters and digits in capitals: what survives a bank's line ends, spaces and punctuation. */
export function squeeze(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toUpperCase()
}
