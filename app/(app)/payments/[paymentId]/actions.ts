'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { APPROVAL_DECISIONS, approvePayment, REFUSAL_REASONS } from '@/lib/payments/rules/approve-payment'
import { CredentialsInput } from '@/lib/payments/credentials-input'
import { askBankNow as askBank } from '@/lib/payments/following/ask-bank-now'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { confirmBooking as confirm, rejectBooking as reject, undoRejectBooking as undoReject } from '@/lib/payments/booking/confirm-booking'
import { markPaidByHand, unmarkPaidByHand } from '@/lib/payments/by-hand/mark-paid-by-hand'
import { openBankPage as openPage } from '@/lib/payments/sending/open-bank-page'
import { maySeePayment } from '@/lib/payments/pages/may-see-payment'
import { withdrawPayment } from '@/lib/payments/withdraw-payment'

const paymentInput = z.strictObject({ paymentId: z.uuid() })
const pay = { permission: 'pay' } as const

const sendInput = paymentInput.extend({ attempts: z.int().min(0), credentials: CredentialsInput })

/** Asks the bank to take the payment, once for what the person sees of it, and answers its page; the browser goes there itself. */
export const sendToBank = authedAction(sendInput, pay, async (viewer, input, { psuContext, browserId }) => {
  const { paymentId, credentials, attempts: attemptsSeen } = input
  const begun = await beginAttempt({ ...viewer, browserId }, paymentId, { psuContext, credentials, attemptsSeen, now: new Date() })
  revalidatePath('/payments', 'layout')
  if (begun.kind === 'refused') return { kind: begun.kind, field: begun.field }
  return begun.kind === 'page' ? begun : { kind: begun.kind }
})

export const openBankPage = authedAction(paymentInput, pay, async (viewer, { paymentId }, { browserId }) =>
  openPage({ ...viewer, browserId }, paymentId, { now: new Date() }),
)

export const askBankNow = authedAction(paymentInput, pay, async (viewer, { paymentId }, { psuContext }) => {
  await askBank(viewer, paymentId, { psuContext, now: new Date() })
  revalidatePath('/payments', 'layout')
  return null
})

export const withdraw = authedAction(paymentInput, pay, async (viewer, { paymentId }) => {
  await withdrawPayment(viewer, paymentId, { now: new Date() })
  revalidatePath('/payments', 'layout')
  return null
})

/** They gave it to their bank themselves. */
export const markGiven = authedAction(paymentInput, pay, async (viewer, { paymentId }) => {
  await markPaidByHand(viewer, paymentId, { now: new Date() })
  revalidatePath('/payments', 'layout')
  return null
})

/** They did not, after all. */
export const unmarkGiven = authedAction(paymentInput, pay, async (viewer, { paymentId }) => {
  await unmarkPaidByHand(viewer, paymentId, { now: new Date() })
  revalidatePath('/payments', 'layout')
  return null
})

const decisionInput = z.strictObject({
  paymentId: z.uuid(),
  decision: z.enum(APPROVAL_DECISIONS),
  reason: z.enum(REFUSAL_REASONS).nullable(),
})

/** A second member's answer. */
export const decide = authedAction(decisionInput, pay, async (viewer, { paymentId, decision, reason }) => {
  await approvePayment(viewer, { paymentId, decision, reason }, new Date())
  // Who does not see the account saw the payment only as long as it was held: their page is not drawn again, they are led away from it.
  const isSeen = await maySeePayment(viewer, paymentId)
  if (isSeen) revalidatePath('/payments', 'layout')
  return { isSeen }
})

const choiceInput = z.strictObject({ paymentId: z.uuid(), transactionId: z.uuid() })

/** Which row of the account is the debit, by who knows. */
export const confirmBooking = authedAction(choiceInput, pay, async (viewer, choice) => {
  await confirm(viewer, choice, new Date())
  revalidatePath('/payments', 'layout')
  return null
})

/** This row is not the debit, whatever was found. */
export const rejectBooking = authedAction(choiceInput, pay, async (viewer, choice) => {
  await reject(viewer, choice, new Date())
  revalidatePath('/payments', 'layout')
  return null
})

export const undoRejectBooking = authedAction(choiceInput, pay, async (viewer, choice) => {
  await undoReject(viewer, choice, new Date())
  revalidatePath('/payments', 'layout')
  return null
})
