import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { openPaying, type Paying } from '@/lib/testing/paying'
import { markPaidByHand } from './by-hand/mark-paid-by-hand'
import { withdrawPayment } from './withdraw-payment'

const start = new Date('2026-11-20T10:00:00Z')

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

describe('taking a payment back', () => {
  test('ends it for good, once, by its maker', async () => {
    const id = await paying.submit()
    const other = await seedMember(paying.householdId, 'owner')
    await expect(withdrawPayment(other, id, { now: start })).rejects.toMatchObject({ code: 'not_found' })
    await withdrawPayment(paying.viewer, id, { now: start })
    await withdrawPayment(paying.viewer, id, { now: start })
    expect(await paying.find(id)).toMatchObject({ status: 'cancelled', isFinal: true, endedAt: start })
    expect(await paying.eventsOf(id)).toEqual(['created', 'withdrawn'])
  })

  test('is refused once anybody has had its page, and while the bank is asked', async () => {
    const id = await paying.submit()
    let during: unknown
    paying.bank.script.gate = async () =>
      void (during = await withdrawPayment(paying.viewer, id, { now: start }).catch((error: unknown) => error))
    await paying.send(id)
    expect(during).toMatchObject({ code: 'conflict' })
    await expect(withdrawPayment(paying.viewer, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
    expect(await paying.find(id)).toMatchObject({ status: 'waiting' })
  })
})

describe('a payment whose debit was found', () => {
  test('was paid, whatever else is known of it', async () => {
    const [refused, lost] = [await paying.submit(), await paying.submit()]
    await database.ownerQuery(`UPDATE payment SET booked_at = now(), status = 'unknown' WHERE id = $1`, [lost])
    await database.ownerQuery('UPDATE payment SET booked_at = now() WHERE id = $1', [refused])
    for (const id of [refused, lost]) {
      await expect(withdrawPayment(paying.viewer, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
      expect(await paying.find(id)).toMatchObject({ isFinal: false })
    }
  })
})

describe('a payment by hand', () => {
  test('is accepted when its maker says that they paid it, and nothing more is said of it', async () => {
    const id = await paying.submit({ channel: 'by_hand' })
    await markPaidByHand(paying.viewer, id, { now: start })
    await markPaidByHand(paying.viewer, id, { now: start })
    expect(await paying.find(id)).toMatchObject({ status: 'accepted', bankStatus: null, isFinal: false, bookedAt: null, nextPollAt: null })
    expect(await paying.eventsOf(id)).toEqual(['created', 'given_by_hand', 'marked_done_by_hand'])
    await expect(withdrawPayment(paying.viewer, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('through the bank cannot be called paid', async () => {
    const id = await paying.submit()
    await expect(markPaidByHand(paying.viewer, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
  })
})
