import { beforeAll, beforeEach, expect, test } from 'vitest'
import { asSystem } from '@/lib/db'
import { createTestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, type Paying } from '@/lib/testing/paying'
import { seedAccount, seedTransactions, type SeedRow } from '@/lib/testing/seed-account'
import { listPaymentSources } from './list-sources'

/** What is known to come until the same day of next week stands beside what an account has now. A Friday. */

const start = new Date('2026-11-20T10:00:00Z')
const UNTIL = '2026-11-27'

let paying: Paying

beforeAll(async () => {
  await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

const announce = (...rows: Partial<SeedRow>[]) =>
  seedTransactions(
    paying.householdId,
    paying.accountId,
    rows.map((row) => ({ day: '2026-11-24', minor: -5_000n, name: 'Electricity', status: 'SCHD', ...row })),
  )

async function ordered(status: string, change: Parameters<Paying['submit']>[0] = {}): Promise<string> {
  const id = await paying.submit({ executeOn: '2026-11-25' as never, ...change })
  const { householdId } = paying
  await asSystem(householdId, (db) => db.payment.updateMany({ where: { householdId, id }, data: { status, submittedAt: start } }))
  return id
}

const ahead = async (viewer = paying.viewer) =>
  (await listPaymentSources(viewer, start)).find(({ accountId }) => accountId === paying.accountId)?.ahead

const sum = (amount: string) => ({ until: UNTIL, total: { amount, currency: 'EUR' } })

test('nothing is known of an account without announced rows and orders', async () => {
  await announce({ day: '2026-11-20', status: 'BOOK' }, { day: '2026-11-21', status: 'PDNG' })
  expect(await ahead()).toBeNull()
})

test('rows the bank announces count from today to the last day, in the account’s own currency', async () => {
  await announce({ day: '2026-11-19' }, { day: '2026-11-20', minor: -100n }, { day: UNTIL, minor: -20n }, { day: '2026-11-28' })
  await announce({ currency: 'SEK' }, { day: '2026-11-26', minor: 50n })
  expect(await ahead()).toEqual(sum('-0.70'))
})

test('one whose place another row took does not', async () => {
  const [old, present] = await announce({}, { minor: -5_500n })
  await asSystem(paying.householdId, (db) => db.transaction.updateMany({ where: { id: old! }, data: { supersededById: present! } }))
  expect(await ahead()).toEqual(sum('-55.00'))
})

test.each(['accepted', 'executed'])('orders for a later day that the bank has %s count, all their lines together', async (status) => {
  await ordered(status)
  await ordered(status, { paymentType: 'BULK_SEPA', lines: [goodLine(), goodLine({ amount: '7.50' })] })
  expect(await ahead()).toEqual(sum('-32.50'))
})

test.each(['draft', 'held', 'ready', 'starting', 'unknown', 'waiting', 'rejected', 'cancelled'])(
  'one that is %s is not known to come',
  async (status) => {
    await ordered(status)
    expect(await ahead()).toBeNull()
  },
)

test('neither does one of today, of later, or whose debit is found, count', async () => {
  await ordered('accepted', { executeOn: null })
  await ordered('accepted', { executeOn: '2026-11-30' as never })
  const booked = await ordered('accepted')
  const { householdId } = paying
  await asSystem(householdId, (db) => db.payment.updateMany({ where: { householdId, id: booked }, data: { bookedAt: start } }))
  expect(await ahead()).toBeNull()
})

test('an order that the bank announces too counts once', async () => {
  await ordered('accepted')
  await announce({ day: '2026-11-25', minor: -1_250n })
  expect(await ahead()).toEqual(sum('-12.50'))
})

test('a standing order counts with each of its days', async () => {
  await ordered('accepted', {
    executeOn: '2026-11-23' as never,
    standingOrder: { frequency: 'DAIL', executionRule: null, endDate: '2026-11-25' as never },
  })
  expect(await ahead()).toEqual(sum('-37.50'))
})

test('of other accounts and other households nothing is told', async () => {
  const other = await openPaying(start)
  const { householdId, memberId } = paying
  const second = await seedAccount({ householdId, holders: [memberId], iban: 'FI5542345670000081' })
  await seedTransactions(householdId, second, [{ day: '2026-11-24', minor: -700n, name: 'Rent', status: 'SCHD' }])
  await announce({})
  expect(await ahead()).toEqual(sum('-50.00'))
  expect((await listPaymentSources(other.viewer, start)).map((source) => source.ahead)).toEqual([null])
  expect(await ahead(await seedMember(householdId, 'adult'))).toBeUndefined()
})
