import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import type { Db } from '@/lib/db'
import type { PaymentStatus } from './payment-status'

export type LockedPayment = Omit<NonNullable<Awaited<ReturnType<typeof readPayment>>>, 'status'> & {
  readonly status: PaymentStatus
  /** Its debit, or that of one of its lines, was found: whatever else is known of it, it is not to be paid again. */
  readonly isAnyBooked: boolean
}

type Key = { readonly householdId: string; readonly paymentId: string }

/** The payment with its attempts, nobody else's to change until the transaction ends; null when the caller may not see it. */
export async function findAndLockPayment(db: Db, { householdId, paymentId }: Key): Promise<LockedPayment | null> {
  if (!isUuid(paymentId)) return null
  await db.$queryRaw`
    SELECT id::text FROM payment WHERE household_id = ${householdId}::uuid AND id = ${paymentId}::uuid FOR NO KEY UPDATE`
  const payment = await readPayment(db, { householdId, paymentId })
  if (!payment) return null
  const isAnyBooked = payment.bookedAt !== null || (await db.paymentBooking.count({ where: { householdId, paymentId } })) > 0
  return { ...payment, status: payment.status as PaymentStatus, isAnyBooked }
}

/**
 * The same for its maker, who alone sends it and goes to the bank with it.
 * @throws AppError not_found, also for somebody else's
 */
export async function lockOwnPayment(db: Db, { memberId, ...key }: Key & { readonly memberId: string }): Promise<LockedPayment> {
  const payment = await findAndLockPayment(db, key)
  if (!payment || payment.memberId !== memberId) throw notFound('payment')
  return payment
}

function readPayment(db: Db, { householdId, paymentId }: Key) {
  return db.payment.findUnique({
    where: { householdId_id: { householdId, id: paymentId } },
    include: { attempts: { orderBy: { number: 'asc' } } },
  })
}
