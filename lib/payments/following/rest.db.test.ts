import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { errorAnswer, type FakePayment } from '@/lib/testing/fake-payment-bank'
import { openPaying, waitingPolls, type Paying } from '@/lib/testing/paying'
import { askBankNow } from './ask-bank-now'
import { pollPayment } from './poll-payment'
import { refreshPayment } from './refresh-payment'
import { takeWebhookHint } from './webhook-hint'

const start = new Date('2026-11-20T10:00:00Z')
const SECOND_MS = 1_000
const HOUR_MS = 3_600_000

let database: TestDatabase
let paying: Paying
let id: string
let atBank: FakePayment

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  // The fake bank counts its payments anew for each test, and a hint knows a payment by the bank's number alone.
  await database.ownerQuery('DELETE FROM payment')
  paying = await openPaying(start)
  id = await paying.submit()
  await paying.send(id)
  atBank = paying.bank.payments[0]!
  // Asked so often by now that the clock would ask once an hour.
  await database.ownerQuery('UPDATE payment SET poll_count = 20, next_poll_at = $2 WHERE id = $1', [
    id,
    new Date(start.getTime() + HOUR_MS),
  ])
})

const key = () => ({ householdId: paying.householdId, paymentId: id })
const press = () => askBankNow(paying.viewer, id, { psuContext: null, now: paying.now() })
const poll = () => pollPayment(key(), paying.now())
const asked = () => paying.bank.calls.get

function hint(now = paying.now()) {
  const hinted = { applicationId: 'cf589be3-3755-465b-a8df-a90a16a31403', environment: 'SANDBOX', paymentIds: [atBank.id] }
  return takeWebhookHint(hinted, now)
}

async function nextInMs(): Promise<number> {
  const { nextPollAt } = await paying.find(id)
  expect(await waitingPolls(database, id)).toEqual([nextPollAt])
  return nextPollAt!.getTime() - paying.now().getTime()
}

describe('a bank that was asked', () => {
  test('is not asked again by hand within three seconds, whether it answered or not, and once by many at once', async () => {
    paying.bank.trouble.get.push({ when: 'after', answer: () => errorAnswer(500, 'ASPSP_ERROR') })
    await Promise.all([press(), press(), press()])
    expect(asked()).toBe(1)
    await paying.advance(2 * SECOND_MS)
    expect(await press()).toEqual({ isAnswered: false, status: 'waiting' })
    expect(asked()).toBe(1)
    await paying.advance(SECOND_MS)
    expect(await press()).toEqual({ isAnswered: true, status: 'waiting' })
    expect(asked()).toBe(2)
  })

  test('is left its rest by hints too when it did not answer', async () => {
    paying.bank.trouble.get.push({ when: 'after', answer: () => errorAnswer(500, 'ASPSP_ERROR') })
    await refreshPayment(key(), { psuContext: null, now: paying.now() })
    await paying.advance(SECOND_MS)
    expect(await hint()).toBe('queued')
    expect(await nextInMs()).toBe(9 * SECOND_MS)
  })

  test('and named a time is not asked before it, not by hand, not by a hint, not on the way back', async () => {
    const answer = () => Response.json({ error: 'ASPSP_RATE_LIMIT_EXCEEDED' }, { status: 429, headers: { 'retry-after': '7200' } })
    paying.bank.trouble.get.push({ when: 'after', answer })
    await press()
    await paying.advance(60 * SECOND_MS)
    await press()
    await hint()
    expect(await paying.comeBack(atBank)).toEqual({ paymentId: id })
    await poll()
    expect(asked()).toBe(1)
    expect(await nextInMs()).toBe(7_140 * SECOND_MS)
    await paying.advance(7_140 * SECOND_MS)
    await poll()
    expect(asked()).toBe(2)
    expect(await paying.find(id)).toMatchObject({ lastPollError: null, askNotBefore: null })
  })
})

describe('hints', () => {
  test('without news are followed less and less quickly, until there is news', async () => {
    const waits: number[] = []
    for (let round = 0; round < 14; round++) {
      await hint()
      await paying.advance(await nextInMs())
      const before = asked()
      await poll()
      expect(asked()).toBe(before + 1)
      await hint()
      waits.push(await nextInMs())
    }
    expect(waits[0]).toBeLessThanOrEqual(30 * SECOND_MS)
    expect(waits.every((wait, at) => at === 0 || wait >= waits[at - 1]!)).toBe(true)
    expect(waits.at(-1)).toBe(900 * SECOND_MS)
    atBank.status = 'ACTC'
    await paying.advance(await nextInMs())
    await poll()
    expect(await paying.find(id)).toMatchObject({ status: 'accepted', hintCount: 0 })
    await paying.advance(SECOND_MS)
    await hint()
    expect(await nextInMs()).toBe(9 * SECOND_MS)
  })

  test.each([
    ['answers', () => undefined],
    ['fails', () => void paying.bank.trouble.get.push({ when: 'after', answer: () => errorAnswer(500, 'ASPSP_ERROR') })],
  ])('that come while the bank is asked are not forgotten when it %s', async (_how, prepare) => {
    prepare()
    let letGo = () => {}
    paying.bank.script.getGate = () => new Promise<void>((resolve) => (letGo = resolve))
    await paying.advance(HOUR_MS)
    const question = poll()
    while (asked() === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    await paying.advance(SECOND_MS)
    expect(await hint()).toBe('queued')
    letGo()
    await question
    expect(await nextInMs()).toBeLessThanOrEqual(16 * SECOND_MS)
  })
})
