import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { removeRows } from '@/lib/accounts/remove-rows'
import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { createTestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedTransactions, type SeedRow } from '@/lib/testing/seed-account'
import { confirmBooking, rejectBooking, undoRejectBooking } from './confirm-booking'
import { findBookings, matchPayments } from './find-bookings'
import { getPayment } from '@/lib/payments/pages/get-payment'
import { markPaidByHand } from '@/lib/payments/by-hand/mark-paid-by-hand'
import type { PaymentStatus } from '@/lib/payments/payment-status'

const start = new Date('2026-11-20T10:00:00Z')
const today = utcDay(start)

let paying: Paying

beforeAll(async () => {
  await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

/** A debit as a sync keeps it. */
async function book(change: Partial<SeedRow> & { text?: string; reference?: string } = {}): Promise<string> {
  const { text, reference, ...row } = change
  const detail = { remittance: text === undefined ? [] : [text], referenceNumber: reference ?? null }
  const [id] = await seedTransactions(paying.householdId, paying.accountId, [
    { day: today, minor: -1_250n, name: 'Kauppa Oy', counterpartyIban: PAYEE_IBAN, detail, ...row },
  ])
  return id!
}

/** What the bank says of a payment. */
async function say(id: string, status: PaymentStatus): Promise<void> {
  const isFinal = status === 'rejected' || status === 'cancelled'
  const data = { status, isFinal, ...(isFinal ? { endedAt: start } : {}) }
  await asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { householdId: paying.householdId, id }, data }))
}

async function accepted(...change: Parameters<Paying['submit']>): Promise<string> {
  const id = await paying.submit(...change)
  await say(id, 'accepted')
  return id
}

const find = (now = start) => findBookings(paying.householdId, now)
const detail = (id: string) => getPayment(paying.viewer, id, start)
const idOf = async (id: string, position = 0) => (await paying.find(id)).lines[position]!.endToEndId

describe('finding the booked debit', () => {
  test('by our id in the text: only then the payment is booked, and its timeline says why', async () => {
    const id = await accepted()
    expect(await find()).toEqual({ found: 0 })
    expect((await detail(id)).isBooked).toBe(false)
    const row = await book({ text: `EREF+${await idOf(id)} SVWZ+Thanks`, counterpartyIban: undefined, name: '' })
    expect(await find()).toEqual({ found: 1 })
    const payment = await detail(id)
    expect(payment).toMatchObject({ isBooked: true, status: 'accepted', bookedAt: start.toISOString(), possibleBookings: [] })
    expect(payment.lines[0]!.booking).toMatchObject({
      transactionId: row,
      because: 'end_to_end_id',
      amount: { amount: '-12.50', currency: 'EUR' },
    })
    expect(payment.events.at(-1)).toMatchObject({
      kind: 'booked',
      memberName: null,
      facts: { because: 'end_to_end_id', count: 1, isComplete: true },
    })
    expect(await find()).toEqual({ found: 0 })
  })

  test('by the payee’s account, once, over all households', async () => {
    const id = await accepted()
    await book()
    const [first, second] = await Promise.all([matchPayments(start), matchPayments(start)])
    expect(first.found + second.found).toBe(1)
    expect((await detail(id)).lines[0]!.booking).toMatchObject({ because: 'iban' })
  })

  test('pending, superseded, incoming and other accounts’ rows are no booked debits', async () => {
    const id = await accepted()
    await book({ status: 'PDNG' })
    await book({ minor: 1_250n })
    const standing = await book({ minor: -999n })
    const behind = await book()
    await asSystem(paying.householdId, (db) => db.transaction.updateMany({ where: { id: behind }, data: { supersededById: standing } }))
    expect(await find()).toEqual({ found: 0 })
    expect((await detail(id)).possibleBookings).toEqual([])
  })

  test('nothing is looked for while a payment is not sent', async () => {
    await paying.submit()
    await book()
    expect(await find()).toEqual({ found: 0 })
  })

  test('while the bank waits for its customer, the payee’s account alone proves nothing', async () => {
    const id = await paying.submit()
    await say(id, 'waiting')
    const row = await book()
    expect(await find()).toEqual({ found: 0 })
    expect((await detail(id)).possibleBookings.map(({ transactionId }) => transactionId)).toEqual([row])
    await say(id, 'accepted')
    expect(await find()).toEqual({ found: 1 })
  })

  test('a day chosen later is waited for', async () => {
    const id = await accepted({ executeOn: addDays(today, 20) as IsoDate })
    await book()
    expect(await find()).toEqual({ found: 0 })
    await book({ day: addDays(today, 20) })
    expect(await find(new Date('2026-12-11T10:00:00Z'))).toEqual({ found: 1 })
    expect((await detail(id)).isBooked).toBe(true)
  })

  test('a bulk is booked line by line, and whole when the last is found', async () => {
    const lines = ['1.00', '2.00', '3.00'].map((amount) => goodLine({ amount }))
    const id = await accepted({ paymentType: 'BULK_SEPA', lines })
    await book({ minor: -100n })
    await book({ minor: -200n })
    expect(await find()).toEqual({ found: 2 })
    expect(await detail(id)).toMatchObject({ isBooked: false, lines: [{ booking: { because: 'iban' } }, {}, { booking: null }] })
    await book({ minor: -300n })
    expect(await find()).toEqual({ found: 1 })
    expect((await detail(id)).isBooked).toBe(true)
  })

  test('a bulk that is debited in one sum is booked by it', async () => {
    const id = await accepted({ paymentType: 'BULK_SEPA', lines: [goodLine({ amount: '1.00' }), goodLine({ amount: '2.00' })] })
    const row = await book({ minor: -300n, counterpartyIban: undefined, name: 'Batch 7' })
    expect(await find()).toEqual({ found: 1 })
    const { isBooked, lines } = await detail(id)
    expect(isBooked).toBe(true)
    expect(lines.map(({ booking }) => [booking?.transactionId, booking?.because])).toEqual([
      [row, 'total'],
      [row, 'total'],
    ])
  })

  test('a line the bank refused is not waited for, and the sum of the others is theirs', async () => {
    const id = await accepted({ paymentType: 'BULK_SEPA', lines: ['1.00', '2.00', '4.00'].map((amount) => goodLine({ amount })) })
    await asSystem(paying.householdId, (db) =>
      db.paymentLine.updateMany({ where: { paymentId: id, position: 2 }, data: { status: 'rejected' } }),
    )
    await book({ minor: -300n, counterpartyIban: undefined, name: 'Batch 7' })
    expect(await find()).toEqual({ found: 1 })
    expect((await detail(id)).isBooked).toBe(true)
  })

  test('a payment in another currency is found by what was instructed', async () => {
    const id = await accepted()
    const row = await book({ minor: -13_810n, currency: 'SEK', text: 'kurs' })
    const exchange = { rate: '11.05', unitCurrency: 'EUR', instructed: { minor: '1250', currency: 'EUR' } }
    expect(await find()).toEqual({ found: 0 })
    await asSystem(paying.householdId, (db) => db.transaction.deleteMany({ where: { id: row } }))
    const [found] = await seedTransactions(paying.householdId, paying.accountId, [
      { day: today, minor: -13_810n, currency: 'SEK', counterpartyIban: PAYEE_IBAN, detail: { exchange } },
    ])
    expect(await find()).toEqual({ found: 1 })
    expect((await detail(id)).lines[0]!.booking?.transactionId).toBe(found)
  })

  test('a standing order takes each period’s debit and goes on', async () => {
    const id = await accepted({ executeOn: today, standingOrder: { frequency: 'MNTH', executionRule: null, endDate: null } })
    await book()
    expect(await find()).toEqual({ found: 1 })
    expect(await detail(id)).toMatchObject({ isBooked: true, isRecurring: true })
    await book({ day: '2026-12-21' })
    expect(await find(new Date('2026-12-22T10:00:00Z'))).toEqual({ found: 1 })
    // The same period again is another payment.
    await book({ day: '2026-12-22' })
    expect(await find(new Date('2026-12-22T10:00:00Z'))).toEqual({ found: 0 })
    expect((await paying.find(id)).events.filter(({ kind }) => kind === 'booked')).toHaveLength(2)
  })
})

describe('what contradicts the bank', () => {
  test.each(['rejected', 'cancelled'] as const)(
    'a debit with our id for a %s payment is shown and the bank’s word stays',
    async (status) => {
      const id = await paying.submit()
      await say(id, status)
      await book()
      expect(await find()).toEqual({ found: 0 })
      await book({ text: await idOf(id) })
      expect(await find()).toEqual({ found: 1 })
      const payment = await detail(id)
      expect(payment).toMatchObject({ status, isBooked: true, needsAttention: true })
      expect(payment.events.at(-1)!.kind).toBe('booked')
      expect(payment.may.send).toBe(false)
    },
  )

  test('a payment whose answer was lost is booked by our id, and is not sent again', async () => {
    const id = await paying.submit()
    await say(id, 'unknown')
    expect((await detail(id)).may.send).toBe(true)
    await book({ text: await idOf(id) })
    expect(await find()).toEqual({ found: 1 })
    expect(await detail(id)).toMatchObject({ status: 'unknown', isBooked: true, may: { send: false, withdraw: false } })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
    expect(paying.bank.calls.post).toBe(0)
  })
})

describe('a booking that goes', () => {
  test('with its row: the payment is no longer booked, says so, and is found anew', async () => {
    const id = await accepted()
    const row = await book()
    await find()
    const { householdId, accountId } = paying
    await asSystem(householdId, (db) => removeRows(db, { householdId, accountId }, [row]))
    expect(await detail(id)).toMatchObject({ isBooked: false, bookedAt: null, status: 'accepted' })
    expect((await detail(id)).events.at(-1)!.kind).toBe('booking_gone')
    await book()
    expect(await find()).toEqual({ found: 1 })
    expect((await detail(id)).isBooked).toBe(true)
  })

  test('follows the row that took the other’s place', async () => {
    const id = await accepted()
    const row = await book()
    await find()
    const standing = await book({ minor: -1_250n, counterpartyIban: undefined })
    await asSystem(paying.householdId, (db) => db.transaction.updateMany({ where: { id: row }, data: { supersededById: standing } }))
    await find()
    expect(await detail(id)).toMatchObject({ isBooked: true, lines: [{ booking: { transactionId: standing } }] })
  })

  test('when its row is booked no more', async () => {
    const id = await accepted()
    const row = await book()
    await find()
    await asSystem(paying.householdId, (db) => db.transaction.updateMany({ where: { id: row }, data: { status: 'CNCL' } }))
    await find()
    expect((await detail(id)).isBooked).toBe(false)
  })

  test('with all of its account, payment and all', async () => {
    const id = await accepted()
    await book()
    await find()
    await asSystem(paying.householdId, (db) => db.account.deleteMany({ where: { id: paying.accountId } }))
    await expect(detail(id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('by hand', () => {
  const byHand = () => paying.submit({ channel: 'by_hand' })

  test('what the person carried to the bank is executed by its debit alone', async () => {
    const id = await byHand()
    expect((await detail(id)).status).toBe('ready')
    await markPaidByHand(paying.viewer, id, { now: new Date('2026-11-22T10:00:00Z') })
    expect((await detail(id)).status).toBe('accepted')
    const row = await book()
    expect(await find()).toEqual({ found: 1 })
    expect(await detail(id)).toMatchObject({ status: 'executed', isFinal: true, isBooked: true })
    await rejectBooking(paying.viewer, { paymentId: id, transactionId: row }, start)
    expect(await detail(id)).toMatchObject({ status: 'accepted', isFinal: false, isBooked: false, endedAt: null })
  })

  test('the person says which row it is, and nobody else’s row', async () => {
    const id = await accepted()
    const rows = [await book(), await book()]
    expect(await find()).toEqual({ found: 0 })
    expect((await detail(id)).possibleBookings.map(({ transactionId }) => transactionId).sort()).toEqual(rows.sort())
    const wrong = await book({ minor: -1n })
    await expect(confirmBooking(paying.viewer, { paymentId: id, transactionId: wrong }, start)).rejects.toMatchObject({ code: 'conflict' })
    await confirmBooking(paying.viewer, { paymentId: id, transactionId: rows[1]! }, start)
    const payment = await detail(id)
    expect(payment).toMatchObject({ isBooked: true, lines: [{ booking: { transactionId: rows[1], because: 'by_hand' } }] })
    expect(payment.events.at(-1)).toMatchObject({ kind: 'booked', memberName: 'Aino' })
    const other = await accepted()
    await expect(confirmBooking(paying.viewer, { paymentId: other, transactionId: rows[1]! }, start)).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('a row the person refused is not found again until they take it back', async () => {
    const id = await accepted()
    const choice = { paymentId: id, transactionId: await book() }
    await find()
    await rejectBooking(paying.viewer, choice, start)
    expect(await find()).toEqual({ found: 0 })
    expect(await detail(id)).toMatchObject({ isBooked: false, possibleBookings: [] })
    await undoRejectBooking(paying.viewer, choice, start)
    expect((await detail(id)).isBooked).toBe(true)
  })

  test('only who may write on the account’s rows says what they are', async () => {
    const id = await accepted()
    const choice = { paymentId: id, transactionId: await book() }
    const [stranger, reader] = [await seedMember(paying.householdId, 'adult'), await seedMember(paying.householdId, 'viewer')]
    await expect(confirmBooking(stranger, choice, start)).rejects.toMatchObject({ code: 'not_found' })
    await asSystem(paying.householdId, (db) => db.account.updateMany({ where: { id: paying.accountId }, data: { share: 'full' } }))
    await expect(rejectBooking(reader, choice, start)).rejects.toMatchObject({ code: 'not_allowed' })
    await confirmBooking(stranger, choice, start)
  })
})
