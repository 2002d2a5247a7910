import { beforeAll, describe, expect, it } from 'vitest'
import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import { listOpenGaps } from '@/lib/accounts/history-gaps'
import type { PsuContext } from '@/lib/banking/port'
import { addDays, daysBetween, parseIsoDate, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { bankRow } from '@/lib/sync/match/bank-row'
import { openDatedBank, type DayHabits } from './dated-bank'
import { fakeAccount } from '@/lib/sync/fake-bank'
import { heldDaysOf } from './held-days'
import { runSync } from '@/lib/sync/run'
import { seedSession } from '@/lib/sync/seed-session'

const DAY_MS = 86_400_000
const START = Date.parse('2026-11-20T09:00:00Z')
const PERSON: PsuContext = { ipAddress: '8.8.8.8', userAgent: 'a browser' }
const SEEDS = Array.from({ length: 8 }, (_, i) => i + 1)

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

describe('readings that stop anywhere, of a bank with any habits', () => {
  it.each(SEEDS)(
    'hold every row of the days they call whole, none twice, and name the days they lost (seed %i)',
    async (seed) => {
      const dice = openDice(seed)
      let clock = START
      const now = () => new Date(clock)
      const household = await seedHousehold()
      const { bankSessionId, accounts } = await seedSession(household, [fakeAccount('a')], { now: now() })
      await database.ownerQuery(`UPDATE bank_session SET valid_until = NULL WHERE household_id = $1`, [household.householdId])
      const bank = openDatedBank(now, habitsOf(dice))
      const history = dice.of([60, 250, 500])

      const read = async (isLast: boolean) => {
        bank.rows = rowsUntil(utcDay(now()), history + daysBetween(utcDay(new Date(START)), utcDay(now())))
        bank.before = isLast ? () => undefined : faultOf(dice, bank.calls.length)
        const trigger = isLast ? 'interactive' : dice.of(['first', 'interactive', 'scheduled'] as const)
        const limits = isLast || dice.next() < 0.5 ? {} : { limits: { pagesPerList: dice.of([3, 8, 20]), until: new Date('2040-01-01') } }
        const connectorFor = () => Promise.resolve(bank.connector)
        const run = runSync({
          ...{ householdId: household.householdId, bankSessionId, trigger, now, psuContext: PERSON, connectorFor },
          ...limits,
        })
        await run.catch((error: unknown) => expect(String(error)).toContain('killed'))
        const feed = await asSystem(household.householdId, (db) => db.accountFeed.findFirstOrThrow({ where: { bankSessionId } }))
        const account = { householdId: household.householdId, accountId: accounts[0]!.accountId }
        const gaps = await asSystem(household.householdId, (db) => listOpenGaps(db, account))
        const stored = (await database.ownerQuery(
          `SELECT effective_date::text || ' ' || amount_minor AS row FROM transaction WHERE household_id = $1 AND superseded_by_id IS NULL`,
          [household.householdId],
        )) as { row: string }[]
        return { held: heldDaysOf(feed), gaps, stored: stored.map(({ row }) => row).sort() }
      }

      for (let step = 0; step < 6; step++) {
        const { held, gaps, stored } = await read(step > 3)
        const truth = bank.rows.map(({ bookingDate, amount }) => `${bookingDate} ${amount.minor}`).sort()
        expect(new Set(stored).size).toBe(stored.length)
        expect(stored.filter((row) => !truth.includes(row))).toEqual([])
        const isWhole = (day: string) =>
          (held.historyFrom !== null && held.readUntil !== null && day >= held.historyFrom && day <= held.readUntil) ||
          (held.frontier !== null && day >= held.frontier.day && day <= held.frontier.until)
        const isLost = (day: string) => gaps.some(({ from, to }) => day >= from && day <= to)
        expect(truth.filter((row) => isWhole(row.slice(0, 10)) && !isLost(row.slice(0, 10)) && !stored.includes(row))).toEqual([])
        if (step === 5) expect([held.frontier, held.readUntil]).toEqual([null, utcDay(now())])
        clock += step < 4 ? dice.of([0.05, 1, 3, 25, 70]) * DAY_MS : DAY_MS
      }
    },
    60_000,
  )
})

type Dice = ReturnType<typeof openDice>

function openDice(seed: number) {
  let state = seed * 2_654_435_761
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, of: <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)]! }
}

function habitsOf(dice: Dice): Partial<DayHabits> {
  return {
    order: dice.of(['newest', 'newest', 'oldest', 'shuffled']),
    pageSize: dice.of([5, 10, 50]),
    days: dice.of([null, null, 88, 120, 400]),
    tooEarly: dice.of(['refused', 'hinted']),
    firstDay: dice.of(['counts', 'counts', 'does not']),
    lastDay: dice.of(['counts', 'counts', 'does not', 'refused']),
    longest: dice.of(['served', 'served', 'refused', 'refused-bare', 'as default', 'stale']),
    keyWithStatus: dice.of(['served', 'served', 'served', 'refused']),
  }
}

/** Nothing, or an error or a kill at one of the next calls. */
function faultOf(dice: Dice, called: number) {
  const at = called + 1 + Math.floor(dice.next() * 12)
  const fault = dice.of<BankErrorKind | 'killed' | null>([null, 'unavailable', 'invalid_response', 'continuation_refused', 'killed'])
  return ({ number }: { number: number }) => {
    if (fault === null || number !== at) return
    throw fault === 'killed' ? new Error('killed') : new BankError(fault)
  }
}

/** A row on most days, each with an amount of its own. */
function rowsUntil(last: IsoDate, days: number) {
  return Array.from({ length: days }, (_, i) => addDays(last, -i)).flatMap((day) => {
    const n = daysBetween(parseIsoDate('2020-01-01'), day)
    return n % 7 === 3 ? [] : [bankRow(`-${n}.${String(n % 100).padStart(2, '0')}`, day)]
  })
}
