import type { PaymentsPort, StartPaymentInput } from '@/lib/banking/payment-port'
import type { Connector, PsuContext } from '@/lib/banking/port'
import type { TypedCredentials } from '@/lib/payments/credentials-input'

/** What came of asking the bank to take a payment. */
export type BegunAttempt =
  /** The bank's page to approve at, on the connector's allow-list, and its host to tell the person where they go. */
  | { readonly kind: 'page'; readonly url: string; readonly host: string }
  /** The bank made nothing. `errorKind` of lib/banking/errors; `field`: what of the order it named, when it did; `attempts` by now. */
  | {
      readonly kind: 'refused'
      readonly errorKind: string
      readonly bankCode: string | null
      readonly field: string | null
      readonly attempts: number
    }
  /** No answer: nobody has a page for it, so nothing can have been paid. It may be sent again. */
  | { readonly kind: 'lost' }
  /** The bank has it and gave no page that can be used: nobody can approve it. It is asked about. */
  | { readonly kind: 'unusable' }
  /** Another request is asking the bank just now. */
  | { readonly kind: 'in_progress' }
  /** The household's rules became stricter: a second member must approve it first. */
  | { readonly kind: 'held' }

export type BeginRequest = {
  readonly psuContext: PsuContext | null
  readonly now: Date
  /** How many attempts the person had seen when they pressed: a press that was about an earlier one starts no other. */
  readonly attemptsSeen: number
  /** As typed for the bank's way to sign in, checked against what it asks for; kept nowhere. */
  readonly credentials?: TypedCredentials | null
}

/** An attempt that is committed: the one place from which a bank may be asked to take a payment. */
export type PreparedAttempt = {
  readonly kind: 'prepared'
  readonly householdId: string
  readonly memberId: string
  readonly paymentId: string
  readonly attemptId: string
  /** 1, 2, … */
  readonly number: number
  readonly connector: Connector
  readonly payments: PaymentsPort
  readonly input: StartPaymentInput
}
