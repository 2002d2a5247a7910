import { beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { setHouseholdRules } from '@/lib/households/payment-rules'
import { createTestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedTransactions, type SeedRow } from '@/lib/testing/seed-account'
import { proveStepUp } from '@/lib/testing/step-up'
import { approvePayment } from '@/lib/payments/rules/approve-payment'
import { confirmBooking } from './confirm-booking'
import { findBookings } from './find-bookings'
import { getPayment } from '@/lib/payments/pages/get-payment'
import { markPaidByHand } from '@/lib/payments/by-hand/mark-paid-by-hand'

/** A debit that was there before an order is an older payment, however much it looks like it. */

const start = new Date('2026-11-20T10:00:00Z')
const before = new Date(start.getTime() - 1)
const HOUR = 3_600_000

let paying: Paying

beforeAll(async () => {
  await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

async function book(firstSeenAt: Date, { text, ...row }: Partial<SeedRow> & { text?: string } = {}): Promise<string> {
  const { householdId, accountId } = paying
  const detail = { remittance: text === undefined ? [] : [text] }
  const [id] = await seedTransactions(householdId, accountId, [
    { day: '2026-11-20', minor: -1_250n, name: 'Kauppa Oy', counterpartyIban: PAYEE_IBAN, detail, ...row },
  ])
  await asSystem(householdId, (db) => db.transaction.updateMany({ where: { householdId, id: id! }, data: { firstSeenAt } }))
  return id!
}

async function accepted(change: Parameters<Paying['submit']>[0] = {}): Promise<string> {
  const id = await paying.submit(change)
  await say(id, 'accepted')
  return id
}

const say = (id: string, status: string) =>
  asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { householdId: paying.householdId, id }, data: { status } }))
const find = () => findBookings(paying.householdId, paying.now())
const possible = async (id: string) => (await getPayment(paying.viewer, id, paying.now())).possibleBookings
const confirm = (paymentId: string, transactionId: string) => confirmBooking(paying.viewer, { paymentId, transactionId }, paying.now())

test('it is not found, not offered and not taken from a person, unless it carries our id', async () => {
  const id = await accepted()
  const row = await book(before)
  expect(await find()).toEqual({ found: 0 })
  expect(await possible(id)).toEqual([])
  await expect(confirm(id, row)).rejects.toMatchObject({ code: 'conflict' })
  const ours = await book(before, { text: (await paying.find(id)).lines[0]!.endToEndId, day: '2026-11-19' })
  expect(await find()).toEqual({ found: 1 })
  expect((await getPayment(paying.viewer, id)).bookings).toMatchObject([{ transactionId: ours, because: 'end_to_end_id' }])
})

test('a booking that took the place of an older pending row is as old as that, through any number of rows', async () => {
  const id = await accepted()
  const rows = [await book(before, { status: 'PDNG' }), await book(start, { status: 'PDNG' }), await book(start)]
  for (const at of [0, 1]) {
    await asSystem(paying.householdId, (db) =>
      db.transaction.updateMany({ where: { id: rows[at]! }, data: { supersededById: rows[at + 1]! } }),
    )
  }
  expect(await find()).toEqual({ found: 0 })
  expect(await possible(id)).toEqual([])
  await book(start)
  expect(await find()).toEqual({ found: 1 })
})

test('one dated the day before is not the payment’s, though it is seen after', async () => {
  await accepted()
  await book(start, { day: '2026-11-19' })
  expect(await find()).toEqual({ found: 0 })
  await book(start)
  expect(await find()).toEqual({ found: 1 })
})

test('one dated before a standing order was made is none of its periods', async () => {
  await accepted({ executeOn: '2026-11-20' as never, standingOrder: { frequency: 'MNTH', executionRule: null, endDate: null } })
  await book(start, { day: '2026-11-19' })
  expect(await find()).toEqual({ found: 0 })
})

test('one seen while the order waited for a second person is not its own either, and the days count from when it was sent', async () => {
  const bo = await seedMember(paying.householdId, 'adult')
  await setHouseholdRules(paying.viewer, { approvalAboveMinor: 1n, payeesListedOnly: false }, start)
  const id = await paying.submit()
  await paying.advance(12 * 24 * HOUR)
  await proveStepUp(bo, paying.now())
  await approvePayment(bo, { paymentId: id, decision: 'approved' }, paying.now())
  await paying.send(id)
  await say(id, 'accepted')
  await book(new Date(paying.now().getTime() - 1), { day: '2026-12-02' })
  expect(await find()).toEqual({ found: 0 })
  await book(paying.now(), { day: '2026-12-02' })
  expect(await find()).toEqual({ found: 1 })
})

test('one seen between a try whose answer was lost and the one the bank answered is not its own: nobody had a page to approve', async () => {
  const id = await paying.submit()
  paying.bank.trouble.post.push({
    when: 'before',
    answer: () => {
      throw new TypeError('fetch failed')
    },
  })
  expect(await paying.send(id)).toEqual({ kind: 'lost' })
  await paying.advance(3 * 24 * HOUR)
  const between = await book(new Date(paying.now().getTime() - HOUR), { day: '2026-11-22' })
  expect(await paying.send(id)).toMatchObject({ kind: 'page' })
  await say(id, 'executed')
  expect(await find()).toEqual({ found: 0 })
  expect(await possible(id)).toEqual([])
  await expect(confirm(id, between)).rejects.toMatchObject({ code: 'conflict' })
  await book(paying.now(), { day: '2026-11-23' })
  expect(await find()).toEqual({ found: 1 })
})

test('what is carried to the bank by hand may be paid before the person says so, and not before it was made', async () => {
  const id = newId(start)
  await paying.submit({ channel: 'by_hand' }, id)
  const older = await book(before)
  await book(start)
  await paying.advance(2 * HOUR)
  await markPaidByHand(paying.viewer, id, { now: paying.now() })
  expect(await find()).toEqual({ found: 1 })
  const { status, bookings } = await getPayment(paying.viewer, id, paying.now())
  expect(status).toBe('executed')
  expect(bookings.map(({ transactionId }) => transactionId)).not.toContain(older)
})
