import { asNobody, asSystem } from '@/lib/db'
import { log } from '@/lib/log'
import { findAndLockPayment } from '@/lib/payments/lock-payment'
import { queuePoll } from './queue-poll'
import type { PaymentKey } from './refresh-payment'
import { isStandingStill, markLost, PREPARED_FOR_MS } from '@/lib/payments/sending/settle-attempt'

type Found = PaymentKey & { readonly isPrepared: boolean }

const BATCH = 1_000
/** The queue's own delay is no reason to think that a job was lost. */
const OVERDUE_MS = 60_000

/**
 * The net under the queue, every minute over all households, a batch at a time: attempts whose process died while the bank was being
 * asked are given up, and payments nobody is going to ask about (a job that was lost, a restored backup) get their job back.
 */
export async function sweepPayments(now: Date): Promise<{ lost: number; queued: number }> {
  const preparedBefore = new Date(now.getTime() - PREPARED_FOR_MS)
  const dueBefore = new Date(now.getTime() - OVERDUE_MS)
  const found = await asNobody(
    (db) => db.$queryRaw<Found[]>`
      SELECT household_id::text AS "householdId", payment_id::text AS "paymentId", is_prepared AS "isPrepared"
        FROM saldo_payments_to_tend(${preparedBefore}::timestamptz, ${dueBefore}::timestamptz, ${BATCH}::int)`,
  )
  let [lost, queued] = [0, 0]
  for (const payment of found) {
    try {
      if (payment.isPrepared) lost += (await giveUp(payment, now)) ? 1 : 0
      else queued += (await queueAgain(payment, now)) ? 1 : 0
    } catch (error) {
      // The others are not to wait for this one; it is found again in a minute.
      log.error('a payment could not be tended', { error, paymentId: payment.paymentId })
    }
  }
  if (lost + queued > 0) log.info('payments tended', { count: queued, rows: lost })
  return { lost, queued }
}

function giveUp(key: PaymentKey, now: Date): Promise<boolean> {
  return asSystem(key.householdId, async (db) => {
    const payment = await findAndLockPayment(db, key)
    const attempt = payment?.attempts.find(({ state }) => state === 'prepared')
    if (!payment || !attempt || !isStandingStill(attempt, now)) return false
    await markLost(db, payment, { attemptId: attempt.id, errorKind: null, bankCode: null, now })
    return true
  })
}

function queueAgain(key: PaymentKey, now: Date): Promise<boolean> {
  return asSystem(key.householdId, async (db) => {
    const payment = await findAndLockPayment(db, key)
    if (!payment?.nextPollAt || payment.isFinal) return false
    await queuePoll(db, payment, payment.nextPollAt > now ? payment.nextPollAt : now)
    return true
  })
}
