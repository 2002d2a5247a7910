import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { removeRows } from '@/lib/accounts/remove-rows'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { findAuditBreak } from '@/lib/households/audit'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedTransactions } from '@/lib/testing/seed-account'
import { confirmBooking, rejectBooking, undoRejectBooking } from './confirm-booking'
import { findBookings } from './find-bookings'
import { lockMatching } from './lock-matching'
import { markPaidByHand, unmarkPaidByHand } from '@/lib/payments/by-hand/mark-paid-by-hand'
import { withdrawPayment } from '@/lib/payments/withdraw-payment'

const start = new Date('2026-11-20T10:00:00Z')

let database: TestDatabase
let paying: Paying
let id: string

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
  id = await paying.submit()
  await asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { id }, data: { status: 'accepted' } }))
})

async function book(): Promise<string> {
  const row = { day: '2026-11-20', minor: -1_250n, name: 'Kauppa Oy', counterpartyIban: PAYEE_IBAN }
  const [rowId] = await seedTransactions(paying.householdId, paying.accountId, [row])
  return rowId!
}

const find = () => findBookings(paying.householdId, start)
const auditOf = (paymentId = id) =>
  database.ownerQuery<{ kind: string; by: string | null }>(
    'SELECT kind, member_id::text AS by FROM audit_event WHERE subject_id = $1 ORDER BY seq',
    [paymentId],
  )

describe('what a person and the clock say of a debit at the same moment', () => {
  test('waits for one another', async () => {
    const [first, second] = [await book(), await book()]
    for (const say of [
      () => confirmBooking(paying.viewer, { paymentId: id, transactionId: first }, start),
      () => rejectBooking(paying.viewer, { paymentId: id, transactionId: first }, start),
      () => undoRejectBooking(paying.viewer, { paymentId: id, transactionId: first }, start),
    ]) {
      let isSaid = false
      let saying: Promise<unknown> = Promise.resolve()
      await asSystem(paying.householdId, async (db) => {
        await lockMatching(db, paying.householdId)
        saying = say().then(() => (isSaid = true))
        await waitsForLock(() => isSaid)
        expect(isSaid).toBe(false)
      })
      await saying
    }
    expect(second).not.toBe(first)
  })

  test('gives one debit to one line', async () => {
    const rows = [await book(), await book()]
    await Promise.allSettled([
      ...rows.map((transactionId) => confirmBooking(paying.viewer, { paymentId: id, transactionId }, start)),
      ...Array.from({ length: 6 }, find),
    ])
    expect(await database.ownerQuery('SELECT FROM payment_booking WHERE payment_id = $1', [id])).toHaveLength(1)
  })
})

/** Until somebody stands before the lock, or has gone past it. */
async function waitsForLock(isPast: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isPast(); tries++) {
    const rows = await database.ownerQuery(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
    if (rows.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

describe('the audit log and the timeline', () => {
  test('hear of a debit that was found, refused by a person, taken back and gone, and of who did it', async () => {
    const { householdId, accountId, viewer, memberId } = paying
    const transactionId = await book()
    await find()
    await rejectBooking(viewer, { paymentId: id, transactionId }, start)
    await undoRejectBooking(viewer, { paymentId: id, transactionId }, start)
    await asSystem(householdId, (db) => removeRows(db, { householdId, accountId }, [transactionId]))
    expect((await auditOf()).slice(1)).toEqual([
      { kind: 'payment_booked', by: null },
      { kind: 'payment_booking_refused', by: memberId },
      { kind: 'payment_booking_gone', by: memberId },
      { kind: 'payment_booking_refusal_undone', by: memberId },
      { kind: 'payment_booked', by: null },
      { kind: 'payment_booking_gone', by: null },
    ])
    const told = (await paying.find(id)).events.filter(({ kind }) => kind.startsWith('book')).map(({ kind }) => kind)
    expect(told.toSorted()).toEqual(['booked', 'booked', 'booking_gone', 'booking_gone', 'booking_refusal_undone', 'booking_refused'])
    expect(await asSystem(householdId, findAuditBreak)).toBeNull()
  })

  test('a refusal that was none is taken back without a word', async () => {
    await undoRejectBooking(paying.viewer, { paymentId: id, transactionId: await book() }, start)
    expect((await auditOf()).map(({ kind }) => kind)).not.toContain('payment_booking_refusal_undone')
    const elsewhere = { paymentId: id, transactionId: newId() }
    await expect(undoRejectBooking(paying.viewer, elsewhere, start)).rejects.toMatchObject({ code: 'not_found' })
    await expect(rejectBooking(paying.viewer, elsewhere, start)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('name who said which row it is', async () => {
    const transactionId = await book()
    await confirmBooking(paying.viewer, { paymentId: id, transactionId }, start)
    expect((await auditOf()).at(-1)).toEqual({ kind: 'payment_booked', by: paying.memberId })
  })
})

describe('“I have paid it”', () => {
  let carried: string

  beforeEach(async () => {
    carried = await paying.submit({ channel: 'by_hand', lines: [{ ...paying.order().lines[0]!, amount: '7.00' }] })
    await markPaidByHand(paying.viewer, carried, { now: new Date(start.getTime() + 60_000) })
  })

  const unmark = (paymentId = carried) => unmarkPaidByHand(paying.viewer, paymentId, { now: new Date(start.getTime() + 120_000) })

  test('is taken back, twice as well as once, and then it can be withdrawn', async () => {
    await expect(withdrawPayment(paying.viewer, carried, { now: start })).rejects.toMatchObject({ code: 'conflict' })
    await unmark()
    await unmark()
    expect(await paying.find(carried)).toMatchObject({ status: 'ready', isFinal: false, submittedAt: start })
    expect((await paying.eventsOf(carried)).filter((kind) => kind === 'unmarked_by_hand')).toHaveLength(1)
    expect((await auditOf(carried)).at(-1)).toEqual({ kind: 'payment_by_hand_undone', by: paying.memberId })
    await withdrawPayment(paying.viewer, carried, { now: start })
  })

  test('stays once its debit was found, and when that goes the last word counts', async () => {
    await unmark()
    const row = { day: '2026-11-20', minor: -700n, name: 'Kauppa Oy', counterpartyIban: PAYEE_IBAN }
    const [transactionId] = await seedTransactions(paying.householdId, paying.accountId, [row])
    await find()
    expect((await paying.find(carried)).status).toBe('executed')
    await expect(unmark()).rejects.toMatchObject({ code: 'conflict' })
    await rejectBooking(paying.viewer, { paymentId: carried, transactionId: transactionId! }, start)
    expect((await paying.find(carried)).status).toBe('ready')
  })

  test('is nobody else’s to take back, and was never said of what the bank has', async () => {
    await expect(unmark(id)).rejects.toMatchObject({ code: 'conflict' })
    const stranger = await openPaying(start)
    await expect(unmarkPaidByHand(stranger.viewer, carried, { now: start })).rejects.toMatchObject({ code: 'not_found' })
  })
})
