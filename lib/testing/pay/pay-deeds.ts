import { askBankNow } from '@/lib/payments/following/ask-bank-now'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { finishPaymentReturn } from '@/lib/payments/sending/finish-return'
import { openBankPage } from '@/lib/payments/sending/open-bank-page'
import type { PaymentOrder } from '@/lib/payments/order'
import type { PayingActor } from '@/lib/payments/paying-actor'
import { submitPayment } from '@/lib/payments/submit-payment'
import { withdrawPayment } from '@/lib/payments/withdraw-payment'
import { AppError } from '@/lib/core/errors'
import { PSU } from '../life/psu'
import { proveStepUp } from '../step-up'
import { attempt, notePage, type Intent, type PayLife } from './pay-life'

const now = (life: PayLife) => ({ now: life.time.now() })
const seen = (life: PayLife) => ({ psuContext: PSU, now: life.time.now() })

/** The member presses the button: once, or many times at once from wherever they are. */
export async function submit(life: PayLife, intent: Intent, times = 1): Promise<void> {
  const { id, order } = intent
  for (const actor of devicesOf(intent)) await attempt(life, 'proving who one is', () => proveStepUp(actor, life.time.now()))
  await attempt(life, 'submitting', async () => {
    const results = await Promise.allSettled(onDevices(intent, times, (actor) => submitPayment(actor, { id, order }, now(life))))
    if (results.some(({ status }) => status === 'fulfilled')) intent.isConfirmed = true
    throwFirst(results)
  })
}

/** The same id with another order, as a forged or a stale page would send it. */
export async function submitAnother(life: PayLife, intent: Intent): Promise<void> {
  const other: PaymentOrder = { ...intent.order, lines: intent.order.lines.map((line) => ({ ...line, amount: '4.99' })) }
  await attempt(life, 'submitting another order', async () => {
    const answer = await submitPayment(intent.actor, { id: intent.id, order: other }, now(life)).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
    if (answer !== null && intent.isConfirmed) life.violations.push(`intent ${intent.number}: another order under the same id was taken`)
  })
}

/** Sent to the bank: once, or many times at once. */
export async function send(life: PayLife, intent: Intent, times = 1): Promise<void> {
  await attempt(life, 'sending', async () => {
    const request = { ...seen(life), attemptsSeen: await countSeen(life, intent) }
    const results = await Promise.allSettled(onDevices(intent, times, (actor) => beginAttempt(actor, intent.id, request)))
    for (const result of results)
      if (result.status === 'fulfilled' && result.value.kind === 'page') notePage(life, intent, result.value.url)
    throwFirst(results)
  })
}

/** By somebody who looks at the page as it is, or at one that is an attempt old. */
async function countSeen({ database, random }: PayLife, { id }: Intent): Promise<number> {
  const [row] = await database.ownerQuery<{ count: number }>('SELECT count(*)::int AS count FROM payment_attempt WHERE payment_id = $1', [
    id,
  ])
  const count = row?.count ?? 0
  return count > 0 && random.chance(0.1) ? count - 1 : count
}

/** "Continue at your bank", from this browser or another one of theirs. */
export async function openAgain(life: PayLife, intent: Intent): Promise<void> {
  const actor = life.random.chance(0.3) ? { ...intent.actor, browserId: 'another browser of theirs' } : intent.actor
  await attempt(life, 'opening the page', async () => notePage(life, intent, (await openBankPage(actor, intent.id, now(life))).url))
}

/** Back from the bank: what the query says proves nothing. */
export async function comeBackFromBank(life: PayLife, intent: Intent, query = intent.back?.searchParams): Promise<void> {
  if (!query) return
  await attempt(life, 'coming back', () => finishPaymentReturn(intent.actor, query, seen(life)))
}

/** Somebody else's browser with the same address, or an address somebody made up. */
export async function forgeReturn(life: PayLife, intent: Intent): Promise<void> {
  const state = life.random.chance(0.5) ? (intent.back?.searchParams.get('state') ?? null) : null
  const query = new URLSearchParams({ state: state ?? life.random.letters(43), error: 'access_denied' })
  const actor = { ...intent.actor, browserId: 'a stranger’s browser' }
  await attempt(life, 'a forged return', async () => {
    const finished = await finishPaymentReturn(actor, query, seen(life))
    if ('paymentId' in finished) life.violations.push(`intent ${intent.number}: a return from a stranger’s browser was taken`)
  })
}

export async function withdraw(life: PayLife, intent: Intent): Promise<void> {
  await attempt(life, 'taking back', async () => {
    await withdrawPayment(intent.actor, intent.id, now(life))
    intent.isWithdrawn = true
  })
}

export async function askNow(life: PayLife, intent: Intent): Promise<void> {
  await attempt(life, 'asking the bank', () => askBankNow(intent.actor, intent.id, seen(life)))
}

function devicesOf({ actor, otherDevice }: Intent): PayingActor[] {
  return [actor, otherDevice]
}

function onDevices<T>(intent: Intent, times: number, deed: (actor: PayingActor) => Promise<T>): Promise<T>[] {
  return Array.from({ length: times }, (_, nth) => deed(devicesOf(intent)[nth % 2]!))
}

function throwFirst(results: readonly PromiseSettledResult<unknown>[]): void {
  const thrown = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const other = thrown.find((error) => !(error instanceof AppError))
  if (other ?? thrown[0]) throw other ?? thrown[0]
}
