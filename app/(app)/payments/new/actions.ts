'use server'

import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { saveDraft } from '@/lib/payments/pages/drafts'
import { PaymentOrderInput } from '@/lib/payments/order-schema'
import { payFormInput } from '@/lib/payments/pages/pay-form'
import { previewPayment } from '@/lib/payments/pages/preview-payment'
import { submitPayment } from '@/lib/payments/submit-payment'

const pay = { permission: 'pay' } as const

export const savePaymentDraft = authedAction(z.strictObject({ id: z.uuid(), form: payFormInput }), pay, async (viewer, draft) => {
  await saveDraft(viewer, draft, new Date())
  return null
})

/** What the household and the bank's rules say to an order, before it is one. */
export const checkPayment = authedAction(z.strictObject({ order: PaymentOrderInput }), pay, (viewer, { order }) =>
  previewPayment(viewer, order, new Date()),
)

/** Names and values a bank asks for beforehand; what it did not ask for is dropped on the way. */
const credentials = z.record(z.string().max(100), z.string().max(200)).refine((typed) => Object.keys(typed).length <= 10)

const sendInput = z.strictObject({
  id: z.uuid(),
  order: PaymentOrderInput,
  replaces: z.uuid().nullable(),
  credentials: credentials.nullable().default(null),
  attempts: z.int().min(0).default(0),
})

/**
 * Makes the order a payment and, when nobody else has to approve it, sends it to its bank. The answer is where the browser goes next;
 * a payment the bank refused and that is sent again as another one is withdrawn with that. `attempts`: how many refusals of this one
 * the person has seen.
 */
export const sendPayment = authedAction(sendInput, pay, async (viewer, input, { psuContext, browserId }) => {
  const { id, order, replaces, attempts: attemptsSeen } = input
  const now = new Date()
  const { status } = await submitPayment(viewer, { id, order, replaces }, { now })
  if (status === 'held') return { kind: 'held' } as const
  if (order.channel === 'by_hand') return { kind: 'by_hand' } as const
  const begun = await beginAttempt({ ...viewer, browserId }, id, { psuContext, credentials: input.credentials, attemptsSeen, now })
  if (begun.kind === 'refused') return { kind: begun.kind, field: begun.field, bankCode: begun.bankCode, attempts: begun.attempts }
  return begun.kind === 'page' ? begun : { kind: begun.kind }
})
