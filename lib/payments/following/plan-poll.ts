import type { BankError } from '@/lib/banking/errors'
import type { Db } from '@/lib/db'
import { findAndLockPayment } from '@/lib/payments/lock-payment'
import type { PaymentStatus } from '@/lib/payments/payment-status'
import { hintRestMs, pollDelayMs, pollUntil } from './poll-delay'
import { queuePoll } from './queue-poll'
import { recordPaymentEvent } from '@/lib/payments/record-event'

type Polled = {
  readonly id: string
  readonly pollCount: number
  readonly createdAt: Date
  readonly submittedAt: Date | null
  readonly executeOn: Date | null
  readonly askBankSince: Date | null
  readonly hintedAt: Date | null
  readonly hintCount: number
}

export type PollPlan = {
  readonly pollCount: number
  readonly nextPollAt: Date | null
  readonly askBankSince: Date | null
  readonly hintCount: number
}

/** `now`: when the question was asked. `isNews`: the answer said something it had not said before. */
type Answered = { readonly isFinal: boolean; readonly isNews: boolean; readonly now: Date }

/**
 * When to ask next: later and later, until the bank has said its last word or 30 days have gone by. A hint that came while the bank was
 * being asked is about what the answer may not have known yet.
 */
export function planAfterAnswer(payment: Polled, { isFinal, isNews, now }: Answered): PollPlan {
  const pollCount = payment.pollCount + 1
  if (isFinal) return { pollCount, nextPollAt: null, askBankSince: null, hintCount: 0 }
  const isHinted = payment.hintedAt !== null && payment.hintedAt >= now
  const hintCount = isNews ? 0 : payment.hintCount + (isHinted ? 1 : 0)
  const hintMs = isHinted ? hintRestMs(hintCount) : Infinity
  if (payment.askBankSince !== null || now >= pollUntil(payment.submittedAt ?? payment.createdAt, payment.executeOn)) {
    return { pollCount, hintCount, nextPollAt: isHinted ? after(now, hintMs) : null, askBankSince: payment.askBankSince ?? now }
  }
  const awayMs = payment.executeOn === null ? 0 : payment.executeOn.getTime() - now.getTime()
  const waitMs = Math.min(pollDelayMs(payment.id, pollCount, awayMs), hintMs)
  return { pollCount, hintCount, nextPollAt: after(now, waitMs), askBankSince: null }
}

function after(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms)
}

/** A payment the bank does not know is asked about for this many times: it may only be late with its books. */
const NOT_FOUND_MAX = 24

/**
 * After a question without an answer: the payment stands where it stood, the next question comes later, never before the bank
 * allows it. Answers where it stands.
 */
export async function planAfterFailure(
  db: Db,
  key: { readonly householdId: string; readonly paymentId: string },
  { error, now }: { readonly error: BankError; readonly now: Date },
): Promise<PaymentStatus | null> {
  const payment = await findAndLockPayment(db, key)
  if (!payment || payment.isFinal) return payment?.status ?? null
  const { householdId, id } = payment
  const askNotBefore = error.facts.retryAt ?? null
  const plan = laterBy(planAfterAnswer(payment, { isFinal: false, isNews: false, now }), { error, now })
  await db.payment.update({ where: { householdId_id: { householdId, id } }, data: { ...plan, lastPollError: error.kind, askNotBefore } })
  const event = { householdId, paymentId: id, memberId: null, now }
  if (payment.lastPollError !== error.kind) {
    const facts = { errorKind: error.kind, bankCode: error.facts.bankCode ?? null }
    await recordPaymentEvent(db, { ...event, kind: 'poll_failed', facts })
  }
  if (plan.askBankSince !== null && payment.askBankSince === null) await recordPaymentEvent(db, { ...event, kind: 'ask_bank' })
  if (plan.nextPollAt !== null) await queuePoll(db, payment, plan.nextPollAt)
  return payment.status
}

function laterBy(plan: PollPlan, { error, now }: { error: BankError; now: Date }): PollPlan {
  if (plan.nextPollAt === null) return plan
  const { bankCode, retryAt } = error.facts
  if (bankCode === 'PAYMENT_NOT_FOUND' && plan.pollCount >= NOT_FOUND_MAX) return { ...plan, nextPollAt: null, askBankSince: now }
  return retryAt && retryAt > plan.nextPollAt ? { ...plan, nextPollAt: retryAt } : plan
}
