'use server'

import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { removeDraft, saveDraft } from '@/lib/payments/pages/drafts'
import { CredentialsInput } from '@/lib/payments/credentials-input'
import { PaymentOrderInput } from '@/lib/payments/order-schema'
import { payFormInput } from '@/lib/payments/pages/pay-form'
import { previewPayment } from '@/lib/payments/pages/preview-payment'
import { submitPayment } from '@/lib/payments/submit-payment'

const pay = { permission: 'pay' } as const

export const savePaymentDraft = authedAction(z.strictObject({ id: z.uuid(), form: payFormInput }), pay, async (viewer, draft) => {
  await saveDraft(viewer, draft, new Date())
  return null
})

/** What was typed and is not wanted. */
export const discardDraft = authedAction(z.strictObject({ id: z.uuid() }), pay, async (viewer, { id }) => {
  await removeDraft(viewer, id)
  return null
})

/** An order under the id its browser made, and the payment in whose place it is made. */
const submission = { id: z.uuid(), order: PaymentOrderInput, replaces: z.uuid().nullable() }

/** What the household and the bank's rules say to an order, before it is one. */
export const checkPayment = authedAction(z.strictObject(submission), pay, (viewer, input) => previewPayment(viewer, input, new Date()))

const sendInput = z.strictObject({
  ...submission,
  credentials: CredentialsInput,
  attempts: z.int().min(0).default(0),
})

/**
 * Makes the order a payment and, when nobody else has to approve it, sends it to its bank. The answer is where the browser goes next;
 * a payment the bank refused and that is sent again as another one is withdrawn with that. `attempts`: how many refusals of this one
 * the person has seen.
 */
export const sendPayment = authedAction(sendInput, pay, async (viewer, input, { psuContext, browserId }) => {
  const { id, order, replaces, credentials, attempts: attemptsSeen } = input
  const now = new Date()
  const { status } = await submitPayment(viewer, { id, order, replaces, credentials }, { now })
  if (status === 'held') return { kind: 'held' } as const
  if (order.channel === 'by_hand') return { kind: 'by_hand' } as const
  const begun = await beginAttempt({ ...viewer, browserId }, id, { psuContext, credentials, attemptsSeen, now })
  if (begun.kind === 'refused') return { kind: begun.kind, field: begun.field, bankCode: begun.bankCode, attempts: begun.attempts }
  return begun.kind === 'page' ? begun : { kind: begun.kind }
})
