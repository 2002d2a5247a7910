import { AppError } from '@/lib/core/errors'
import { asViewer, type Db } from '@/lib/db'
import { requireAccountLevel } from '@/lib/households/access'
import { recordAudit } from '@/lib/households/audit'
import { readStepUp } from '@/lib/households/step-up'
import { mayDo } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { bindStateAnew } from './bind-state'
import { lockOwnPayment, type LockedPayment } from '@/lib/payments/lock-payment'
import type { PayingActor } from '@/lib/payments/paying-actor'
import type { PaymentStatus } from '@/lib/payments/payment-status'
import { recordPaymentEvent } from '@/lib/payments/record-event'
import { urlPlace } from './sealed-attempt'

export type BankPage = { readonly url: string; readonly host: string }

/**
 * The page of a payment that waits for its maker's approval, once more: the same page, never a second one.
 * @throws AppError `not_found`, `conflict` when there is no page (any more), `step_up_needed`, `not_allowed`
 */
export async function openBankPage(actor: PayingActor, paymentId: string, { now }: { now: Date }): Promise<BankPage> {
  const { householdId, memberId } = actor
  return asViewer(actor, async (db) => {
    const payment = await lockOwnPayment(db, { householdId, memberId, paymentId })
    if (!(await readStepUp(db, actor, now)).isFresh) throw new AppError('step_up_needed')
    return showPage(db, actor, { payment, now })
  })
}

/**
 * Inside the payment's lock, after the proof: hands its page to this browser, which the way back will be bound to. Rights may have been
 * taken away since it was sent, and what was booked is not to be approved once more.
 */
export async function showPage(db: Db, actor: PayingActor, { payment, now }: { payment: LockedPayment; now: Date }): Promise<BankPage> {
  const { householdId, memberId } = actor
  if (!mayDo(actor, 'pay')) throw new AppError('not_allowed')
  await requireAccountLevel(db, actor, payment.accountId, 'full')
  const attempt = payment.attempts.find(({ state, sealedUrl }) => state === 'open' && sealedUrl !== null)
  const isApprovable = !payment.isFinal && !payment.isAnyBooked && MAY_BE_APPROVED.includes(payment.status)
  if (!isApprovable || !attempt?.sealedUrl) throw new AppError('conflict', 'no page to approve at')
  const vault = await openVault(db, householdId)
  const url = vault.open(urlPlace(attempt.id), attempt.sealedUrl)
  await bindStateAnew(db, actor, { paymentAttemptId: attempt.id, now })
  await db.paymentAttempt.update({
    where: { householdId_id: { householdId, id: attempt.id } },
    data: { urlShownAt: attempt.urlShownAt ?? now },
  })
  await recordPaymentEvent(db, { householdId, paymentId: payment.id, kind: 'page_opened', memberId, now })
  await recordAudit(db, { householdId, memberId, kind: 'payment_page_opened', subjectId: payment.id, now })
  return { url, host: new URL(url).host }
}

/** Some banks call a payment accepted before its customer has approved it. */
const MAY_BE_APPROVED: readonly PaymentStatus[] = ['waiting', 'accepted']
