import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { finishPaymentReturn } from '@/lib/payments/sending/finish-return'
import type { PaymentOrder } from '@/lib/payments/order'
import type { PayingActor } from '@/lib/payments/paying-actor'
import { pollPayment } from '@/lib/payments/following/poll-payment'
import { submitPayment } from '@/lib/payments/submit-payment'
import { countAttempts } from '../paying'
import type { PayStep } from './pay-kill-points'

/** As JSON carries it from one process to another. */
export type PayStepInput = {
  readonly actor: PayingActor
  readonly paymentId: string
  readonly order: PaymentOrder
  /** The query the bank sent the person back with. */
  readonly query: string
  readonly now: string
}

/** One of the four things that happen to a payment, through the same door as in the app. */
export async function takePayStep(step: PayStep, { actor, paymentId, order, query, now: text }: PayStepInput): Promise<unknown> {
  const now = new Date(text)
  switch (step) {
    case 'create':
      return submitPayment(actor, { id: paymentId, order }, { now })
    case 'send':
      return beginAttempt(actor, paymentId, { psuContext: null, attemptsSeen: await countAttempts(actor.householdId, paymentId), now })
    case 'return':
      return finishPaymentReturn(actor, new URLSearchParams(query), { psuContext: null, now })
    case 'poll':
      return pollPayment({ householdId: actor.householdId, paymentId }, now)
  }
}
