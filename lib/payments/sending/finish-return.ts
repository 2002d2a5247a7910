import type { PsuContext } from '@/lib/banking/port'
import type { AuthorizationActor } from '@/lib/bank-sessions/begin-authorization'
import { takeState, type CallbackRefusal, type StateAttempt } from '@/lib/bank-sessions/take-state'
import type { PaymentTripPurpose } from './choose-return'
import { assert } from '@/lib/core/assert'
import { createLogCap } from '@/lib/core/log-cap'
import { asSystem, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { log } from '@/lib/log'
import { findAndLockPayment, type LockedPayment } from '@/lib/payments/lock-payment'
import { parsePaymentReturn } from './parse-payment-return'
import { pollDelayMs } from '@/lib/payments/following/poll-delay'
import { queuePoll } from '@/lib/payments/following/queue-poll'
import { recordPaymentEvent } from '@/lib/payments/record-event'
import { refreshPayment } from '@/lib/payments/following/refresh-payment'

export type FinishedReturn = { readonly paymentId: string } | { readonly reason: CallbackRefusal }

type ReturnRequest = {
  readonly psuContext: PsuContext | null
  readonly now: Date
  /** At which callback they came back; that of payments by default. */
  readonly purpose?: PaymentTripPurpose
}

/** The page comes quickly whatever the bank does; what the bank answers later is kept, and the page asks for it. */
const ANSWER_WITHIN_MS = 1_200

/**
 * Takes a person back from a bank's page. That they came, and what the query says, proves nothing: the bank is asked. Nothing of the
 * query is logged.
 */
export async function finishPaymentReturn(
  actor: AuthorizationActor,
  query: URLSearchParams,
  request: ReturnRequest,
): Promise<FinishedReturn> {
  const parsed = parsePaymentReturn(query)
  if (!parsed) return { reason: 'unknown' }
  const { state, error } = parsed
  const { now, purpose = 'payment' } = request
  const taken = await takeState({ actor, state, purpose, now, lock: lockPaymentOf }, (db, attempt) =>
    noteReturn(db, attempt, { error, now }),
  )
  if (taken.kind === 'refused') {
    // At the callback for accounts most states are not ours to speak of.
    if (purpose === 'payment' || taken.reason !== 'unknown') logRefusal(actor, taken.reason, now)
    return { reason: taken.reason }
  }
  const { householdId } = actor
  const { paymentId } = taken
  const asked = askAfterReturn({ householdId, paymentId }, { ...request, error })
  await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS).unref())])
  return { paymentId }
}

type Noted = { readonly kind: 'noted'; readonly paymentId: string }

/** In the transaction that uses the state up: from now on the bank is asked often again. */
async function noteReturn(db: Db, trip: StateAttempt, { error, now }: { error: string | null; now: Date }): Promise<Noted> {
  const { householdId, memberId, id } = trip
  const payment = await lockPaymentOf(db, trip)
  const paymentId = payment.id
  if (!payment.isFinal) {
    const nextPollAt = new Date(Math.max(now.getTime() + pollDelayMs(paymentId, 0), payment.askNotBefore?.getTime() ?? 0))
    await db.payment.update({
      where: { householdId_id: { householdId, id: paymentId } },
      data: { pollCount: 0, nextPollAt, askBankSince: null },
    })
    await queuePoll(db, payment, nextPollAt)
  }
  await db.authorizationAttempt.update({
    where: { householdId_id: { householdId, id } },
    data: { outcome: error === null ? 'returned' : `failed:${error}` },
  })
  await recordPaymentEvent(db, { householdId, paymentId, kind: 'returned', memberId, facts: { error }, now })
  await recordAudit(db, { householdId, memberId, kind: 'payment_returned', subjectId: paymentId, facts: { error }, now })
  return { kind: 'noted', paymentId }
}

/** Opening the page again takes the payment first and the state after it, so this does too. */
async function lockPaymentOf(db: Db, { householdId, paymentAttemptId }: StateAttempt): Promise<LockedPayment> {
  assert(paymentAttemptId !== null, 'a trip for a payment has an attempt')
  const key = { householdId_id: { householdId, id: paymentAttemptId } }
  const { paymentId } = await db.paymentAttempt.findUniqueOrThrow({ where: key, select: { paymentId: true } })
  const payment = await findAndLockPayment(db, { householdId, paymentId })
  assert(payment !== null, 'an attempt has a payment')
  return payment
}

type Asked = { readonly psuContext: PsuContext | null; readonly now: Date; readonly error: string | null }

async function askAfterReturn(key: { householdId: string; paymentId: string }, { psuContext, now, error }: Asked): Promise<void> {
  try {
    const { status } = await refreshPayment(key, { psuContext, now })
    if (error !== 'access_denied' || status !== 'waiting') return
    // They said no on the bank's page and the bank has not said so yet; the page tells both.
    await asSystem(key.householdId, (db) => recordPaymentEvent(db, { ...key, kind: 'declined', memberId: null, facts: { error }, now }))
  } catch (cause) {
    log.warn('a payment could not be asked about after the way back', { error: cause, paymentId: key.paymentId })
  }
}

/** Anybody who is signed in can forge a redirect as often as they like. */
const takeTurn = createLogCap(10)

function logRefusal({ householdId, memberId }: AuthorizationActor, reason: string, now: Date): void {
  const { isAllowed, leftOut } = takeTurn(now)
  if (isAllowed) log.warn('payment redirect refused', { reason, householdId, memberId, ...(leftOut > 0 && { count: leftOut }) })
}
