import { AppError } from '@/lib/core/errors'
import { asViewer, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import { lockOwnPayment, type LockedPayment } from './lock-payment'
import { recordPaymentEvent } from './record-event'

/**
 * The maker takes a payment back that nobody can have approved at a bank.
 * @throws AppError `not_found`, also for somebody else's · `conflict` when its page was shown, the bank is being asked or it was booked
 */
export async function withdrawPayment(viewer: Viewer, paymentId: string, { now }: { now: Date }): Promise<void> {
  await asViewer(viewer, async (db) => {
    const payment = await lockOwnPayment(db, { ...viewer, paymentId })
    if (!isWithdrawn(payment)) await withdraw(db, payment, { replacedBy: null, now })
  })
}

type Replacement = { readonly paymentId: string; readonly replacedBy: string; readonly now: Date }

/**
 * The same inside the transaction that makes another payment in its place: of any number of such, one is made.
 * @throws AppError those of `withdrawPayment`, and `conflict` when another payment took its place already
 */
export async function withdrawReplaced(db: Db, viewer: Viewer, { paymentId, replacedBy, now }: Replacement): Promise<void> {
  const payment = await requireReplaceable(db, viewer, { paymentId, replacedBy })
  if (!isWithdrawn(payment)) await withdraw(db, payment, { replacedBy, now })
}

/**
 * The payment, locked, if another one may be made in its place: the check of an order asks the same before anything is withdrawn.
 * @throws AppError those of `withdrawReplaced`
 */
export async function requireReplaceable(
  db: Db,
  viewer: Viewer,
  { paymentId, replacedBy }: Omit<Replacement, 'now'>,
): Promise<LockedPayment> {
  const { householdId } = viewer
  const payment = await lockOwnPayment(db, { ...viewer, paymentId })
  if (!isWithdrawn(payment)) return requireWithdrawable(payment)
  const events = await db.paymentEvent.findMany({ where: { householdId, paymentId, kind: 'withdrawn' }, select: { facts: true } })
  const others = events.map(({ facts }) => (facts as { replacedBy?: string }).replacedBy ?? replacedBy)
  if (others.some((id) => id !== replacedBy)) throw new AppError('conflict', 'a payment that was replaced')
  return payment
}

async function withdraw(db: Db, payment: LockedPayment, { replacedBy, now }: { replacedBy: string | null; now: Date }): Promise<void> {
  const { householdId, id: paymentId, memberId } = requireWithdrawable(payment)
  await db.payment.update({
    where: { householdId_id: { householdId, id: paymentId } },
    data: { status: 'cancelled', isFinal: true, endedAt: now, nextPollAt: null, askBankSince: null },
  })
  const facts: Record<string, string> = replacedBy === null ? {} : { replacedBy }
  await recordPaymentEvent(db, { householdId, paymentId, kind: 'withdrawn', memberId, facts, now })
  await recordAudit(db, { householdId, memberId, kind: 'payment_withdrawn', subjectId: paymentId, facts, now })
}

function requireWithdrawable(payment: LockedPayment): LockedPayment {
  if (!mayBeWithdrawn(payment)) throw new AppError('conflict', `a payment that is ${payment.status}`)
  return payment
}

function isWithdrawn({ status, isFinal }: LockedPayment): boolean {
  return status === 'cancelled' && isFinal
}

const NOT_SENT: readonly string[] = ['draft', 'held', 'ready', 'unknown']

/** What a bank has a number of is the bank's to end, and what was booked was paid, whatever else is known of it. */
function mayBeWithdrawn({ status, isFinal, isAnyBooked, attempts }: LockedPayment): boolean {
  const isUnsent = attempts.every(({ state, sealedHandle }) => state === 'refused' || (state === 'lost' && sealedHandle === null))
  return !isFinal && !isAnyBooked && NOT_SENT.includes(status) && isUnsent
}
