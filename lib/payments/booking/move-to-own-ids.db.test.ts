import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { utcDay } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { findAuditBreak } from '@/lib/households/audit'
import { readByHand, readByHandFile } from '@/lib/payments/by-hand/read-by-hand'
import { getPayment } from '@/lib/payments/pages/get-payment'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { goodLine, openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedTransactions, type SeedRow } from '@/lib/testing/seed-account'
import { openVault } from '@/lib/vault/vault'
import { confirmBooking, rejectBooking } from './confirm-booking'
import { findBookings } from './find-bookings'

const start = new Date('2026-11-20T10:00:00Z')

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

async function book(change: Partial<SeedRow> & { text?: string } = {}): Promise<string> {
  const { text, ...row } = change
  const detail = { remittance: text === undefined ? [] : [text], referenceNumber: null }
  const one = { day: utcDay(start), minor: -1_250n, name: 'Kauppa Oy', counterpartyIban: PAYEE_IBAN, detail, ...row }
  const [id] = await seedTransactions(paying.householdId, paying.accountId, [one])
  return id!
}

/** A row kept already of which the bank says more by now. */
async function tell(id: string, text: string): Promise<void> {
  await asSystem(paying.householdId, async (db) => {
    const vault = await openVault(db, paying.householdId)
    const place = { table: 'transaction', column: 'sealed_detail', rowId: id }
    const where = { householdId_id: { householdId: paying.householdId, id } }
    const { sealedDetail } = await db.transaction.findUniqueOrThrow({ where })
    const detail = { ...(JSON.parse(vault.open(place, sealedDetail)) as object), remittance: [text] }
    await db.transaction.update({ where, data: { sealedDetail: vault.seal(place, JSON.stringify(detail)) } })
  })
}

async function accepted(...change: Parameters<Paying['submit']>): Promise<string> {
  const id = await paying.submit(...change)
  await asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { id }, data: { status: 'accepted' } }))
  return id
}

const find = (now = start) => findBookings(paying.householdId, now)
const idOf = async (id: string, position = 0) => (await paying.find(id)).lines[position]!.endToEndId
const later = (days: number) => new Date(start.getTime() + days * 86_400_000)

async function stateOf(id: string) {
  const { isBooked, lines, events } = await getPayment(paying.viewer, id, start)
  const kinds = events.map(({ kind }) => kind).filter((kind) => kind.startsWith('booking') || kind === 'booked')
  return { isBooked, rows: lines.map(({ booking }) => booking && [booking.transactionId, booking.because]), kinds }
}

const jobs = () =>
  database.ownerQuery<{ run_at: Date }>('SELECT run_at FROM graphile_worker._private_jobs WHERE key = $1', [
    `find-bookings:${paying.householdId}`,
  ])

describe('a row with the payment’s own id that comes later', () => {
  test('takes the place of the one that was taken for it, and that one is free for another payment', async () => {
    const first = await accepted()
    const likeness = await book()
    await find()
    expect(await stateOf(first)).toEqual({ isBooked: true, rows: [[likeness, 'iban']], kinds: ['booked'] })
    const second = await accepted()
    const own = await book({ text: `EREF+${await idOf(first)}` })
    expect(await find(later(1))).toEqual({ found: 1 })
    expect(await stateOf(first)).toEqual({ isBooked: true, rows: [[own, 'end_to_end_id']], kinds: ['booked', 'booked'] })
    expect(await stateOf(second)).toEqual({ isBooked: true, rows: [[likeness, 'iban']], kinds: ['booked'] })
    expect((await getPayment(paying.viewer, first, start)).events.at(-1)!.facts).toMatchObject({ because: 'end_to_end_id', moved: true })
    const audit = await database.ownerQuery<{ kind: string }>('SELECT kind FROM audit_event WHERE subject_id = $1 ORDER BY seq', [first])
    expect(audit.map(({ kind }) => kind)).toEqual(['payment_submitted', 'payment_booked', 'payment_booked'])
    expect(await asSystem(paying.householdId, findAuditBreak)).toBeNull()
    expect(await find(later(1))).toEqual({ found: 0 })
    expect((await stateOf(first)).kinds).toHaveLength(2)
  })

  test('is looked for once an hour when nothing is open any more, as long as a better one may come', async () => {
    const id = await accepted()
    const likeness = await book()
    await find()
    expect(await jobs()).toEqual([{ run_at: new Date(start.getTime() + 3_600_000) }])
    await find(later(31))
    expect(await jobs()).toEqual([{ run_at: new Date(start.getTime() + 3_600_000) }])
    await book({ text: await idOf(id) })
    await find(later(31))
    expect((await stateOf(id)).rows).toEqual([[likeness, 'iban']])
  })

  test('moves nothing that a person confirmed, and is not taken where a person said no', async () => {
    const [confirmed, refused] = [await accepted(), await accepted({ lines: [goodLine({ amount: '13.00' })] })]
    const chosen = await book({ counterpartyIban: undefined })
    await confirmBooking(paying.viewer, { paymentId: confirmed, transactionId: chosen }, start)
    const likeness = await book({ minor: -1_300n })
    await find()
    const [ofConfirmed, ofRefused] = [await idOf(confirmed), await idOf(refused)]
    await book({ text: ofConfirmed })
    const no = await book({ minor: -1_300n, text: ofRefused })
    await rejectBooking(paying.viewer, { paymentId: refused, transactionId: no }, start)
    await find(later(1))
    expect((await stateOf(confirmed)).rows).toEqual([[chosen, 'by_hand']])
    expect((await stateOf(refused)).rows).toEqual([[likeness, 'iban']])
  })

  test('is the very row that was taken: it is known for certain now, and nothing is told twice', async () => {
    const id = await accepted()
    const row = await book()
    await find()
    await tell(row, await idOf(id))
    expect(await find(later(1))).toEqual({ found: 0 })
    expect(await stateOf(id)).toEqual({ isBooked: true, rows: [[row, 'end_to_end_id']], kinds: ['booked'] })
  })

  test('is another payment’s: it goes there, and the one that had it is booked no more and says so', async () => {
    const [first, second] = [await accepted(), await accepted()]
    const rows = [await book(), await book()]
    await find()
    expect([(await stateOf(first)).isBooked, (await stateOf(second)).isBooked]).toEqual([true, true])
    const [[taken]] = (await stateOf(first)).rows as [[string, string]]
    await tell(taken, await idOf(second))
    await find(later(1))
    expect((await stateOf(second)).rows).toEqual([[taken, 'end_to_end_id']])
    // What the second had before is free, and nothing speaks against its being the first's.
    expect((await stateOf(first)).rows).toEqual([[rows.find((row) => row !== taken), 'iban']])
    expect((await stateOf(first)).kinds.toSorted()).toEqual(['booked', 'booked', 'booking_gone'])
  })

  test('shows that one debit over the sum of a bulk was none of it', async () => {
    const id = await accepted({ paymentType: 'BULK_SEPA', lines: [goodLine({ amount: '1.00' }), goodLine({ amount: '2.00' })] })
    await book({ minor: -300n, counterpartyIban: undefined, name: 'Batch 7' })
    await find()
    expect((await stateOf(id)).isBooked).toBe(true)
    const own = await book({ minor: -100n, text: await idOf(id), counterpartyIban: undefined })
    await find(later(1))
    expect(await stateOf(id)).toMatchObject({ isBooked: false, rows: [[own, 'end_to_end_id'], null] })
    expect((await stateOf(id)).kinds).toContain('booking_gone')
    await book({ minor: -200n, text: await idOf(id, 1) })
    await find(later(1))
    expect((await stateOf(id)).isBooked).toBe(true)
  })

  test('of a bulk carried to the bank by hand takes its word back, and what is known paid is not offered again', async () => {
    const lines = [goodLine({ amount: '1.00' }), goodLine({ amount: '2.00', name: 'Apteekki' })]
    const id = await paying.submit({ channel: 'by_hand', lines })
    await book({ minor: -300n, counterpartyIban: undefined, name: 'Batch 7' })
    await find()
    expect((await paying.find(id)).status).toBe('executed')
    const own = await book({ minor: -100n, text: await idOf(id), counterpartyIban: undefined })
    await find(later(1))
    expect(await paying.find(id)).toMatchObject({ status: 'ready', bookedAt: null })
    expect((await stateOf(id)).rows).toEqual([[own, 'end_to_end_id'], null])
    const offered = await readByHand(paying.viewer, id)
    expect(offered).toMatchObject({ payees: [{ name: 'Apteekki' }], paidCount: 1, amount: { amount: '2.00' }, hasFile: false })
    await expect(readByHandFile(paying.viewer, id, '001.001.09')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('of a line the bank refused leaves the debit over the sum of the others where it is', async () => {
    const lines = ['1.00', '2.00', '4.00'].map((amount) => goodLine({ amount }))
    const id = await accepted({ paymentType: 'BULK_SEPA', lines })
    const where = { paymentId: id, position: 2 }
    await asSystem(paying.householdId, (db) => db.paymentLine.updateMany({ where, data: { status: 'rejected' } }))
    const sum = await book({ minor: -300n, counterpartyIban: undefined, name: 'Batch 7' })
    await find()
    await book({ minor: -400n, text: await idOf(id, 2), counterpartyIban: undefined })
    await find(later(1))
    const { isBooked, rows, kinds } = await stateOf(id)
    expect({ isBooked, rows: rows.slice(0, 2), kinds }).toEqual({
      ...{ isBooked: true, kinds: ['booked'] },
      rows: [
        [sum, 'total'],
        [sum, 'total'],
      ],
    })
    await book({ minor: -100n, text: await idOf(id), counterpartyIban: undefined })
    await find(later(2))
    expect((await stateOf(id)).kinds).toContain('booking_gone')
  })

  test('and the other’s with it: two payments whose debits were taken for each other’s exchange them', async () => {
    const [first, second] = [await accepted(), await accepted()]
    await book()
    await book()
    await find()
    const [[ofFirst], [ofSecond]] = [(await stateOf(first)).rows[0]!, (await stateOf(second)).rows[0]!] as [[string], [string]]
    await tell(ofFirst, await idOf(second))
    await tell(ofSecond, await idOf(first))
    await find(later(1))
    expect(await stateOf(first)).toMatchObject({ isBooked: true, rows: [[ofSecond, 'end_to_end_id']] })
    expect(await stateOf(second)).toMatchObject({ isBooked: true, rows: [[ofFirst, 'end_to_end_id']] })
    expect(await find(later(1))).toEqual({ found: 0 })
  })

  test('of a standing order names no period, so it moves none', async () => {
    const id = await accepted({ executeOn: utcDay(start), standingOrder: { frequency: 'MNTH', executionRule: null, endDate: null } })
    const likeness = await book()
    await find()
    await book({ text: await idOf(id) })
    await find(later(1))
    expect((await stateOf(id)).rows).toEqual([[likeness, 'iban']])
  })
})
