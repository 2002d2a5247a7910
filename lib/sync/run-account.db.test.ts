import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findBalanceCheck } from '@/lib/accounts/store-balance-check'
import { BankError } from '@/lib/banking/errors'
import type { PortBalance, PsuContext } from '@/lib/banking/port'
import { addDays, parseIsoDate, utcDay } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { bankRow } from './match/bank-row'
import { fakeAccount, fakeBalance, openFakeBank, type FakeBank } from './fake-bank'
import { runSync } from './run'
import { seedSession, type SeededSession } from './seed-session'

const DAY_MS = 86_400_000
const PERSON: PsuContext = { ipAddress: '8.8.8.8', userAgent: 'a browser' }

let database: TestDatabase
let household: SeededHousehold
let session: SeededSession
let bank: FakeBank
let clock: number

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = Date.parse('2026-11-20T09:00:00Z')
  household = await seedHousehold()
  bank = openFakeBank()
  await open({})
})

describe('the balances of an account', () => {
  it('are kept type by type, with a line of history for each change and none without', async () => {
    await tell(fakeBalance('CLBD', '100.00'), fakeBalance('ITAV', '500.00'))
    await tell(fakeBalance('CLBD', '100.00'), fakeBalance('ITAV', '480.00'))
    expect(await history()).toEqual(['CLBD 10000', 'ITAV 50000', 'ITAV 48000'])
    expect(await counted()).toEqual({ type: 'CLBD', minor: '10000' })
  })

  it('are forgotten when the bank no longer sends a type, and known no more when none of the rest counts', async () => {
    await tell(fakeBalance('CLBD', '100.00'), fakeBalance('ITAV', '500.00'))
    await tell(fakeBalance('ITAV', '500.00'))
    expect(await counted()).toEqual({ type: 'ITAV', minor: '50000' })
    await tell(fakeBalance('CLBD', '7.00', { amount: parseMoney('7.00', 'SEK') }))
    expect(await counted()).toEqual({ type: null, minor: null })
  })

  it('stay as they are when the bank sends none or fails, which is not zero', async () => {
    await tell(fakeBalance('CLBD', '100.00'))
    await tell()
    expect(await counted()).toEqual({ type: 'CLBD', minor: '10000' })
    bank.before = ({ operation }) => {
      if (operation === 'balances') throw new BankError('unavailable')
    }
    await tell(fakeBalance('CLBD', '0.00'))
    expect(await counted()).toEqual({ type: 'CLBD', minor: '10000' })
  })

  it('of a card that only says "other: 0" are not known', async () => {
    await open({ cashAccountType: 'CARD' })
    await tell(fakeBalance('OTHR', '0.00'))
    expect(await counted()).toEqual({ type: null, minor: null })
  })

  it('with a credit line do not count what is available', async () => {
    await open({ creditLimit: parseMoney('1000.00', 'EUR') })
    await tell(fakeBalance('ITAV', '1200.00'))
    expect(await counted()).toEqual({ type: null, minor: null })
    await tell(fakeBalance('ITAV', '1200.00'), fakeBalance('ITBD', '200.00'))
    expect(await counted()).toEqual({ type: 'ITBD', minor: '20000' })
  })

  it('count the one a person pinned, through every reading', async () => {
    await database.ownerQuery(`UPDATE account SET pinned_balance_type = 'ITAV' WHERE household_id = $1`, [household.householdId])
    await tell(fakeBalance('CLBD', '100.00'), fakeBalance('ITAV', '500.00'))
    await tell(fakeBalance('CLBD', '90.00'), fakeBalance('ITAV', '490.00'))
    expect(await counted()).toEqual({ type: 'ITAV', minor: '49000' })
    await tell(fakeBalance('CLBD', '80.00'))
    expect(await counted()).toEqual({ type: 'CLBD', minor: '8000' })
    await tell(fakeBalance('CLBD', '80.00'), fakeBalance('ITAV', '480.00'))
    expect(await counted()).toEqual({ type: 'ITAV', minor: '48000' })
  })
})

describe('balances and rows', () => {
  it('add up while every row comes, and the first day that does not is named with what is missing', async () => {
    let minor = 100_000n
    const rows: Parameters<typeof bankRow>[] = []
    for (let day = 0; day < 12; day++) {
      rows.push(['-10.00', dayAt(day)])
      bank.booked = { a: rows.map((row) => bankRow(...row)) }
      // On the sixth day something was taken that the list never shows.
      minor -= day === 6 ? 3_500n : 1_000n
      await tellAt(day + 1, {
        ...fakeBalance('CLBD', '0.00'),
        amount: { minor, currency: 'EUR' as PortBalance['amount']['currency'] },
        referenceDate: dayAt(day),
      })
      if (day > 0 && day < 6) expect(await check()).toMatchObject({ state: 'adds_up', firstDayOff: null })
    }
    expect(await check()).toMatchObject({ state: 'off', firstDayOff: dayAt(6), differenceMinor: -2_500n, currency: 'EUR' })
  })

  it('of a first reading are known by the balances beside the rows', async () => {
    const days = Array.from({ length: 30 }, (_, i) =>
      bankRow('-10.00', dayAt(-i), { balanceAfter: parseMoney(`${700 + 10 * i}.00`, 'EUR') }),
    )
    bank.booked = { a: days.filter((_, i) => i !== 7) }
    await tellAt(0, fakeBalance('ITBD', '700.00'))
    expect(await check()).toMatchObject({ state: 'off', firstDayOff: dayAt(-6), differenceMinor: -1_000n })
    bank.booked = { a: days }
    await open({})
    await tellAt(0, fakeBalance('ITBD', '700.00'))
    expect(await check()).toMatchObject({ state: 'adds_up' })
  })

  it('are not said to be anything where the bank gives no booked balance', async () => {
    bank.booked = { a: [bankRow('-10.00', dayAt(-3))] }
    await tell(fakeBalance('ITAV', '10.00'))
    expect(await check()).toBeNull()
  })
})

describe('rows of a list that cannot be believed', () => {
  const gaps = () =>
    database.ownerQuery(`SELECT from_day::text AS day, reason FROM history_gap WHERE household_id = $1 AND closed_at IS NULL`, [
      household.householdId,
    ])
  const askedFrom = () => bank.calls.findLast(({ operation }) => operation === 'booked')?.query.dateFrom

  beforeEach(async () => {
    bank.booked = { a: [bankRow('-1.00', '2026-11-12')] }
    await tellAt(0)
    bank.rejected = [{ reason: 'no amount', wire: {}, day: parseIsoDate('2026-11-19'), status: 'BOOK' }]
    await tellAt(15)
    expect(await gaps()).toEqual([{ day: '2026-11-19', reason: 'set_aside' }])
  })

  it('are asked for again, and their days are whole when they come right', async () => {
    bank.booked = { a: [bankRow('-1.00', '2026-11-12'), bankRow('-5.00', '2026-11-19')] }
    bank.rejected = []
    await tellAt(16)
    expect([askedFrom(), await gaps()]).toEqual(['2026-11-18', []])
    expect(await database.ownerQuery('SELECT amount_minor::text AS minor FROM transaction WHERE amount_minor = -500')).toHaveLength(1)
  })

  it('are asked for no longer than three days; their days stay named as missing', async () => {
    await tellAt(18)
    expect(askedFrom()).toBe('2026-11-18')
    await tellAt(19)
    expect(askedFrom()).toBe('2026-11-28')
    expect(await gaps()).toEqual([{ day: '2026-11-19', reason: 'set_aside' }])
  })
})

function dayAt(offset: number) {
  return addDays(parseIsoDate('2026-11-20'), offset)
}

async function open(more: Parameters<typeof fakeAccount>[1]): Promise<void> {
  household = await seedHousehold()
  session = await seedSession(household, [fakeAccount('a', more)], { now: new Date(clock) })
}

async function tell(...balances: PortBalance[]): Promise<void> {
  await tellAt(Math.round((clock - Date.parse('2026-11-20T09:00:00Z')) / DAY_MS) + 1, ...balances)
}

/** One reading, so many days after the start. */
async function tellAt(day: number, ...balances: PortBalance[]): Promise<void> {
  clock = Date.parse('2026-11-20T09:00:00Z') + day * DAY_MS
  bank.balances = { a: balances }
  await runSync({
    ...{ householdId: household.householdId, bankSessionId: session.bankSessionId, trigger: 'interactive', now: () => new Date(clock) },
    ...{ connectorFor: () => Promise.resolve(bank.connector), psuContext: PERSON },
  })
  expect(utcDay(new Date(clock))).toBe(dayAt(day))
}

async function counted() {
  const [row] = await database.ownerQuery(
    `SELECT balance_type AS type, balance_minor::text AS minor FROM account WHERE household_id = $1`,
    [household.householdId],
  )
  return row
}

async function history(): Promise<string[]> {
  const rows = await database.ownerQuery(
    `SELECT type, amount_minor::text AS minor FROM balance_history WHERE household_id = $1 ORDER BY observed_at, type`,
    [household.householdId],
  )
  return rows.map(({ type, minor }) => `${String(type)} ${String(minor)}`)
}

function check() {
  const account = { householdId: household.householdId, accountId: session.accounts[0]!.accountId }
  return asSystem(household.householdId, (db) => findBalanceCheck(db, account))
}
