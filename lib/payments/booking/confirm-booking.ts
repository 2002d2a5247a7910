import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, enterHousehold, type Db } from '@/lib/db'
import { requireAccountLevel } from '@/lib/households/access'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import type { BookedDebit, ExpectedTotal } from './expected-debit'
import { findBookings } from './find-bookings'
import { lockMatching } from './lock-matching'
import { findAndLockPayment, type LockedPayment } from '@/lib/payments/lock-payment'
import { carriesId, isAmountOf, isSeenSince } from './match-evidence'
import { readMatching } from './read-matching'
import { recordPaymentEvent } from '@/lib/payments/record-event'
import { storeBookings } from './store-bookings'

export type BookingChoice = { readonly paymentId: string; readonly transactionId: string }

/**
 * A person says which row of the account is a payment's debit: one that agrees in account, sum and days, was not there before the
 * order, and belongs to no other payment.
 * @throws AppError not_found · not_allowed · conflict when it is no row that could be it, or another payment's by now
 */
export async function confirmBooking(viewer: Viewer, choice: BookingChoice, now: Date): Promise<void> {
  const { householdId, memberId } = viewer
  await asViewer(viewer, async (db) => {
    await lockForChoice(db, viewer, choice.paymentId)
    const position = await findPosition(db, viewer, choice, now)
    if (position === undefined) throw new AppError('conflict', 'no row that could be it')
    await db.paymentBookingRefusal.deleteMany({ where: { householdId, ...choice } })
    const kept = await storeBookings(db, { householdId, found: [{ ...choice, position, because: 'by_hand' }], memberId, now })
    if (kept === 0) throw new AppError('conflict', "another payment's debit")
  })
}

/**
 * A person says that a debit is not the payment's, whether it was found or only possible: it is not found for it again.
 * @throws AppError not_found · not_allowed
 */
export async function rejectBooking(viewer: Viewer, choice: BookingChoice, now: Date): Promise<void> {
  const { householdId, memberId } = viewer
  const { paymentId, transactionId } = choice
  await asViewer(viewer, async (db) => {
    await requireRow(db, await lockForChoice(db, viewer, paymentId), transactionId)
    await db.paymentBookingRefusal.createMany({ data: [{ householdId, ...choice, memberId, refusedAt: now }], skipDuplicates: true })
    await recordPaymentEvent(db, { householdId, paymentId, kind: 'booking_refused', memberId, now })
    // The database takes the payment's word back and tells its timeline and the audit log (migration payment_walls).
    await db.paymentBooking.deleteMany({ where: { householdId, ...choice } })
    await recordAudit(db, { householdId, memberId, kind: 'payment_booking_refused', subjectId: paymentId, now })
  })
}

/**
 * Takes back what `rejectBooking` said: the row may be found or chosen again, and what is certain is found at once.
 * @throws AppError not_found · not_allowed
 */
export async function undoRejectBooking(viewer: Viewer, choice: BookingChoice, now: Date): Promise<void> {
  const { householdId, memberId } = viewer
  const { paymentId, transactionId } = choice
  await asViewer(viewer, async (db) => {
    await requireRow(db, await lockForChoice(db, viewer, paymentId), transactionId)
    const undone = await db.paymentBookingRefusal.deleteMany({ where: { householdId, ...choice } })
    if (undone.count === 0) return
    await recordPaymentEvent(db, { householdId, paymentId, kind: 'booking_refusal_undone', memberId, now })
    await recordAudit(db, { householdId, memberId, kind: 'payment_booking_refusal_undone', subjectId: paymentId, now })
  })
  await findBookings(householdId, now)
}

/**
 * Whoever may write on the account's rows may say what they are. The payment may be somebody else's to change: what was said is stored
 * by the system, while nobody else gives debits to payments.
 */
async function lockForChoice(db: Db, viewer: Viewer, paymentId: string): Promise<LockedPayment> {
  const { householdId } = viewer
  if (!isUuid(paymentId)) throw notFound('payment')
  const seen = await db.payment.findUnique({ where: { householdId_id: { householdId, id: paymentId } }, select: { accountId: true } })
  if (!seen) throw notFound('payment')
  await requireAccountLevel(db, viewer, seen.accountId, 'annotate')
  await enterHousehold(db, householdId)
  await lockMatching(db, householdId)
  const payment = await findAndLockPayment(db, { householdId, paymentId })
  if (!payment) throw notFound('payment')
  return payment
}

async function requireRow(db: Db, { householdId, accountId }: LockedPayment, id: string): Promise<void> {
  if ((await db.transaction.count({ where: { householdId, accountId, id } })) === 0) throw notFound('transaction')
}

/** The line the row fits by sum, null when it is all lines together; undefined when it fits none. */
async function findPosition(db: Db, { householdId }: Viewer, choice: BookingChoice, now: Date): Promise<number | null | undefined> {
  const { expected, totals, debits } = await readMatching(db, householdId, now)
  const debit = debits.find(({ id }) => id === choice.transactionId)
  if (!debit) return undefined
  const isOfPayment = (one: ExpectedTotal, of: BookedDebit) =>
    one.paymentId === choice.paymentId && one.accountId === of.accountId && isAmountOf(one.amount, of)
  const line = expected.find((one) => isOfPayment(one, debit) && (isSeenSince(one, debit) || carriesId(one, debit)))
  if (line) return line.position
  return totals.some((one) => isOfPayment(one, debit) && isSeenSince(one, debit)) ? null : undefined
}
