import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { listOpenGaps } from '@/lib/accounts/history-gaps'
import type { PsuContext } from '@/lib/banking/port'
import { addDays, daysBetween, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { bankRow } from '@/lib/sync/match/bank-row'
import { openDatedBank, type DatedBank, type DayHabits } from './dated-bank'
import { fakeAccount, fakeBalance } from '@/lib/sync/fake-bank'
import { heldDaysOf } from './held-days'
import { runSync } from '@/lib/sync/run'
import type { SyncInput } from '@/lib/sync/sync-input'
import { seedSession, type SeededSession } from '@/lib/sync/seed-session'

const DAY_MS = 86_400_000
const START = new Date('2026-11-20T09:00:00Z')
const PERSON: PsuContext = { ipAddress: '8.8.8.8', userAgent: 'a browser' }

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
  await openHome()
  openBank()
})

describe('a first reading', () => {
  it.each(['newest', 'oldest', 'shuffled'] as const)(
    'has everything of a bank that gives the %s first, and says so only then',
    async (order) => {
      openBank({ order })
      bank.rows = someRows(150, 2)
      await sync()
      expect(await held()).toMatchObject({ historyFrom: bank.rows.at(-1)!.bookingDate, readUntil: '2026-11-20', frontier: null })
      await expectTruth({ isWhole: true })
    },
  )

  it('of more pages than a run may take goes on where it stopped, and no run takes more', async () => {
    bank.rows = someRows(300, 1)
    const limits = { pagesPerList: 8, until: new Date('2027-01-01') }
    let runs = 0
    do {
      bank.calls.length = 0
      const report = await sync({ trigger: 'scheduled', limits })
      const lists = booked().map(({ dateFrom, dateTo }) => `${dateFrom} ${dateTo}`)
      for (const list of new Set(lists)) expect(lists.filter((other) => other === list).length).toBeLessThanOrEqual(8)
      await expectTruth()
      if ((await held()).frontier)
        expect(report).toMatchObject({ outcome: 'partial', accounts: [{ isUnfinished: true, bookedError: null }] })
      runs += 1
    } while ((await held()).frontier && runs < 20)
    expect(runs).toBe(5)
    expect(await held()).toMatchObject({ historyFrom: bank.rows.at(-1)!.bookingDate, readUntil: '2026-11-20' })
    await expectTruth({ isWhole: true })
    expect(await gaps()).toEqual([])
  })

  it('leaves the rest to the next run when the time is over, whatever the order', async () => {
    for (const order of ['newest', 'oldest'] as const) {
      await openHome()
      openBank({ order })
      bank.rows = someRows(150, 1)
      // Every call takes a minute.
      bank.before = () => void (clock += 60_000)
      for (let runs = 0; runs < 12 && (await held()).readUntil !== utcDay(new Date(clock)); runs++) {
        await sync({ trigger: 'scheduled', limits: { pagesPerList: 1_000, until: new Date(clock + 8 * 60_000) } })
        await expectTruth()
      }
      await expectTruth({ isWhole: true })
    }
  })

  it('cut short by an error on any page has every row after the next tries, and never claims days it does not hold', async () => {
    for (const order of ['newest', 'oldest', 'shuffled'] as const) {
      for (const [kind, page] of [
        ['unavailable', 2],
        ['invalid_response', 5],
        ['rate_limited', 4],
      ] as const) {
        await openHome()
        openBank({ order })
        bank.rows = someRows(60, 1)
        bank.before = ({ number }) => {
          if (number === page) throw new BankError(kind)
        }
        await sync()
        await expectTruth()
        bank.before = () => undefined
        clock += 2 * 3_600_000
        await sync({ trigger: 'scheduled' })
        await sync({ trigger: 'scheduled' })
        await expectTruth({ isWhole: true })
        expect((await held()).frontier).toBeNull()
      }
    }
  }, 60_000)

  it('reaches the end also at a bank that always fails at the same page', async () => {
    bank.rows = someRows(200, 1)
    const fail = ({ query }: { query: { continuationKey?: string | null } }) => {
      if (Number(query.continuationKey ?? 0) >= 50) throw new BankError('unavailable')
    }
    bank.before = fail
    for (let runs = 0; runs < 8; runs++) await sync({ trigger: 'scheduled' })
    await expectTruth({ isWhole: true })
    expect(await gaps()).toEqual([])
  })

  it('whose process is killed between two batches goes on from the last one', async () => {
    openBank({ pageSize: 200 })
    bank.rows = someRows(400, 3)
    bank.before = ({ number }) => {
      if (number === 5) throw new Error('killed')
    }
    await expect(sync()).rejects.toThrow('killed')
    expect((await held()).frontier).not.toBeNull()
    await expectTruth()
    bank.before = () => undefined
    bank.calls.length = 0
    await sync({ trigger: 'scheduled' })
    await expectTruth({ isWhole: true })
    expect(booked()[0]).toMatchObject({ dateFrom: '2026-11-10' })
  })

  it('asks a bank whose deep list is stale for its newest days too', async () => {
    openBank({ longest: 'stale' })
    bank.rows = someRows(200, 2)
    await sync()
    expect(booked().map(({ strategy, dateFrom }) => `${strategy} ${dateFrom}`)).toContain('default 2026-10-11')
    await expectTruth({ isWhole: true })
    expect(await gaps()).toEqual([])
  })

  it('takes an account that is quiet for whole', async () => {
    bank.rows = [bankRow('-5.00', '2025-03-01')]
    await sync()
    expect(await held()).toEqual({ historyFrom: '2025-03-01', readUntil: '2026-11-20', frontier: null })
    expect(await gaps()).toEqual([])
  })
})

describe('a bank that refuses', () => {
  it.each<[string, Partial<DayHabits>]>([
    ['more than 90 days, one of them today', { days: 89, longest: 'as default', tooEarly: 'refused' }],
    ['exactly 90 days', { days: 88, longest: 'as default', tooEarly: 'refused' }],
    ['and names the first day it gives', { days: 120, longest: 'as default', tooEarly: 'hinted' }],
  ])('%s gives all it has', async (_, habits) => {
    openBank(habits)
    bank.rows = someRows(400, 1)
    await sync()
    const allowed = addDays(utcDay(START), -(habits.days ?? 0))
    expect((await held()).historyFrom! <= addDays(allowed, 1)).toBe(true)
    await expectTruth()
    expect(await gaps()).toEqual([])
  })

  it.each<[string, Partial<DayHabits>]>([
    ['the deep strategy', { longest: 'refused' }],
    ['the deep strategy with nothing but a bare error', { longest: 'refused-bare' }],
    ['a status together with a page key', { keyWithStatus: 'refused' }],
    ['an end of the period, and the deep strategy', { longest: 'refused-bare', lastDay: 'refused' }],
  ])('%s is read whole all the same', async (_, habits) => {
    openBank(habits)
    bank.rows = someRows(250, 1)
    await sync()
    await expectTruth({ isWhole: true })
  })

  it.each([
    ['the first day', 'counts', 'does not'],
    ['the last day', 'does not', 'counts'],
    ['either', 'does not', 'does not'],
  ] as const)('to count %s of a window loses none where windows meet', async (_, lastDay, firstDay) => {
    openBank({ longest: 'refused-bare', firstDay, lastDay })
    bank.rows = someRows(250, 1)
    await sync()
    await expectTruth({ isWhole: true })
  })

  it('is asked right at once the next time', async () => {
    openBank({ longest: 'refused', keyWithStatus: 'refused' })
    bank.rows = someRows(100, 1)
    bank.before = ({ operation }) => {
      if (operation === 'pending') throw new BankError('parameter_refused')
    }
    await sync()
    bank.calls.length = 0
    clock += DAY_MS
    expect(await sync()).toMatchObject({ outcome: 'complete' })
    expect(bank.calls.every(({ query }) => query.status === null || query.status === undefined)).toBe(true)
    expect(booked().filter(({ continuationKey }) => continuationKey === null)).toHaveLength(1)
    const [feed] = await database.ownerQuery(`SELECT dialect FROM account_feed WHERE household_id = $1`, [household.householdId])
    expect(feed).toMatchObject({ dialect: { longest: 'refused', status: 'refused' } })
  })

  it('pending rows is not asked for them every day, but again after a month', async () => {
    bank.before = ({ operation }) => {
      if (operation === 'pending') throw new BankError('parameter_refused')
    }
    const asked = async (days: number) => {
      bank.calls.length = 0
      clock += days * DAY_MS
      expect(await sync()).toMatchObject({ outcome: 'complete', accounts: [{ pendingError: 'parameter_refused' }] })
      return bank.calls.filter(({ operation }) => operation === 'pending').length
    }
    expect([await asked(0), await asked(1), await asked(28), await asked(2)]).toEqual([1, 0, 0, 1])
  })

  it('never hears a day of the future, also when our clock was ahead once', async () => {
    bank.rows = someRows(30, 1)
    clock += 20 * DAY_MS
    await sync()
    clock -= 20 * DAY_MS
    bank.calls.length = 0
    await sync()
    for (const { dateFrom } of booked()) expect(dateFrom! <= '2026-11-20').toBe(true)
  })
})

describe('days that could not be had', () => {
  it.each(['refused', 'hinted', 'cut'] as const)('are named when the bank gives only 90 days and has %s the rest', async (tooEarly) => {
    bank.rows = someRows(300, 1)
    await sync()
    clock += 200 * DAY_MS
    bank.rows = someRows(500, 1, 200)
    bank.habits = { ...bank.habits, days: 88, tooEarly }
    expect(await sync({ trigger: 'interactive' })).toMatchObject({ outcome: 'partial', accounts: [{ bookedError: 'period_refused' }] })
    const first = addDays(utcDay(new Date(clock)), -88)
    expect(await gaps()).toEqual([`2026-11-20 ${addDays(first, -1)} period_refused`])
    await expectTruth({ except: { from: '2026-11-20' as IsoDate, to: addDays(first, -1) } })
    bank.calls.length = 0
    expect(await sync({ trigger: 'interactive' })).toMatchObject({ outcome: 'complete' })
    expect(await gaps()).toHaveLength(1)
  })

  it('are closed when a deeper reading brings them after all', async () => {
    bank.rows = someRows(300, 1)
    await sync()
    clock += 120 * DAY_MS
    bank.rows = someRows(420, 1, 120)
    bank.habits = { ...bank.habits, days: 60 }
    await sync({ trigger: 'interactive' })
    expect(await gaps()).toHaveLength(1)
    // The person approves again: for an hour the bank gives everything.
    bank.habits = { ...bank.habits, days: null }
    await sync({ trigger: 'first' })
    expect(await gaps()).toEqual([])
    await expectTruth({ isWhole: true })
  })

  it('are no gap of the account while another member’s access holds them', async () => {
    bank.rows = someRows(300, 1)
    await sync()
    const second = await seedMember(household.householdId, 'adult')
    const other = await seedSession({ householdId: household.householdId, memberId: second.memberId }, [fakeAccount('a')], { now: START })
    await forgetEnds()
    await sync({ bankSessionId: other.bankSessionId })
    clock += 100 * DAY_MS
    bank.rows = someRows(400, 1, 100)
    await sync({ bankSessionId: other.bankSessionId, trigger: 'interactive' })
    bank.habits = { ...bank.habits, days: 50 }
    await sync({ trigger: 'interactive' })
    expect(await gaps()).toEqual([])
  })

  it('are named while a reading that stopped has not come back to them', async () => {
    bank.rows = someRows(300, 1)
    await sync({ trigger: 'scheduled', limits: { pagesPerList: 5, until: new Date('2027-01-01') } })
    expect(await gaps()).toEqual([expect.stringMatching(/^2006-11-20 2026-10-\d\d stopped$/)])
  })
})

describe('a bank that repeats itself', () => {
  it('with the first page under ever new keys is stopped at once, and its rows are there once', async () => {
    openBank({ pages: 'first again under new keys' })
    bank.rows = someRows(100, 1)
    expect(await sync()).toMatchObject({ outcome: 'partial', accounts: [{ bookedError: 'invalid_response', fetched: 10 }] })
    expect(booked()).toHaveLength(2)
    expect(await storedRows()).toHaveLength(10)
    const pages = await database.ownerQuery(`SELECT operation, params FROM raw_page WHERE household_id = $1 AND operation = 'unreadable'`, [
      household.householdId,
    ])
    expect(pages).toMatchObject([{ params: { why: 'came before' } }])
  })
})

describe('an answer that is no page', () => {
  it('is kept sealed, named in the report, and changes nothing else', async () => {
    bank.rows = someRows(40, 1)
    bank.before = ({ number }) => {
      if (number === 3) throw new BankError('invalid_response', { unreadable: '<html>FI2112345600000785</html>' })
    }
    expect(await sync()).toMatchObject({ accounts: [{ bookedError: 'invalid_response', fetched: 20 }] })
    const pages = await database.ownerQuery(
      `SELECT operation, sealed_body FROM raw_page WHERE household_id = $1 AND operation = 'unreadable'`,
      [household.householdId],
    )
    expect(pages).toHaveLength(1)
    expect(JSON.stringify(pages)).not.toContain('html')
    await expectTruth()
  })
})

async function openHome(): Promise<void> {
  household = await seedHousehold()
  session = await seedSession(household, [fakeAccount('a')], { now: START })
  await forgetEnds()
}

/** The tests look further ahead than an approval lasts. */
async function forgetEnds(): Promise<void> {
  await database.ownerQuery(`UPDATE bank_session SET valid_until = NULL WHERE household_id = $1`, [household.householdId])
}

function openBank(habits: Partial<DayHabits> = {}): void {
  bank = openDatedBank(() => new Date(clock), habits)
  bank.balances = { a: [fakeBalance('ITBD', '100.00')] }
}

/** `each` rows on every day of so many, the newest day today (or `ahead` days after the start). */
function someRows(days: number, each: number, ahead = 0) {
  return Array.from({ length: days * each }, (_, i) => {
    const day = addDays(utcDay(START), ahead - Math.floor(i / each))
    const n = daysBetween('2020-01-01' as IsoDate, day) * each + (i % each)
    return bankRow(`-${1 + (n % 7)}.${String(n % 100).padStart(2, '0')}`, day, { shop: `Shop ${n % 5}` })
  })
}

function sync(more: Partial<SyncInput> = {}) {
  return runSync({
    ...{ householdId: household.householdId, bankSessionId: session.bankSessionId, trigger: 'first', now: () => new Date(clock) },
    ...{ connectorFor: () => Promise.resolve(bank.connector), psuContext: PERSON },
    ...more,
  })
}

function booked() {
  return bank.calls.filter(({ operation }) => operation === 'booked').map(({ query }) => query)
}

async function held() {
  const feed = await asSystem(household.householdId, (db) =>
    db.accountFeed.findFirstOrThrow({ where: { bankSessionId: session.bankSessionId } }),
  )
  return heldDaysOf(feed)
}

async function gaps(): Promise<string[]> {
  const account = { householdId: household.householdId, accountId: session.accounts[0]!.accountId }
  const open = await asSystem(household.householdId, (db) => listOpenGaps(db, account))
  return open.map(({ from, to, reason }) => `${from} ${to} ${reason}`)
}

async function storedRows(): Promise<{ day: string; minor: string }[]> {
  return (await database.ownerQuery(
    `SELECT effective_date::text AS day, amount_minor::text AS minor FROM transaction
      WHERE household_id = $1 AND superseded_by_id IS NULL ORDER BY 1, 2`,
    [household.householdId],
  )) as { day: string; minor: string }[]
}

type Expected = { readonly isWhole?: boolean; readonly except?: { from: IsoDate; to: IsoDate } }

/** Nothing twice and nothing the bank never sent; and of all days said to be whole, every row. */
async function expectTruth({ isWhole = false, except }: Expected = {}): Promise<void> {
  const sorted = (rows: { day: string; minor: string }[]) => rows.map(({ day, minor }) => `${day} ${minor}`).sort()
  const truth = bank.rows.map(({ bookingDate, amount }) => ({ day: bookingDate!, minor: String(amount.minor) }))
  const stored = await storedRows()
  const { historyFrom, readUntil, frontier } = await held()
  const isHeld = (day: string) =>
    isWhole ||
    (historyFrom !== null && readUntil !== null && day >= historyFrom && day <= readUntil) ||
    (frontier !== null && day >= frontier.day && day <= frontier.until)
  const isExpected = ({ day }: { day: string }) => isHeld(day) && !(except && day >= except.from && day <= except.to)
  expect(sorted(stored.filter(isExpected))).toEqual(sorted(truth.filter(isExpected)))
  const left = sorted(truth)
  for (const row of sorted(stored)) expect(left.splice(left.indexOf(row), left.includes(row) ? 1 : 0)).toEqual([row])
  expect(daysBetween(utcDay(START), utcDay(new Date(clock)))).toBeGreaterThanOrEqual(0)
}
