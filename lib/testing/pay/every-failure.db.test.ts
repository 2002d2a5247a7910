import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import { newId } from '@/lib/core/id'
import { addDays, utcDay } from '@/lib/core/iso-date'
import { refreshPayment } from '@/lib/payments/following/refresh-payment'
import { sweepPayments } from '@/lib/payments/following/sweep-payments'
import { openBankWorld, type BankWorld } from '../bank-world'
import { countFromEnvironment } from '../count-from-environment'
import { createTestDatabase, type TestDatabase } from '../database'
import { openFragileProcess, type FragileProcess, type Mishap } from '../fragile-process'
import { proveStepUp } from '../step-up'
import { openPayers, PAY_BANKS, type Payer } from './pay-household'
import { MINUTE_MS, SECOND_MS } from './pay-life'
import { payStepInput } from './pay-step-input'
import { takePayStep } from './take-pay-step'
import type { PayStep } from './pay-kill-points'

const MOMENTS_MAX = 80
/** Every moment in a run of its own; with every change one in so many, each kind of failure at others. */
const STEP = countFromEnvironment('PAY_MOMENT_STEP', 5)
const STEPS: readonly PayStep[] = ['create', 'send', 'return', 'poll']

let database: TestDatabase
let world: BankWorld
let payer: Payer
let householdId: string
let fragile: FragileProcess
let clock = Date.parse('2026-11-20T12:00:00Z')
const now = () => new Date(clock)

beforeAll(async () => {
  database = await createTestDatabase()
  fragile = openFragileProcess()
  const small = { begins: addDays(utcDay(now()), -3), activity: 0.1, banks: PAY_BANKS.slice(0, 1) }
  world = openBankWorld({
    ...{ seed: 'payments, every failure', now, world: small, settings: { unattendedReadsPerDay: 1_000_000 } },
    between: (simulator) => fragile.between((request) => simulator.fetch(request)),
  })
  const opened = await openPayers(world, 'Every failure')
  householdId = opened.householdId
  payer = opened.payers[0]!
}, 120_000)

afterAll(() => {
  fragile.release()
  replaceRegistry(undefined)
})

/** From the press of the button to the bank's last word; answers the pages the person was given. */
async function payOnce(paymentId: string, trip: { query: string; pages: Set<string> }, from: PayStep, until: PayStep): Promise<void> {
  for (const step of STEPS.slice(STEPS.indexOf(from), STEPS.indexOf(until) + 1)) {
    if (step === 'poll') clock += 30 * SECOND_MS
    const input = payStepInput(payer, { paymentId, query: trip.query, now: now() })
    const answer = (await takePayStep(step, input)) as { kind?: string; url?: string } | undefined
    if (step !== 'send' || answer?.url === undefined) continue
    trip.pages.add(answer.url)
    trip.query = (await approve(answer.url)) ?? trip.query
  }
}

async function approve(url: string): Promise<string | null> {
  const body = JSON.stringify({ url, person: payer.sources[0]!.person })
  const response = await world.simulator.fetch(new Request(new URL('/simulator/approve', url), { method: 'POST', body }))
  const { redirectUrl } = (await response.json()) as { redirectUrl?: string }
  return redirectUrl === undefined ? null : new URL(redirectUrl).search
}

/** One payment in which the n-th thing fails; everything is tried again afterwards. Answers whether anything failed. */
async function failAt(how: Mishap, nth: number, step: PayStep): Promise<boolean> {
  const paymentId = newId(now())
  const trip = { query: '', pages: new Set<string>() }
  const prove = () => proveStepUp(payer.actor, now())
  await prove()
  if (step !== 'create') await payOnce(paymentId, trip, 'create', STEPS[STEPS.indexOf(step) - 1]!)
  fragile.arm(how, nth)
  await payOnce(paymentId, trip, step, step).catch(() => undefined)
  const struck = fragile.disarm()
  if (fragile.isDead()) await fragile.restart()
  clock += 2 * MINUTE_MS
  // A pooled connection that broke is noticed when it is used.
  await sweepPayments(now()).catch(() => sweepPayments(now()))
  await prove()
  await payOnce(paymentId, trip, step, 'poll')
  clock += MINUTE_MS
  await refreshPayment({ householdId, paymentId }, { psuContext: null, now: now() })
  await expectPaidOnce(paymentId, trip.pages, `${how} ${nth} at ${step}`)
  return struck
}

async function expectPaidOnce(paymentId: string, pages: ReadonlySet<string>, where: string): Promise<void> {
  const rows = await database.ownerQuery<{ status: string; isFinal: boolean; endToEndId: string; attempts: number }>(
    `SELECT p.status, p.is_final AS "isFinal", l.end_to_end_id AS "endToEndId",
            (SELECT count(*) FROM payment_attempt a WHERE a.payment_id = p.id AND a.url_shown_at IS NOT NULL)::int AS attempts
       FROM payment p JOIN payment_line l ON l.household_id = p.household_id AND l.payment_id = p.id WHERE p.id = $1`,
    [paymentId],
  )
  expect(rows, where).toMatchObject([{ status: 'executed', isFinal: true, attempts: 1 }])
  const made = world.simulator.ledger.payments(now()).filter(({ lines }) => lines[0]!.endToEndId === rows[0]!.endToEndId)
  expect(made.flatMap(({ lines }) => lines[0]!.executedAt).length, where).toBe(1)
  expect(made.filter(({ pageOpenedAt }) => pageOpenedAt.length > 0).length, where).toBe(1)
  expect(pages.size, where).toBe(1)
}

describe('a payment in which one thing fails', () => {
  const kinds: readonly (readonly [what: string, how: Mishap, atLeast: Readonly<Partial<Record<PayStep, number>>>])[] = [
    ['the n-th statement never reaches the database', 'statement_lost', { create: 15, send: 20, return: 10, poll: 8 }],
    ['the answer to the n-th statement is lost', 'statement_answer_lost', { create: 15, send: 20, return: 10, poll: 8 }],
    ['the n-th call never reaches the bank', 'call_lost', { send: 1, return: 1, poll: 1 }],
    ['the answer to the n-th call is lost', 'call_answer_lost', { send: 1, return: 1, poll: 1 }],
    ['the process dies at the n-th of either', 'death', { create: 15, send: 20, return: 10, poll: 8 }],
  ]
  for (const [kind, [what, how, atLeast]] of kinds.entries()) {
    const by = how.startsWith('call') ? 1 : STEP
    for (const step of Object.keys(atLeast) as PayStep[]) {
      it(`is made once all the same at whichever n, after one page: ${what} (${step})`, async () => {
        let nth = 1 + (kind % by)
        while (nth <= MOMENTS_MAX && (await failAt(how, nth, step))) nth += by
        expect(nth).toBeGreaterThan(atLeast[step]!)
        expect(nth).toBeLessThan(MOMENTS_MAX)
      }, 600_000)
    }
  }
})
