import type { Connector } from '@/lib/banking/port'
import { getConnector } from '@/lib/banking/registry'
import { createTimedCache } from '@/lib/bank-sessions/timed-cache'
import { asKeyHolder, asSystem, changeKey, type Db } from '@/lib/db'
import { findAndLockPayment } from '@/lib/payments/lock-payment'
import { paymentIndex } from './payment-index'
import { hintRestMs } from './poll-delay'
import { queuePoll } from './queue-poll'

/** What a webhook that was proved genuine is about. */
export type WebhookHint = { readonly applicationId: string; readonly environment: string; readonly paymentIds: readonly string[] }

/**
 * queued   the bank will be asked about it soon, once
 * nothing  no payment of ours, or one that is over
 * foreign  a payment of ours, told of for another application or environment than it was made with
 */
export type HintOutcome = 'queued' | 'nothing' | 'foreign'

/** The status in the message is not read: it only says when to ask. */
export async function takeWebhookHint(hint: WebhookHint, now: Date): Promise<HintOutcome> {
  const places = await findPlaces(hint.paymentIds)
  const outcomes = await Promise.all(places.map((place) => takeAt(place, hint, now)))
  return outcomes.find((outcome) => outcome === 'queued') ?? outcomes.find((outcome) => outcome === 'foreign') ?? 'nothing'
}

/** Whether any payment of ours has one of these numbers. */
export async function knowsPayment(bankPaymentIds: readonly string[]): Promise<boolean> {
  return (await findPlaces(bankPaymentIds)).length > 0
}

type Place = { readonly householdId: string; readonly paymentId: string }

/** In one transaction, one number after the other: who is not signed in sees the rows of one key at a time, and gets one connection. */
function findPlaces(bankPaymentIds: readonly string[]): Promise<Place[]> {
  return asKeyHolder('', async (db) => {
    const places: Place[] = []
    for (const bankPaymentIndex of bankPaymentIds.map(paymentIndex)) {
      await changeKey(db, bankPaymentIndex)
      const where = { bankPaymentIndex }
      places.push(...(await db.paymentAttempt.findMany({ where, select: { householdId: true, paymentId: true }, take: 5 })))
    }
    return places
  })
}

async function takeAt(place: Place, { applicationId, environment }: WebhookHint, now: Date): Promise<HintOutcome> {
  const madeWith = await asSystem(place.householdId, (db) => findMadeWith(db, place))
  if (!madeWith) return 'nothing'
  const application = madeWith === 'instance' ? await readInstanceApplication() : madeWith
  const isOurs = application.id === applicationId && application.environment?.toUpperCase() === environment.toUpperCase()
  return isOurs ? asSystem(place.householdId, (db) => queue(db, place, now)) : 'foreign'
}

type Application = { readonly id: string; readonly environment: string | null }

/** The application an unfinished payment was made with. */
async function findMadeWith(db: Db, { householdId, paymentId }: Place): Promise<Application | 'instance' | null> {
  const payment = await db.payment.findFirst({ where: { householdId, id: paymentId, isFinal: false }, select: { bankAppId: true } })
  if (!payment) return null
  if (payment.bankAppId === null) return 'instance'
  const app = await db.bankApp.findFirst({ where: { householdId, id: payment.bankAppId } })
  return app && { id: app.applicationId, environment: app.environment }
}

const KEPT_MS = 3_600_000
const instances = new WeakMap<Connector, ReturnType<typeof createTimedCache<Application>>>()

/** Which environment the installation's application is in is the API's to say; it never changes. @throws BankError */
function readInstanceApplication(): Promise<Application> {
  const connector = getConnector({ kind: 'instance' })
  const cache = instances.get(connector) ?? createTimedCache<Application>({ keptMs: KEPT_MS, entriesMax: 1 })
  instances.set(connector, cache)
  return cache.get('', () => connector.getApplication())
}

/**
 * Moves the next question forward, unless it is about to be asked anyway: a message that is repeated queues nothing more. Under the
 * payment's lock, so that the answer to a question that is on its way finds the hint (`planAfterAnswer`).
 */
async function queue(db: Db, place: Place, now: Date): Promise<HintOutcome> {
  const payment = await findAndLockPayment(db, place)
  if (!payment || payment.isFinal) return 'nothing'
  const { householdId, id, lastAskedAt, askNotBefore, nextPollAt, hintCount } = payment
  const restedAt = lastAskedAt === null ? 0 : lastAskedAt.getTime() + hintRestMs(hintCount)
  const runAt = new Date(Math.max(now.getTime(), restedAt, askNotBefore?.getTime() ?? 0))
  const isSooner = nextPollAt === null || runAt < nextPollAt
  await db.payment.update({
    where: { householdId_id: { householdId, id } },
    data: { hintedAt: now, ...(isSooner && { nextPollAt: runAt, hintCount: hintCount + 1 }) },
  })
  if (isSooner) await queuePoll(db, payment, runAt)
  return 'queued'
}
