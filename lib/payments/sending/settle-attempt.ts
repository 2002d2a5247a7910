import type { BankError } from '@/lib/banking/errors'
import type { StartedPayment } from '@/lib/banking/payment-port'
import { asSystem, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { log } from '@/lib/log'
import { openVault } from '@/lib/vault/vault'
import type { BegunAttempt, PreparedAttempt } from './begun-attempt'
import { findAndLockPayment, type LockedPayment } from '@/lib/payments/lock-payment'
import { paymentIndex } from '@/lib/payments/following/payment-index'
import { pollDelayMs } from '@/lib/payments/following/poll-delay'
import { queuePoll } from '@/lib/payments/following/queue-poll'
import { recordPaymentEvent } from '@/lib/payments/record-event'
import { handlePlace, urlPlace } from './sealed-attempt'
import { nextStatus } from '@/lib/payments/status'

/**
 * What came of one attempt, committed: only an attempt that is still `prepared` takes an answer. A process that stood still
 * meanwhile finds it given up and throws its page away; nobody has seen that page.
 */
export async function keepStarted(
  prepared: PreparedAttempt,
  { started, url, now }: { readonly started: StartedPayment; readonly url: string | null; readonly now: Date },
): Promise<BegunAttempt> {
  return whilePrepared(prepared, async (db, payment) => {
    const { householdId, paymentId, attemptId, memberId } = prepared
    const vault = await openVault(db, householdId)
    const said = nextStatus({ status: 'waiting', isFinal: false }, { bankStatus: started.bankStatus, isFinal: false }, [])
    const isOver = said.status === 'rejected' || said.status === 'cancelled'
    const nextPollAt = new Date(now.getTime() + pollDelayMs(paymentId, 0))
    await db.paymentAttempt.update({
      where: { householdId_id: { householdId, id: attemptId } },
      data: {
        ...{ state: url === null ? 'lost' : 'open', answeredAt: now, bankPaymentId: started.bankPaymentId },
        sealedHandle: vault.seal(handlePlace(attemptId), JSON.stringify(started.handle)),
        bankPaymentIndex: paymentIndex(started.bankPaymentId),
        sealedUrl: url === null ? null : vault.seal(urlPlace(attemptId), url),
        urlShownAt: url === null ? null : now,
      },
    })
    // Nobody has been at its page: whatever else the bank's first word is, it waits for its customer.
    const status = isOver ? said.status : url === null ? 'unknown' : 'waiting'
    await db.payment.update({
      where: { householdId_id: { householdId, id: paymentId } },
      data: { status, bankStatus: started.bankStatus, nextPollAt, pollCount: 0, lastPollError: null, askBankSince: null },
    })
    const event = { householdId, paymentId, memberId, now }
    const facts = { bankStatus: started.bankStatus }
    await recordPaymentEvent(db, {
      ...event,
      kind: url === null ? 'attempt_lost' : 'attempt_opened',
      facts: { ...facts, hasPage: url !== null },
    })
    if (url !== null) await recordPaymentEvent(db, { ...event, kind: 'page_opened' })
    await queuePoll(db, payment, nextPollAt)
    await recordAudit(db, { ...audit(prepared, now), facts: { ...facts, hasPage: url !== null } })
    return url === null ? { kind: 'unusable' } : { kind: 'page', url, host: new URL(url).host }
  })
}

/** The bank said no before it made anything: the same payment can be sent again, or another in its place. */
export async function keepRefusal(prepared: PreparedAttempt, error: BankError, now: Date): Promise<BegunAttempt> {
  const { kind: errorKind, facts } = error
  const bankCode = facts.bankCode ?? null
  const field = facts.refusedField ?? fieldOf(errorKind)
  return whilePrepared(prepared, async (db) => {
    const { householdId, paymentId, attemptId, memberId } = prepared
    await db.paymentAttempt.update({
      where: { householdId_id: { householdId, id: attemptId } },
      data: { state: 'refused', answeredAt: now, endedAt: now, errorKind, bankCode },
    })
    await db.payment.update({ where: { householdId_id: { householdId, id: paymentId } }, data: { status: 'ready' } })
    await recordPaymentEvent(db, { householdId, paymentId, memberId, kind: 'attempt_refused', facts: { errorKind, bankCode, field }, now })
    await recordAudit(db, { ...audit(prepared, now), facts: { errorKind, bankCode } })
    return { kind: 'refused', errorKind, bankCode, field, attempts: prepared.number }
  })
}

/** What of our request a bank means that names no field; null: it may be anything. */
export function fieldOf(errorKind: string | null): string | null {
  return errorKind === 'credentials_refused' ? 'credentials' : null
}

/** No answer. */
export async function loseAttempt(prepared: PreparedAttempt, error: BankError, now: Date): Promise<BegunAttempt> {
  return whilePrepared(prepared, async (db, payment) => {
    const { attemptId } = prepared
    await markLost(db, payment, { attemptId, errorKind: error.kind, bankCode: error.facts.bankCode ?? null, now })
    return { kind: 'lost' }
  })
}

type Loss = { readonly attemptId: string; readonly errorKind: string | null; readonly bankCode: string | null; readonly now: Date }

/** Inside the payment's lock: gives up an attempt that nobody has the page of. */
export async function markLost(db: Db, payment: LockedPayment, { attemptId, errorKind, bankCode, now }: Loss): Promise<void> {
  const { householdId, id: paymentId, memberId } = payment
  await db.paymentAttempt.update({
    where: { householdId_id: { householdId, id: attemptId } },
    data: { state: 'lost', endedAt: now, errorKind, bankCode },
  })
  await db.payment.update({ where: { householdId_id: { householdId, id: paymentId } }, data: { status: 'unknown' } })
  await recordPaymentEvent(db, { householdId, paymentId, memberId: null, kind: 'attempt_lost', facts: { errorKind, bankCode }, now })
  await recordAudit(db, { householdId, memberId, kind: 'payment_answered', subjectId: paymentId, facts: { errorKind, isLost: true }, now })
}

/** A call to a bank takes half a minute at most (lib/banking/http); whoever made it and says nothing after this died on the way. */
export const PREPARED_FOR_MS = 90_000

export function isStandingStill({ startedAt }: { startedAt: Date }, now: Date): boolean {
  return now.getTime() - startedAt.getTime() > PREPARED_FOR_MS
}

async function whilePrepared(
  prepared: PreparedAttempt,
  work: (db: Db, payment: LockedPayment) => Promise<BegunAttempt>,
): Promise<BegunAttempt> {
  const { householdId, paymentId, attemptId } = prepared
  return asSystem(householdId, async (db) => {
    const payment = await findAndLockPayment(db, { householdId, paymentId })
    if (payment?.attempts.some(({ id, state }) => id === attemptId && state === 'prepared')) return work(db, payment)
    log.warn('an answer to a payment came too late and is thrown away', { paymentId })
    return { kind: 'lost' }
  })
}

function audit({ householdId, memberId, paymentId }: PreparedAttempt, now: Date) {
  return { householdId, memberId, kind: 'payment_answered', subjectId: paymentId, now } as const
}
