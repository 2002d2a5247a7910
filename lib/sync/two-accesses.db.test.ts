import { beforeAll, beforeEach, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { fakeAccount, openFakeBank, type FakeBank } from './fake-bank'
import { bankRow } from './match/bank-row'
import { runSync } from './run'
import { seedSession } from './seed-session'

/** One account through two accesses, at a bank that moves the dates of its rows, has no references and gives 90 days (life, seed 909). */

const DAY_MS = 86_400_000
const start = Date.parse('2026-10-24T09:00:00Z')

let database: TestDatabase
let household: SeededHousehold
let bank: FakeBank
let clock: number
let ofOne: string
let ofOther: string

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = start
  household = await seedHousehold()
  bank = openFakeBank()
  bank.before = ({ operation, query }) => {
    const reach = new Date(clock - 90 * DAY_MS).toISOString().slice(0, 10)
    if (operation === 'booked' && query.dateFrom && query.dateFrom < reach) throw new BankError('period_refused')
  }
  const other = await seedMember(household.householdId, 'adult')
  ofOne = await connect(household)
  ofOther = await connect({ householdId: household.householdId, memberId: other.memberId })
  bank.booked = { a: [bankRow('-3.40', '2026-10-20')] }
  await read(ofOne)
  await read(ofOther)
})

it('a row the other access read, and that the list of this one names on a later day while it no longer reaches the first, is asked about', async () => {
  clock = Date.parse('2026-10-29T22:00:00Z')
  bank.booked = { a: [bankRow('-90.02', '2026-10-24'), bankRow('-3.40', '2026-10-20')] }
  await read(ofOne)
  clock = Date.parse('2027-01-21T22:00:00Z')
  bank.booked = { a: [bankRow('-55.00', '2027-01-20'), bankRow('-90.02', '2026-10-27')] }
  await read(ofOther)
  const rows = await listRows('-9002')
  expect(rows.map(({ day, reason }) => `${day} ${reason}`)).toEqual(['2026-10-24 null', '2026-10-27 moved'])
  expect(rows[1]!.others).toEqual([rows[0]!.id])
})

it('one of days that neither access had read is new', async () => {
  clock = Date.parse('2027-01-21T22:00:00Z')
  bank.booked = { a: [bankRow('-3.40', '2026-11-20'), bankRow('-3.40', '2026-11-18')] }
  await read(ofOther)
  clock += 3 * DAY_MS
  await read(ofOne)
  expect((await listRows('-340')).map(({ day, reason }) => `${day} ${reason}`)).toEqual([
    '2026-10-20 null',
    '2026-11-18 null',
    '2026-11-20 null',
  ])
})

async function connect(member: { householdId: string; memberId: string }): Promise<string> {
  return (await seedSession(member, [fakeAccount('a')], { now: new Date(clock) })).bankSessionId
}

async function read(bankSessionId: string): Promise<void> {
  const now = () => new Date(clock)
  const connectorFor = () => Promise.resolve(bank.connector)
  await database.ownerQuery(`UPDATE bank_session SET valid_until = '2027-06-01'`)
  const { householdId } = household
  const report = await runSync({ householdId, bankSessionId, trigger: 'interactive', now, psuContext: null, connectorFor })
  expect(report.outcome).not.toBe('skipped')
}

function listRows(minor: string) {
  return database.ownerQuery<{ id: string; day: string; reason: string | null; others: string[] }>(
    `SELECT id::text, booking_date::text AS day, review_reason AS reason, review_other_ids::text[] AS others FROM transaction
      WHERE household_id = $1 AND amount_minor = $2 AND superseded_by_id IS NULL ORDER BY booking_date`,
    [household.householdId, minor],
  )
}
