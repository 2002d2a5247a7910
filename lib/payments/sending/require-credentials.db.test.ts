import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { cutOff, errorAnswer } from '@/lib/testing/fake-payment-bank'
import { BROWSER_ID, goodLine, openPaying, type Paying } from '@/lib/testing/paying'
import { submitPayment } from '@/lib/payments/submit-payment'
import { openVault } from '@/lib/vault/vault'
import { openOrder } from '@/lib/payments/seal-order'
import { beginAttempt } from './begin-attempt'
import { findAskingMethodOf } from './find-asking-method-of'

const start = new Date('2026-11-20T10:00:00Z')

const USER = { name: 'userId', title: 'User ID', required: true, description: null, template: '^[0-9]{8}$' }
const NOTE = { name: 'note', title: 'Note', required: false, description: null, template: null }
const CODES = {
  name: 'codes',
  title: 'Code card',
  psu_type: 'personal',
  approach: 'EMBEDDED',
  hidden_method: false,
  credentials: [USER, NOTE],
}
const APP = { name: 'app', title: 'App', psu_type: 'personal', approach: 'DECOUPLED', hidden_method: false, credentials: [] }

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
  paying.bank.script.authMethods = [CODES, APP]
  paying.bank.install()
})

const byCodes = (authMethod: string | null = 'codes') => paying.submit({ authMethod })
const sendWith = (id: string, typed: Record<string, string> | null) =>
  beginAttempt({ ...paying.viewer, browserId: BROWSER_ID }, id, { psuContext: null, now: start, attemptsSeen: 0, credentials: typed })

describe('what is typed for the bank', () => {
  test.each([
    ['nothing where something is required', null, 'required'],
    ['blanks', { userId: '  ' }, 'required'],
    ['another form than the bank’s', { userId: '1234' }, 'pattern'],
    ['more than a person types', { userId: '1'.repeat(201) }, 'too_long'],
  ])('%s is refused by its field, and nothing is written or leaves', async (_name, typed, code) => {
    const id = await byCodes()
    await expect(sendWith(id, typed)).rejects.toMatchObject({ code: 'invalid_input', fields: { 'credentials.userId': code } })
    const payment = await paying.find(id)
    expect(payment).toMatchObject({ status: 'ready', attempts: [] })
    expect(payment.events.map(({ kind }) => kind)).toEqual(['created'])
    expect(await asSystem(paying.householdId, (db) => db.authorizationAttempt.count())).toBe(0)
    expect(paying.bank.calls.post).toBe(0)
  })

  test('goes to the bank with the way to sign in, without what it did not ask for, and stays nowhere', async () => {
    const id = await byCodes()
    expect(await sendWith(id, { userId: ' 87654321 ', password: 'quiet-lantern' })).toMatchObject({ kind: 'page' })
    expect(paying.bank.payments[0]!.body).toMatchObject({ auth_method: 'codes', credentials: { userId: '87654321' } })
    expect(JSON.stringify(paying.bank.payments)).not.toContain('quiet-lantern')
    expect(await rowsWith(/87654321|quiet-lantern/)).toEqual([])
    const { sealedOrder } = await paying.find(id)
    const order = await asSystem(paying.householdId, async (db) => openOrder(await openVault(db, paying.householdId), { id, sealedOrder }))
    expect(order).toMatchObject({ authMethod: 'codes' })
    expect(JSON.stringify(order)).not.toMatch(/87654321|quiet-lantern/)
    // The search finds what is there: a name of the order in its table, and this payment's number among the jobs.
    expect(await rowsWith(/Kauppa Oy/)).toContain('public.payment_line')
    expect(await rowsWith(new RegExp(`poll-payment:${id}`))).toContain('graphile_worker._private_jobs')
  })

  test.each([
    ['a way that asks for nothing', 'app'],
    ['no way of the order’s own', null],
  ])('is dropped with %s', async (_name, authMethod) => {
    const id = await byCodes(authMethod)
    expect(await sendWith(id, { userId: '87654321' })).toMatchObject({ kind: 'page' })
    expect(paying.bank.payments[0]!.body).not.toHaveProperty('credentials')
  })

  test('is asked for again after a lost answer, and when the bank did not take it', async () => {
    const id = await byCodes()
    paying.bank.trouble.post.push({ when: 'after', answer: cutOff })
    expect(await paying.send(id, paying.actor, 0, { userId: '87654321' })).toEqual({ kind: 'lost' })
    await expect(paying.send(id, paying.actor, 1)).rejects.toMatchObject({ fields: { 'credentials.userId': 'required' } })
    expect((await paying.find(id)).attempts.map(({ state }) => state)).toEqual(['lost'])
    paying.bank.trouble.post.push({ when: 'before', answer: () => errorAnswer(422, 'WRONG_CREDENTIALS_PROVIDED') })
    const refused = await paying.send(id, paying.actor, 1, { userId: '11111111' })
    expect(refused).toMatchObject({ kind: 'refused', field: 'credentials', attempts: 2 })
    expect(await paying.send(id, paying.actor, 1, { userId: '11111111' })).toEqual(refused)
    expect(await paying.send(id, paying.actor, 2, { userId: '87654321' })).toMatchObject({ kind: 'page' })
    expect(paying.bank.calls.post).toBe(3)
  })
})

describe('a payment that is sent in the breath in which it is made', () => {
  const submit = (credentials: Record<string, string> | null, id = newId(start)) =>
    submitPayment(paying.viewer, { id, order: paying.order({ authMethod: 'codes' }), credentials }, { now: start })
  const countPayments = () => asSystem(paying.householdId, (db) => db.payment.count())

  test('is not made when the bank’s fields are wrong, so that the order can still be changed under its id', async () => {
    const id = newId(start)
    await expect(submit({ userId: 'x' }, id)).rejects.toMatchObject({ code: 'invalid_input', fields: { 'credentials.userId': 'pattern' } })
    expect(await countPayments()).toBe(0)
    const other = paying.order({ authMethod: 'codes', lines: [goodLine({ amount: '13.00' })] })
    const good = { id, order: other, credentials: { userId: '87654321' } }
    expect(await submitPayment(paying.viewer, good, { now: start })).toEqual({ id, status: 'ready' })
  })

  test('is made without them when it waits for a second person first', async () => {
    await asSystem(paying.householdId, (db) => db.household.updateMany({ data: { approvalAboveMinor: 100n } }))
    expect(await submit(null)).toMatchObject({ status: 'held' })
  })
})

describe('the page of a payment', () => {
  test('learns what to ask for from the bank’s list, of its maker’s payments only', async () => {
    expect(await findAskingMethodOf(paying.viewer, await byCodes())).toMatchObject({
      name: 'codes',
      credentials: [{ name: 'userId' }, { name: 'note' }],
    })
    expect(await findAskingMethodOf(paying.viewer, await byCodes('app'))).toBeNull()
    await expect(findAskingMethodOf(paying.viewer, newId(start))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('asks no bank about an order that names no way to sign in', async () => {
    const id = await byCodes(null)
    const { known } = paying.bank.calls
    paying.bank.install()
    expect(await findAskingMethodOf(paying.viewer, id)).toBeNull()
    expect(paying.bank.calls.known).toBe(known)
  })

  test('is drawn without them when the list does not come within a second', async () => {
    const id = await byCodes()
    let answer = () => {}
    const silent = new Promise<never>((_resolve, reject) => (answer = () => reject(new BankError('unavailable'))))
    paying.bank.install(() => () => silent)
    const began = Date.now()
    expect(await findAskingMethodOf(paying.viewer, id)).toBeNull()
    expect(Date.now() - began).toBeLessThan(2_000)
    answer()
  })

  test('is drawn while the list cannot be read; sending says so', async () => {
    const id = await byCodes()
    paying.bank.install(() => () => Promise.reject(new BankError('unavailable')))
    expect(await findAskingMethodOf(paying.viewer, id)).toBeNull()
    await expect(sendWith(id, { userId: '87654321' })).rejects.toMatchObject({ code: 'bank_unavailable' })
  })
})

/** Tables, those of the jobs too, in which a text stands in plain letters. */
async function rowsWith(text: RegExp): Promise<string[]> {
  const tables = await database.ownerQuery<{ name: string }>(
    "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')",
    [],
  )
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await database.ownerQuery<{ row: string }>(`SELECT t::text AS row FROM ${name} t`, [])
      return rows.some(({ row }) => text.test(row)) ? name : null
    }),
  )
  return found.filter((name) => name !== null)
}
