import type { ActionResult } from '@/lib/core/result'
import type { TypedCredentials } from '@/lib/payments/credentials-input'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'

type PaymentAct<Input, Data> = (input: { paymentId: string } & Input) => Promise<ActionResult<Data>>

/** Answers when the wish was made. */
export type ReadAccess = (input: { bankSessionId: string }) => Promise<ActionResult<{ readonly wishedAt: number }>>

export type BankPage = { readonly url: string; readonly host: string }

/** What came of asking the bank, without what only the server needs; lib/payments/sending/begin-attempt. */
export type SendOutcome =
  | ({ readonly kind: 'page' } & BankPage)
  /** `field`: what of the request the bank named. */
  | { readonly kind: 'refused'; readonly field: string | null }
  | { readonly kind: 'lost' | 'unusable' | 'in_progress' | 'held' }

export const REFUSAL_CHOICES = ['amount', 'payee', 'not_now', 'talk_first'] as const

/** The actions of the page of a payment (app/(app)/payments/[paymentId]/actions). */
export type PaymentPageActions = {
  readonly sendToBank: PaymentAct<{ attempts: number; credentials: TypedCredentials | null }, SendOutcome>
  readonly openBankPage: PaymentAct<object, BankPage>
  readonly askBankNow: PaymentAct<object, unknown>
  readonly withdraw: PaymentAct<object, unknown>
  readonly markGiven: PaymentAct<object, unknown>
  readonly unmarkGiven: PaymentAct<object, unknown>
  readonly readBankNow: ReadAccess
  readonly decide: PaymentAct<{ decision: 'approved' | 'refused'; reason: (typeof REFUSAL_CHOICES)[number] | null }, { isSeen: boolean }>
}

/** What the buttons need to know of a payment. */
export type PaymentForActions = Pick<
  PaymentDetail,
  'id' | 'status' | 'channel' | 'isMine' | 'bankName' | 'accountName' | 'memberName' | 'attemptCount' | 'may'
>
