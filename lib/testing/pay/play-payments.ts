import { replaceRegistry } from '@/lib/banking/registry'
import { newId } from '@/lib/core/id'
import { addDays, utcDay } from '@/lib/core/iso-date'
import { findBookings } from '@/lib/payments/booking/find-bookings'
import { takeWebhook } from '@/lib/payments/following/webhook'
import { PAYMENT_HABITS, type PaymentHabitName } from '@/lib/simulator/payments/payment-habits'
import type { Webhook } from '@/lib/simulator/payments/webhook'
import { randomFor, type Random } from '@/lib/simulator/random'
import { openBankWorld, type WorldOptions } from '../bank-world'
import { openFragileProcess } from '../fragile-process'
import { PSU } from '../life/psu'
import type { OwnDatabase } from '../own-database'
import { seedIds } from '../seeded-ids'
import { openVirtualQueue } from '../virtual-queue'
import { takeOverTime } from '../virtual-time'
import { checkAtTheEnd, checkNow, type EndCount } from './check-intents'
import { liveOneIntent } from './live-one-intent'
import { answerPage } from './at-the-bank'
import { send, submit } from './pay-deeds'
import { knowApplication } from './pay-environment'
import { openPayers, PAY_BANKS, type Payer } from './pay-household'
import { DAY_MS, HOUR_MS, letTimePass, MINUTE_MS, type Intent, type PayLife } from './pay-life'
import { drawOrder } from './pay-orders'

export type PayReport = {
  readonly seed: string
  readonly intents: number
  /** Payments the bank made for them. */
  readonly atBank: number
  readonly calls: number
  readonly deaths: number
  readonly refused: number
  readonly ends: EndCount
  readonly violations: readonly string[]
}

/** Fewer would be alone in their household, more would take long to settle. */
export const INTENTS_OF_A_LIFE = 100

const BEGINNINGS = ['2026-11-20T12:00:00Z', '2026-10-24T22:30:00Z', '2026-12-23T15:00:00Z', '2027-03-26T23:10:00Z']
const HABITS = Object.keys(PAYMENT_HABITS) as PaymentHabitName[]
const MEMBER_HISTORY_DAYS = 5

type PayWish = { readonly seed: string; readonly intents: number; readonly tamper?: (life: PayLife) => Promise<void> }

/**
 * The payments of one household, repeatable from a seed, in virtual time: two members press, send, approve, decline, leave and come
 * back; answers are lost, processes die, banks contradict themselves. Afterwards everything said is compared with what truly
 * happened at the banks. No violation is the only good answer. `tamper` comes between the end and the comparison, for proving that
 * the comparison sees what is wrong.
 */
export async function playPayments(database: OwnDatabase, { seed, intents, tamper }: PayWish): Promise<PayReport> {
  const random = randomFor('payments', seed)
  const time = takeOverTime(random.pick(BEGINNINGS))
  const process = openFragileProcess()
  const releaseIds = seedIds(randomFor('payment ids', seed))
  let forgetApplication = () => {}
  try {
    const world = openBankWorld({
      ...worldOf(seed, time.now()),
      now: time.now,
      sendWebhook: deliver,
      between: (simulator) => process.between((request) => simulator.fetch(request)),
    })
    forgetApplication = knowApplication(world.keys)
    const { householdId, payers } = await openPayers(world, `Payments ${seed}`)
    const queue = openVirtualQueue({ database, time, householdId, isDead: process.isDead, only: ['poll-payment'] })
    const life: PayLife = {
      seed,
      random,
      database,
      time,
      world,
      queue,
      process,
      householdId,
      intents: [],
      deaths: 0,
      hasBroken: false,
      events: 0,
      refused: 0,
      violations: [],
    }
    await live(life, payers, intents)
    await settle(life)
    await tamper?.(life)
    const ends = await checkAtTheEnd(life)
    await leaveNothingToDo(life)
    return describe(life, ends)
  } finally {
    process.release()
    forgetApplication()
    releaseIds()
    time.release()
    replaceRegistry(undefined)
  }
}

function worldOf(seed: string, now: Date): Omit<WorldOptions, 'now'> {
  const world = { begins: addDays(utcDay(now), -MEMBER_HISTORY_DAYS), activity: 0.1, banks: PAY_BANKS, personalities: HONEST }
  return { seed: `payments ${seed}`, world, settings: { unattendedReadsPerDay: 1_000 } }
}

/** How rows are listed is another proof's matter. */
const HONEST = Object.fromEntries(PAY_BANKS.map((bank) => [bank, 'by-the-book' as const]))

/** Through our own door, as the network would bring it; answered within the time there is. */
async function deliver({ authorization, body }: Webhook): Promise<void> {
  const signal = new AbortController().signal
  await takeWebhook({ authorization, body: new TextEncoder().encode(body) }, { signal, now: new Date() })
}

async function live(life: PayLife, payers: readonly Payer[], count: number): Promise<void> {
  for (let number = 1; number <= count; number++) {
    const intent = meanToPay(life, life.random.pick(payers), number)
    life.intents.push(intent)
    life.world.simulator.state.paymentHabits.set('*', drawHabit(life.random))
    await liveOneIntent(life, intent)
    if (number % 3 === 0) await checkNow(life)
  }
}

function drawHabit(random: Random): PaymentHabitName {
  return random.chance(0.4) ? 'settles' : random.pick(HABITS)
}

function meanToPay({ random, time }: PayLife, { actor, otherDevice, sources }: Payer, number: number): Intent {
  const source = random.pick(sources)
  const order = drawOrder(random, { number, source, now: time.now() })
  const nothingYet = { isConfirmed: false, isApproved: false, isWithdrawn: false, pages: new Set<string>(), back: null }
  return { id: newId(time.now()), number, actor, otherDevice, source, order, ...nothingYet }
}

/** The banks are well again; some try once more what was lost; then polling and matching run their course for five weeks. */
async function settle(life: PayLife): Promise<void> {
  const { world, process, random, time, householdId } = life
  world.simulator.faults.clear()
  process.disarm()
  await letTimePass(life, 2 * MINUTE_MS)
  for (const intent of life.intents) {
    if (intent.pages.size > 0 || !random.chance(0.5)) continue
    await submit(life, intent)
    await send(life, intent)
    await answerPage(life, intent, 'approve')
  }
  await letTimePass(life, 20 * MINUTE_MS)
  await checkNow(life)
  for (const awayMs of [3 * HOUR_MS, DAY_MS, 3 * DAY_MS, 8 * DAY_MS, 22 * DAY_MS]) {
    time.advance(awayMs)
    await letTimePass(life, MINUTE_MS)
    if (awayMs === 3 * DAY_MS || awayMs === 22 * DAY_MS) await readAll(life)
    await findBookings(householdId, time.now())
  }
  await checkNow(life)
}

async function readAll({ intents, world, householdId }: PayLife): Promise<void> {
  for (const bankSessionId of new Set(intents.map(({ source }) => source.bankSessionId)))
    await world.sync(householdId, bankSessionId, 'interactive', PSU)
}

/** The next life in this database has nothing to do with this one. */
async function leaveNothingToDo({ database, householdId }: PayLife): Promise<void> {
  await database.ownerQuery(`DELETE FROM graphile_worker._private_jobs WHERE payload->>'householdId' = $1`, [householdId])
  await database.ownerQuery('UPDATE payment SET is_final = true, next_poll_at = NULL WHERE household_id = $1', [householdId])
  await database.ownerQuery(`UPDATE payment_attempt SET state = 'over' WHERE household_id = $1`, [householdId])
}

function describe({ seed, intents, world, deaths, refused, violations, time }: PayLife, ends: EndCount): PayReport {
  const { ledger } = world.simulator
  return {
    ...{ seed, intents: intents.length, atBank: ledger.payments(time.now()).length, calls: ledger.calls.length },
    ...{ deaths, refused, ends, violations: [...new Set(violations)] },
  }
}
