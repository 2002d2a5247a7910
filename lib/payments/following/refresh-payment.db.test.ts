import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { errorAnswer, type FakePayment } from '@/lib/testing/fake-payment-bank'
import { goodLine, openPaying, waitingPolls, type Paying } from '@/lib/testing/paying'
import { askBankNow } from './ask-bank-now'
import { pollPayment } from './poll-payment'
import { refreshPayment } from './refresh-payment'
import { sweepPayments } from './sweep-payments'

const start = new Date('2026-11-20T10:00:00Z')
const HOUR_MS = 3_600_000

let database: TestDatabase
let paying: Paying
let id: string
let atBank: FakePayment

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
  id = await paying.submit()
  await paying.send(id)
  atBank = paying.bank.payments[0]!
})

const key = () => ({ householdId: paying.householdId, paymentId: id })
const refresh = (now = paying.now()) => refreshPayment(key(), { psuContext: null, now })
const say = (status: string, isFinal = false) => Object.assign(atBank, { status, isFinal })

async function hear(status: string, isFinal = false) {
  say(status, isFinal)
  await paying.advance(10_000)
  await refresh()
  return paying.find(id)
}

describe('what the bank says', () => {
  test('is kept with its code, told once, and ends with the page gone', async () => {
    expect(await hear('ACTC')).toMatchObject({ status: 'accepted', bankStatus: 'ACTC', isFinal: false })
    await hear('ACTC')
    const payment = await hear('ACSC', true)
    expect(payment).toMatchObject({ status: 'executed', isFinal: true, endedAt: paying.now(), nextPollAt: null, lastPollError: null })
    expect(payment.attempts).toMatchObject([{ state: 'over', sealedUrl: null }])
    const changes = payment.events.filter(({ kind }) => kind === 'status_changed').map(({ facts }) => facts)
    expect(changes).toMatchObject([
      { from: 'waiting', to: 'accepted', bankStatus: 'ACTC' },
      { from: 'accepted', to: 'executed', bankStatus: 'ACSC', isFinal: true },
    ])
    const asked = paying.bank.calls.get
    await refresh()
    expect(paying.bank.calls.get).toBe(asked)
  })

  test('going back is not believed, and its code is shown', async () => {
    await hear('ACSP')
    expect(await hear('PDNG')).toMatchObject({ status: 'accepted', bankStatus: 'PDNG' })
    expect(await hear('RCVD')).toMatchObject({ status: 'accepted', bankStatus: 'RCVD' })
    expect(await hear('XYZ')).toMatchObject({ status: 'accepted', bankStatus: 'XYZ', isFinal: false })
    expect(await paying.eventsOf(id)).toContain('status_ignored')
  })

  test('a refusal carries its reason', async () => {
    atBank.reason = { status_reason_code: 'AM04', status_reason_description: 'Insufficient funds' }
    expect(await hear('RJCT', true)).toMatchObject({
      ...{ status: 'rejected', isFinal: true, bankReasonCode: 'AM04', bankReasonText: 'Insufficient funds' },
    })
  })

  test('an answer to an earlier question never replaces that to a later one', async () => {
    const waiting: (() => void)[] = []
    paying.bank.script.getGate = () => new Promise((resolve) => waiting.push(resolve))
    await paying.advance(5_000)
    const early = refresh()
    while (waiting.length < 1) await new Promise((resolve) => setTimeout(resolve, 2))
    say('ACSC', false)
    const later = refresh(new Date(paying.now().getTime() + 1_000))
    while (waiting.length < 2) await new Promise((resolve) => setTimeout(resolve, 2))
    waiting[1]!()
    await later
    waiting[0]!()
    await early
    expect(await paying.find(id)).toMatchObject({ status: 'executed', bankStatus: 'ACSC' })
  })
})

describe('when it is asked', () => {
  test('by one job, less and less often, until its last word', async () => {
    const waits: number[] = []
    for (let round = 0; round < 20; round++) {
      const [next, ...more] = await waitingPolls(database, id)
      expect(more).toEqual([])
      waits.push(next!.getTime() - paying.now().getTime())
      await paying.advance(next!.getTime() - paying.now().getTime())
      await pollPayment(key(), paying.now())
    }
    expect(waits[0]).toBeLessThanOrEqual(5_100)
    expect(waits.every((wait, at) => at === 0 || wait > waits[at - 1]! || wait >= 0.9 * HOUR_MS)).toBe(true)
    expect(waits.at(-1)).toBeGreaterThanOrEqual(0.9 * HOUR_MS)
    expect(paying.bank.calls.get).toBe(20)
  })

  test('a job that comes early waits for its time', async () => {
    await pollPayment(key(), new Date(start.getTime() + 1_000))
    expect(paying.bank.calls.get).toBe(0)
    const { nextPollAt } = await paying.find(id)
    expect(await waitingPolls(database, id)).toEqual([nextPollAt])
  })

  test('after thirty days only the bank itself can say, and asking by hand still works', async () => {
    await paying.advance(30 * 24 * HOUR_MS + 1_000)
    await pollPayment(key(), paying.now())
    expect(await paying.find(id)).toMatchObject({ status: 'waiting', askBankSince: paying.now(), nextPollAt: null, isFinal: false })
    expect(await paying.eventsOf(id)).toContain('ask_bank')
    say('ACSC', true)
    await paying.advance(10_000)
    await askBankNow(paying.viewer, id, { psuContext: null, now: paying.now() })
    expect(await paying.find(id)).toMatchObject({ status: 'executed', isFinal: true, askBankSince: null })
  })

  test('a lost job is put back by the clock, once', async () => {
    await database.ownerQuery('DELETE FROM graphile_worker._private_jobs WHERE key = $1', [`poll-payment:${id}`])
    expect(await sweepPayments(new Date(start.getTime() + 30_000))).toEqual({ lost: 0, queued: 0 })
    const later = new Date(start.getTime() + 120_000)
    expect(await sweepPayments(later)).toEqual({ lost: 0, queued: 1 })
    expect(await waitingPolls(database, id)).toHaveLength(1)
    expect(await sweepPayments(later)).toEqual({ lost: 0, queued: 0 })
  })
})

describe('a bank that does not answer', () => {
  test('changes nothing, is told once, and is asked later', async () => {
    for (const answer of [() => errorAnswer(500, 'ASPSP_ERROR'), () => new Response('<html>', { status: 503 })]) {
      paying.bank.trouble.get.push({ when: 'after', answer })
      await paying.advance(10_000)
      expect(await refresh()).toEqual({ isAnswered: false, status: 'waiting' })
    }
    const payment = await paying.find(id)
    expect(payment).toMatchObject({ status: 'waiting', bankStatus: 'RCVD', pollCount: 2, lastPollError: 'unavailable' })
    expect(payment.events.filter(({ kind }) => kind === 'poll_failed')).toHaveLength(1)
    expect(payment.nextPollAt!.getTime()).toBeGreaterThan(paying.now().getTime())
    expect(await hear('ACTC')).toMatchObject({ status: 'accepted', lastPollError: null })
  })

  test('because the application is gone is asked less and less, and the clock does not insist', async () => {
    await database.ownerQuery('UPDATE payment SET bank_app_id = $2 WHERE id = $1', [id, newId()])
    await paying.advance(10_000)
    await pollPayment(key(), paying.now())
    const payment = await paying.find(id)
    expect(payment).toMatchObject({ status: 'waiting', lastPollError: 'application_rejected', pollCount: 1 })
    expect(payment.nextPollAt!.getTime()).toBeGreaterThan(paying.now().getTime())
  })

  test('that says when to come back is not asked before', async () => {
    const answer = () =>
      Response.json(
        { error: 'ASPSP_RATE_LIMIT_EXCEEDED', code: 429, message: 'slow down', detail: null },
        { status: 429, headers: { 'retry-after': '7200' } },
      )
    paying.bank.trouble.get.push({ when: 'after', answer })
    await refresh()
    const { nextPollAt } = await paying.find(id)
    expect(nextPollAt!.getTime() - paying.now().getTime()).toBeGreaterThanOrEqual(7_200_000 - 5_000)
  })

  test('that does not know the payment is asked for hours, and then only the bank itself can say; it is never called unsent', async () => {
    for (let round = 0; round < 24; round++) {
      paying.bank.trouble.get.push({ when: 'after', answer: () => errorAnswer(404, 'PAYMENT_NOT_FOUND') })
      await paying.advance(HOUR_MS)
      await refresh()
    }
    expect(await paying.find(id)).toMatchObject({ status: 'waiting', isFinal: false, nextPollAt: null, askBankSince: paying.now() })
  })
})

describe('a bulk', () => {
  test('has a word for each line, asked one by one only where the whole does not tell, and not again once it is over', async () => {
    paying.bank.payments.length = 0
    const lines = ['1.00', '2.00', '3.00'].map((amount) => goodLine({ amount }))
    id = await paying.submit({ paymentType: 'BULK_SEPA', lines })
    await paying.send(id)
    atBank = paying.bank.payments[0]!
    await hear('RCVD')
    expect(paying.bank.calls.line).toBe(0)
    atBank.lineStatuses = ['ACSC', 'RJCT', null]
    const partial = await hear('PART')
    expect(partial.status).toBe('accepted')
    expect(partial.lines.map(({ status, bankStatus }) => [status, bankStatus])).toEqual([
      ['executed', 'ACSC'],
      ['rejected', 'RJCT'],
      ['executed', 'ACSC'],
    ])
    expect(paying.bank.calls.line).toBe(1)
    await hear('PART')
    expect(paying.bank.calls.line).toBe(1)
  })

  test('is not over while a line could not be read, however final the bank calls it', async () => {
    paying.bank.payments.length = 0
    const lines = ['1.00', '2.00', '3.00'].map((amount) => goodLine({ amount }))
    id = await paying.submit({ paymentType: 'BULK_SEPA', lines })
    await paying.send(id)
    atBank = paying.bank.payments[0]!
    paying.bank.trouble.line.push({ when: 'before', answer: () => errorAnswer(404, 'TRANSACTION_DOES_NOT_EXIST') })
    const partial = await hear('ACSC', true)
    expect(partial).toMatchObject({ status: 'executed', isFinal: false, nextPollAt: expect.any(Date) as Date })
    expect(partial.lines.map(({ status }) => status)).toEqual([null, 'executed', 'executed'])
    const refused = { transaction_details: { transaction_id: 'line-0', transaction_status: 'RJCT' } }
    paying.bank.trouble.line.push({ when: 'before', answer: () => Response.json(refused) })
    const whole = await hear('ACSC', true)
    expect(whole).toMatchObject({ status: 'executed', isFinal: true, nextPollAt: null })
    expect(whole.lines.map(({ status }) => status)).toEqual(['rejected', 'executed', 'executed'])
    expect(paying.bank.calls.line).toBe(4)
  })
})
