import { beforeAll, expect, test } from 'vitest'
import { asSystem } from '@/lib/db'
import { createTestDatabase } from '@/lib/testing/database'
import { openPaying } from '@/lib/testing/paying'
import { recordPaymentEvent } from './record-event'

const start = new Date('2026-11-20T10:00:00Z')

beforeAll(async () => {
  await createTestDatabase()
})

test('what happens to a payment within one millisecond stays in its order', async () => {
  const { householdId, submit, find } = await openPaying(start)
  const paymentId = await submit()
  const now = new Date(start.getTime() + 1)
  await asSystem(householdId, async (db) => {
    for (let at = 0; at < 50; at++) {
      await recordPaymentEvent(db, { householdId, paymentId, kind: 'poll_failed', memberId: null, facts: { at }, now })
    }
  })
  const order = (await find(paymentId)).events.slice(1).map(({ facts }) => (facts as { at: number }).at)
  expect(order).toEqual(Array.from({ length: 50 }, (_, at) => at))
})
