import type { PaymentReport } from '@/lib/banking/payment-port'
import type { Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { findAndLockPayment, type LockedPayment } from '@/lib/payments/lock-payment'
import type { PaymentStatus } from '@/lib/payments/payment-status'
import { planAfterAnswer } from './plan-poll'
import { queuePoll } from './queue-poll'
import { recordPaymentEvent } from '@/lib/payments/record-event'
import { nextStatus } from '@/lib/payments/status'
import { storeLines, type LineReport } from '@/lib/payments/store-lines'

type Answer = {
  readonly report: PaymentReport
  readonly lines: readonly LineReport[]
  /** When the question was asked: answers are believed in the order of their questions. */
  readonly askedAt: Date
}

/** Keeps what a bank said about a payment, in one transaction with the next question's job. Answers where it stands now. */
export async function applyReport(
  db: Db,
  key: { readonly householdId: string; readonly paymentId: string },
  answer: Answer,
): Promise<PaymentStatus | null> {
  const payment = await findAndLockPayment(db, key)
  if (!payment) return null
  if (payment.lastPolledAt !== null && answer.askedAt < payment.lastPolledAt) return payment.status
  const next = standingAfter(payment, answer.report)
  if (payment.isFinal) {
    if (next.isIgnored) await noteIgnored(db, payment, answer)
    return payment.status
  }
  await storeLines(db, payment, answer.lines)
  await storeStanding(db, payment, { ...answer, next })
  return next.status
}

type Next = { readonly status: PaymentStatus; readonly isFinal: boolean; readonly isIgnored: boolean }

/** A payment whose page nobody has is not waiting for its customer, and that something is looked at does not say that it was approved. */
function standingAfter(payment: LockedPayment, { bankStatus, isFinal }: PaymentReport): Next {
  const next = nextStatus(payment, { bankStatus, isFinal }, payment.finalSuccessfulStatuses)
  const hasPage = payment.attempts.some(({ state }) => state === 'open')
  const saysNothing = next.status === 'waiting' || bankStatus === 'PDNG'
  return payment.status === 'unknown' && !hasPage && saysNothing ? { ...next, status: 'unknown' } : next
}

async function storeStanding(db: Db, payment: LockedPayment, { report, askedAt, next }: Answer & { next: Next }): Promise<void> {
  const { householdId, id } = payment
  const { status, isFinal } = next
  const isNews = status !== payment.status || report.bankStatus !== payment.bankStatus || isFinal !== payment.isFinal
  const plan = planAfterAnswer(payment, { isFinal, isNews, now: askedAt })
  const reason = { bankReasonCode: report.reason?.code ?? null, bankReasonText: report.reason?.description ?? null }
  await db.payment.update({
    where: { householdId_id: { householdId, id } },
    data: {
      ...{ status, isFinal, endedAt: isFinal ? askedAt : null, bankStatus: report.bankStatus, ...reason },
      ...{ ...plan, lastPolledAt: askedAt, lastPollError: null, askNotBefore: null },
    },
  })
  await closePage(db, payment, { ...next, now: askedAt })
  const event = { householdId, paymentId: id, memberId: null, now: askedAt }
  if (isNews) {
    const facts = { from: payment.status, to: status, bankStatus: report.bankStatus, isFinal, reasonCode: reason.bankReasonCode }
    await recordPaymentEvent(db, { ...event, kind: next.isIgnored ? 'status_ignored' : 'status_changed', facts })
  }
  if (plan.askBankSince !== null && payment.askBankSince === null) await recordPaymentEvent(db, { ...event, kind: 'ask_bank' })
  if (plan.nextPollAt !== null) await queuePoll(db, payment, plan.nextPollAt)
  if (status === payment.status && !isFinal) return
  const facts = { from: payment.status, to: status, isFinal }
  await recordAudit(db, { householdId, memberId: null, kind: 'payment_status_changed', subjectId: id, facts, now: askedAt })
}

/** Carried out or over: nobody needs the page any more, and a page that is gone leads nobody astray. */
async function closePage(
  db: Db,
  { householdId, id: paymentId }: LockedPayment,
  { status, isFinal, now }: Next & { now: Date },
): Promise<void> {
  if (isFinal) {
    const where = { householdId, paymentId, state: 'open' }
    await db.paymentAttempt.updateMany({ where, data: { state: 'over', sealedUrl: null, endedAt: now } })
  } else if (status === 'executed') {
    await db.paymentAttempt.updateMany({ where: { householdId, paymentId, state: 'open' }, data: { sealedUrl: null } })
  }
}

/** Once for each code. */
async function noteIgnored(db: Db, { householdId, id: paymentId }: LockedPayment, { report, askedAt }: Answer): Promise<void> {
  const seen = await db.paymentEvent.findMany({ where: { householdId, paymentId, kind: 'status_ignored' }, select: { facts: true } })
  const { bankStatus } = report
  if (seen.some(({ facts }) => (facts as { bankStatus?: string }).bankStatus === bankStatus)) return
  await recordPaymentEvent(db, {
    householdId,
    paymentId,
    memberId: null,
    kind: 'status_ignored',
    facts: { bankStatus, isFinal: true },
    now: askedAt,
  })
}
