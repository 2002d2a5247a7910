import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, enterHousehold, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { requireStepUp } from '@/lib/households/step-up'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { recordPaymentEvent } from '@/lib/payments/record-event'

export const APPROVAL_DECISIONS = ['approved', 'refused'] as const

export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number]

/** Why somebody said no, for the maker to read. */
export const REFUSAL_REASONS = ['amount', 'payee', 'not_now', 'talk_first'] as const

export type RefusalReason = (typeof REFUSAL_REASONS)[number]

export type ApprovalAnswer = {
  readonly paymentId: string
  readonly decision: ApprovalDecision
  readonly reason?: RefusalReason | null
}

/**
 * A second member's answer to a held payment, with a fresh proof of theirs. It holds for the body as it stands now and for no other;
 * one answer is enough. Approved: the maker can send it. Refused: it is over.
 * @throws AppError step_up_needed · not_found · not_allowed (its own maker, a viewer) · conflict when it is not waiting for approval
 */
export async function approvePayment(viewer: Viewer, { paymentId, decision, reason }: ApprovalAnswer, now = new Date()): Promise<void> {
  if (!isUuid(paymentId)) throw notFound('payment')
  if (!mayDo(viewer, 'pay')) throw new AppError('not_allowed')
  await requireStepUp(viewer, now)
  await asViewer(viewer, async (db) => {
    const { householdId, memberId } = viewer
    const seen = await db.payment.findUnique({ where: { householdId_id: { householdId, id: paymentId } }, select: { memberId: true } })
    if (!seen) throw notFound('payment')
    if (seen.memberId === memberId) throw new AppError('not_allowed')
    // Seen and allowed. The payment itself is somebody else's: the answer is stored by the system.
    await enterHousehold(db, householdId)
    const payment = await lockPayment(db, viewer, paymentId)
    if (payment.status !== 'held') throw new AppError('conflict', 'the payment is not held')
    await store(db, viewer, { paymentId, orderHash: payment.order_hash, decision, reason: reason ?? null, now })
  })
}

/** Two answers at once wait for one another; the second finds the payment no longer held. */
async function lockPayment(db: Db, { householdId }: Viewer, paymentId: string) {
  const [row] = await db.$queryRaw<{ status: string; order_hash: string }[]>`
    SELECT status, order_hash FROM payment
     WHERE household_id = ${householdId}::uuid AND id = ${paymentId}::uuid FOR UPDATE`
  if (!row) throw notFound('payment')
  return row
}

type Stored = { paymentId: string; orderHash: string; decision: ApprovalDecision; reason: RefusalReason | null; now: Date }

async function store(db: Db, viewer: Viewer, { paymentId, orderHash, decision, reason, now }: Stored): Promise<void> {
  const { householdId, memberId } = viewer
  const isApproved = decision === 'approved'
  await db.paymentApproval.create({ data: { householdId, paymentId, memberId, orderHash, decision, decidedAt: now } })
  const kind = isApproved ? 'approved_by_member' : 'refused_by_member'
  const facts: Record<string, string> = isApproved || reason === null ? {} : { reason }
  await recordPaymentEvent(db, { householdId, paymentId, kind, memberId, facts, now })
  const after = isApproved ? { status: 'ready' } : { status: 'cancelled', isFinal: true, endedAt: now, nextPollAt: null }
  await db.payment.update({ where: { householdId_id: { householdId, id: paymentId } }, data: after })
  await recordAudit(db, {
    householdId,
    memberId,
    kind: isApproved ? 'payment_approved' : 'payment_refused',
    subjectId: paymentId,
    facts,
    now,
  })
}
