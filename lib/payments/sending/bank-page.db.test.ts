import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { finishCallback } from '@/lib/bank-sessions/finish-callback'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import type { FakePayment } from '@/lib/testing/fake-payment-bank'
import { seedMember } from '@/lib/testing/household'
import { openPaying, type Paying } from '@/lib/testing/paying'
import { finishPaymentReturn } from './finish-return'
import { openBankPage } from './open-bank-page'

const start = new Date('2026-11-20T10:00:00Z')

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

const reopen = (who = paying.actor) => openBankPage(who, id, { now: paying.now() })
const MINUTE_MS = 60_000

describe('the way back from a bank', () => {
  test('makes us ask the bank, and only what the bank says counts', async () => {
    Object.assign(atBank, { status: 'ACTC' })
    expect(await paying.comeBack(atBank)).toEqual({ paymentId: id })
    expect(await paying.find(id)).toMatchObject({ status: 'accepted', bankStatus: 'ACTC', pollCount: 1 })
    expect(await paying.eventsOf(id)).toEqual(expect.arrayContaining(['returned', 'status_changed']))
  })

  test('an error in the query proves nothing: a payment the bank took is accepted', async () => {
    Object.assign(atBank, { status: 'ACSC', isFinal: true })
    await paying.comeBack(atBank, { error: 'access_denied' })
    expect(await paying.find(id)).toMatchObject({ status: 'executed', isFinal: true })
    expect(await paying.eventsOf(id)).not.toContain('declined')
  })

  test('declined where the bank has not said so yet goes on waiting, and the page can be opened again', async () => {
    await paying.comeBack(atBank, { error: 'access_denied' })
    expect(await paying.find(id)).toMatchObject({ status: 'waiting', isFinal: false })
    expect(await paying.eventsOf(id)).toContain('declined')
    expect(await reopen()).toEqual({ url: atBank.url, host: 'tilisy.enablebanking.com' })
    await paying.advance(10_000)
    Object.assign(atBank, { status: 'CNCL', isFinal: true })
    await paying.comeBack(atBank, { error: 'access_denied' })
    expect(await paying.find(id)).toMatchObject({ status: 'cancelled', isFinal: true })
  })

  test('is taken once, in time, by the same member, login session and browser', async () => {
    const other = await seedMember(paying.householdId, 'owner')
    expect(await paying.comeBack(atBank, { who: { ...other, browserId: paying.actor.browserId } })).toEqual({ reason: 'other_person' })
    expect(await paying.comeBack(atBank, { who: { ...paying.actor, loginSessionId: other.loginSessionId } })).toEqual({
      reason: 'other_login',
    })
    expect(await paying.comeBack(atBank, { who: { ...paying.actor, browserId: 'c'.repeat(43) } })).toEqual({ reason: 'other_browser' })
    const copies = await Promise.all(Array.from({ length: 10 }, () => paying.comeBack(atBank)))
    expect(copies.filter((copy) => 'paymentId' in copy)).toHaveLength(1)
    expect(copies.filter((copy) => 'reason' in copy && copy.reason === 'used')).toHaveLength(9)
    expect(paying.bank.calls.get).toBe(1)
  })

  test('after a quarter of an hour it is too late, and the bank is asked by the clock all the same', async () => {
    await paying.advance(15 * MINUTE_MS)
    expect(await paying.comeBack(atBank)).toEqual({ reason: 'expired' })
    expect(paying.bank.calls.get).toBe(0)
    expect((await paying.find(id)).nextPollAt).not.toBeNull()
  })

  test.each([
    ['no state', ''],
    ['a state that is none of ours', `state=${'x'.repeat(43)}`],
    ['a state of another form', 'state=1'],
    ['a state twice', `state=${'x'.repeat(43)}&state=${'x'.repeat(43)}`],
  ])('%s is refused and asks nobody', async (_name, query) => {
    const request = { psuContext: null, now: paying.now() }
    expect(await finishPaymentReturn(paying.actor, new URLSearchParams(query), request)).toEqual({ reason: 'unknown' })
    expect(paying.bank.calls.get).toBe(0)
  })

  test('a slow bank does not keep the person waiting', async () => {
    let answer = () => {}
    paying.bank.script.getGate = () => new Promise<void>((resolve) => (answer = resolve))
    Object.assign(atBank, { status: 'ACSP' })
    const begun = performance.now()
    expect(await paying.comeBack(atBank)).toEqual({ paymentId: id })
    expect(performance.now() - begun).toBeLessThan(2_000)
    answer()
    while ((await paying.find(id)).status === 'waiting') await new Promise((resolve) => setTimeout(resolve, 10))
  })
})

describe('states of accounts and of payments', () => {
  test('a payment’s state is refused by the callback for accounts, and is still good for its own', async () => {
    const query = new URLSearchParams({ state: atBank.body.state as string, code: 'good' })
    const request = { psuContext: null, now: paying.now() }
    expect(await finishCallback(paying.actor, query, request)).toMatchObject({ ok: false, reason: 'unknown' })
    expect(await paying.comeBack(atBank)).toEqual({ paymentId: id })
  })

  test('a state for accounts is refused by the callback of payments', async () => {
    await database.ownerQuery(`UPDATE authorization_attempt SET purpose = 'accounts' WHERE payment_attempt_id IS NOT NULL`)
    expect(await paying.comeBack(atBank)).toEqual({ reason: 'unknown' })
    expect(paying.bank.calls.get).toBe(0)
  })
})

describe('an application with one address on its list', () => {
  const accounts = 'http://localhost:3000/api/banks/callback'
  const request = () => ({ psuContext: null, now: paying.now() })

  beforeEach(async () => {
    paying = await openPaying(start)
    paying.bank.script.redirectUrls = [accounts]
    id = await paying.submit()
    await paying.send(id)
    atBank = paying.bank.payments[0]!
  })

  test('has its payments come back there, and only there', async () => {
    expect(atBank.body.redirect_url).toBe(accounts)
    expect(await paying.comeBack(atBank)).toEqual({ reason: 'unknown' })
    const query = new URLSearchParams({ state: atBank.body.state as string })
    expect(await finishCallback(paying.actor, query, request())).toMatchObject({ ok: false, reason: 'unknown' })
    const finished = await finishPaymentReturn(paying.actor, query, { ...request(), purpose: 'payment_at_accounts' })
    expect(finished).toEqual({ paymentId: id })
    expect(paying.bank.calls.get).toBe(1)
  })
})

describe('opening the bank’s page again', () => {
  test('is the same page, and the way back belongs to who opened it last', async () => {
    const elsewhere = { ...paying.actor, browserId: 'c'.repeat(43) }
    expect(await reopen(elsewhere)).toEqual({ url: atBank.url, host: 'tilisy.enablebanking.com' })
    expect(await paying.comeBack(atBank)).toEqual({ reason: 'other_browser' })
    expect(await paying.comeBack(atBank, { who: elsewhere })).toEqual({ paymentId: id })
    expect(paying.bank.calls.post).toBe(1)
  })

  test('makes a way back possible that was too late or used up', async () => {
    await paying.comeBack(atBank)
    await paying.advance(20 * MINUTE_MS)
    await reopen()
    expect(await paying.comeBack(atBank)).toEqual({ paymentId: id })
    expect((await paying.eventsOf(id)).filter((kind) => kind === 'page_opened')).toHaveLength(2)
  })

  test('needs a fresh proof and its maker', async () => {
    const other = await seedMember(paying.householdId, 'owner')
    await expect(reopen({ ...other, browserId: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await database.ownerQuery('UPDATE login_session SET stepped_up_at = NULL')
    await expect(reopen()).rejects.toMatchObject({ code: 'step_up_needed' })
  })

  test('needs the right to pay and full rights on the account, also when they were there when it was sent', async () => {
    await expect(reopen({ ...paying.actor, role: 'viewer' })).rejects.toMatchObject({ code: 'not_allowed' })
    await database.ownerQuery(`UPDATE account SET share = 'full' WHERE id = $1`, [paying.accountId])
    await database.ownerQuery('UPDATE account_access SET holder = false WHERE account_id = $1', [paying.accountId])
    expect(await reopen()).toMatchObject({ url: atBank.url })
    await database.ownerQuery(`UPDATE account SET share = 'annotate' WHERE id = $1`, [paying.accountId])
    await expect(reopen()).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'not_allowed' })
  })

  test('is over when its debit was found', async () => {
    await database.ownerQuery('UPDATE payment SET booked_at = now() WHERE id = $1', [id])
    await expect(reopen()).rejects.toMatchObject({ code: 'conflict' })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('while they come back, again and again, blocks nobody', async () => {
    const both = () => [reopen(), paying.comeBack(atBank)]
    const settled = await Promise.allSettled(Array.from({ length: 20 }, both).flat())
    expect(settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))).toEqual([])
  })

  test('is over when the payment is', async () => {
    Object.assign(atBank, { status: 'RJCT', isFinal: true })
    await paying.comeBack(atBank)
    await expect(reopen()).rejects.toMatchObject({ code: 'conflict' })
  })
})
