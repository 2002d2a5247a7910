import type { AccountNumber, StandingOrderRule } from '@/lib/banking/payment-port'
import type { IsoDate } from '@/lib/core/iso-date'

/**
 * What a person orders, in the shape that is sealed into a payment and hashed. Everything that decides where money goes is here and
 * nothing else is: the same id with another order is another payment. Amounts are decimal text in the order's currency.
 */
export type PaymentOrder = {
  readonly accountId: string
  /** bank · by_hand */
  readonly channel: PaymentChannel
  readonly paymentType: string
  readonly psuType: 'personal' | 'business'
  readonly currency: string
  /** As chosen; the day it is sent for is shifted past weekends and holidays. Null: at once. */
  readonly executeOn: IsoDate | null
  readonly standingOrder: StandingOrderRule | null
  readonly chargeBearer: string | null
  readonly priority: string | null
  readonly debtorEmail: string | null
  readonly debtorPhone: string | null
  readonly authMethod: string | null
  readonly lines: readonly OrderLine[]
}

export type OrderLine = {
  /** "284.60", positive, no more digits than the currency has */
  readonly amount: string
  readonly payeeId: string | null
  readonly name: string
  readonly account: AccountNumber
  readonly bic: string | null
  readonly clearing: { readonly systemId: string | null; readonly memberId: string } | null
  readonly country: string | null
  readonly addressLines: readonly string[]
  readonly remittance: readonly string[]
  readonly reference: string | null
  readonly regulatory: { readonly code: string; readonly information: string } | null
}

export const PAYMENT_CHANNELS = ['bank', 'by_hand'] as const
export type PaymentChannel = (typeof PAYMENT_CHANNELS)[number]

/** An order under the id its browser made. */
export type PaymentSubmission = {
  readonly id: string
  readonly order: PaymentOrder
  /** A payment of theirs the bank refused: it is withdrawn in the moment in which this one is made in its place. */
  readonly replaces?: string | null
}
