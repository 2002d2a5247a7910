import { asSystem } from '@/lib/db'
import { queuePoll } from './queue-poll'
import { refreshPayment, type PaymentKey } from './refresh-payment'

const EARLY_MS = 1_000

/** The job of a payment: asks its bank when it is time. One that comes early (its time was moved on) waits for the right time. */
export async function pollPayment(key: PaymentKey, now: Date): Promise<void> {
  const isDue = await asSystem(key.householdId, async (db) => {
    const { householdId, paymentId: id } = key
    const payment = await db.payment.findUnique({
      where: { householdId_id: { householdId, id } },
      select: { nextPollAt: true, askNotBefore: true, isFinal: true },
    })
    if (!payment?.nextPollAt || payment.isFinal) return false
    const { nextPollAt, askNotBefore } = payment
    const isAllowed = askNotBefore === null || askNotBefore <= now
    if (isAllowed && nextPollAt.getTime() <= now.getTime() + EARLY_MS) return true
    await queuePoll(db, { householdId, id }, isAllowed || nextPollAt > askNotBefore ? nextPollAt : askNotBefore)
    return false
  })
  if (isDue) await refreshPayment(key, { psuContext: null, now })
}
