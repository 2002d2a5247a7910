import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import { lockOwnPayment } from '@/lib/payments/lock-payment'
import { recordPaymentEvent } from '@/lib/payments/record-event'

/**
 * The maker says that they paid it in their bank's own app. It counts as carried out only when its booked debit is found.
 * @throws AppError `not_found`, also for somebody else's · `conflict` when it is not one to be paid by hand (any more)
 */
export async function markPaidByHand(viewer: Viewer, paymentId: string, { now }: { now: Date }): Promise<void> {
  const { householdId, memberId } = viewer
  await asViewer(viewer, async (db) => {
    const payment = await lockOwnPayment(db, { householdId, memberId, paymentId })
    if (payment.channel !== 'by_hand') throw new AppError('conflict', 'a payment through the bank')
    // Said twice, or found in the books before it was said.
    if (payment.status === 'accepted' || payment.status === 'executed') return
    if (payment.status !== 'ready') throw new AppError('conflict', `a payment that is ${payment.status}`)
    const data = { status: 'accepted', submittedAt: now }
    await db.payment.update({ where: { householdId_id: { householdId, id: paymentId } }, data })
    await recordPaymentEvent(db, { householdId, paymentId, kind: 'marked_done_by_hand', memberId, now })
    const facts = { isDone: true }
    await recordAudit(db, { householdId, memberId, kind: 'payment_given_by_hand', subjectId: paymentId, facts, now })
  })
}

/**
 * The maker takes that back: it was another payment, or the bank's app did not take it. It can be paid, or withdrawn, after all.
 * @throws AppError `not_found`, also for somebody else's · `conflict` when its debit was found or it was never said to be paid
 */
export async function unmarkPaidByHand(viewer: Viewer, paymentId: string, { now }: { now: Date }): Promise<void> {
  const { householdId, memberId } = viewer
  await asViewer(viewer, async (db) => {
    const payment = await lockOwnPayment(db, { householdId, memberId, paymentId })
    const isSaid = payment.channel === 'by_hand' && (payment.status === 'accepted' || payment.status === 'ready')
    if (!isSaid || payment.bookedAt !== null) throw new AppError('conflict', `a payment that is ${payment.status}`)
    if (payment.status === 'ready') return
    const data = { status: 'ready', submittedAt: payment.createdAt }
    await db.payment.update({ where: { householdId_id: { householdId, id: paymentId } }, data })
    await recordPaymentEvent(db, { householdId, paymentId, kind: 'unmarked_by_hand', memberId, now })
    await recordAudit(db, { householdId, memberId, kind: 'payment_by_hand_undone', subjectId: paymentId, now })
  })
}
