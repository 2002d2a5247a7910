import { beforeAll, beforeEach, expect, it } from 'vitest'
import { listOpenGaps } from '@/lib/accounts/history-gaps'
import { BankError } from '@/lib/banking/errors'
import { addDays, daysBetween, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { fakeAccount, fakeBalance } from '@/lib/sync/fake-bank'
import { bankRow } from '@/lib/sync/match/bank-row'
import { runSync } from '@/lib/sync/run'
import { seedSession, type SeededSession } from '@/lib/sync/seed-session'
import type { SyncInput } from '@/lib/sync/sync-input'
import { openDatedBank, type DatedBank } from './dated-bank'

/** After a long pause a bank gives its last 90 days: the days before are lost, and said to be, whatever happens next (lives, seeds 1343 and 1346). */

const DAY_MS = 86_400_000
const START = new Date('2026-11-20T09:00:00Z')
const PAUSE = 200

let database: TestDatabase
let household: SeededHousehold
let session: SeededSession
let bank: DatedBank
let clock: number

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = START.getTime()
  household = await seedHousehold()
  session = await seedSession(household, [fakeAccount('a')], { now: START })
  await database.ownerQuery(`UPDATE bank_session SET valid_until = NULL WHERE household_id = $1`, [household.householdId])
  bank = openDatedBank(() => new Date(clock))
  bank.balances = { a: [fakeBalance('ITBD', '100.00')] }
  bank.rows = rowsUntil(0, 100)
  await sync({ trigger: 'first' })
  pause()
})

it.each(['pending', 'balances'])('when the %s that are read after the rows end the reading', async (part) => {
  bank.before = ({ operation }) => {
    if (operation === part) throw new BankError('rate_limited')
  }
  expect(await sync()).toMatchObject({ outcome: 'partial', errorKind: 'rate_limited' })
  expect(await gaps()).toEqual([lost()])
})

it('when the process ends right after the rows are kept', async () => {
  bank.before = ({ operation }) => {
    if (operation === 'pending') throw new Error('killed')
  }
  await expect(sync()).rejects.toThrow('killed')
  expect(await gaps()).toEqual([lost()])
  bank.before = () => undefined
  expect(await sync()).toMatchObject({ outcome: 'complete' })
  expect(await gaps()).toEqual([lost()])
})

it('when days were lost before already, and the bank is asked for all there is', async () => {
  await sync()
  pause()
  for (const longest of ['as default', 'served'] as const) {
    bank.habits = { ...bank.habits, longest }
    // What it gives as the longest is no more than that either.
    if (longest === 'served') bank.rows = rowsUntil(2 * PAUSE, 80)
    expect((await gaps()).length).toBeGreaterThan(0)
    await sync({ trigger: 'first' })
    expect(await gaps()).toEqual([`2026-11-20 ${addDays(first(PAUSE), -1)} period_refused`, `2027-06-08 ${lastLost()} period_refused`])
  }
})

it('when the account is so quiet that the list of all there is looks stale', async () => {
  await sync()
  pause()
  bank.habits = { ...bank.habits, tooEarly: 'cut' }
  bank.rows = [...rowsUntil(PAUSE, 300), bankRow('-9.99', addDays(utcDay(new Date(clock)), -40))]
  await sync({ trigger: 'first' })
  expect((await gaps()).at(-1)).toBe('2027-06-08 2027-11-14 period_refused')
})

/** 200 days in which nothing was read; the bank gives 90. */
function pause(): void {
  clock += PAUSE * DAY_MS
  const days = daysBetween(utcDay(START), utcDay(new Date(clock)))
  bank.rows = rowsUntil(days, days + 100)
  bank.habits = { ...bank.habits, days: 88, tooEarly: 'refused', longest: 'as default' }
}

function rowsUntil(ahead: number, days: number) {
  return Array.from({ length: days }, (_, at) => {
    const day = addDays(utcDay(START), ahead - at)
    return bankRow(`-${1 + (daysBetween('2020-01-01' as IsoDate, day) % 7)}.50`, day)
  })
}

const first = (daysAfterStart: number) => addDays(utcDay(START), daysAfterStart - 88)
const lastLost = () => addDays(utcDay(new Date(clock)), -89)
const lost = () => `2026-11-20 ${lastLost()} period_refused`

function sync(more: Partial<SyncInput> = {}) {
  const { householdId } = household
  const { bankSessionId } = session
  const connectorFor = () => Promise.resolve(bank.connector)
  return runSync({
    householdId,
    bankSessionId,
    trigger: 'interactive',
    now: () => new Date(clock),
    connectorFor,
    psuContext: null,
    ...more,
  })
}

async function gaps(): Promise<string[]> {
  const account = { householdId: household.householdId, accountId: session.accounts[0]!.accountId }
  const open = await asSystem(household.householdId, (db) => listOpenGaps(db, account))
  return open.map(({ from, to, reason }) => `${from} ${to} ${reason}`)
}
