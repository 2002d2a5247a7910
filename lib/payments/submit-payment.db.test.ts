import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { errorAnswer } from '@/lib/testing/fake-payment-bank'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, type Paying } from '@/lib/testing/paying'
import { proveStepUp } from '@/lib/testing/step-up'
import { submitPayment } from './submit-payment'

const start = new Date('2026-11-20T10:00:00Z')

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

const countPayments = async () => (await database.ownerQuery('SELECT 1 FROM payment WHERE household_id = $1', [paying.householdId])).length

describe('submitting a payment', () => {
  test('makes it once, with its lines, and asks no bank', async () => {
    const id = newId(start)
    const again = () => submitPayment(paying.viewer, { id, order: paying.order() }, { now: start })
    expect(await again()).toEqual({ id, status: 'ready' })
    expect(await again()).toEqual({ id, status: 'ready' })
    const payment = await paying.find(id)
    expect(payment).toMatchObject({ status: 'ready', amountMinor: 1250n, currency: 'EUR', lineCount: 1, creditorName: 'Kauppa Oy' })
    expect(payment.lines[0]!.endToEndId).toMatch(/^S[0-9A-F]{30}$/)
    expect(payment.events.map(({ kind }) => kind)).toEqual(['created'])
    expect(paying.bank.calls.post).toBe(0)
  })

  test('twenty at once are one', async () => {
    const id = newId(start)
    const order = paying.order()
    const answers = await Promise.all(Array.from({ length: 20 }, () => submitPayment(paying.viewer, { id, order }, { now: start })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['ready']))
    expect(await countPayments()).toBe(1)
    expect((await paying.find(id)).events).toHaveLength(1)
  })

  test('the same id with another body is refused, whatever differs, and so is somebody else’s id', async () => {
    const id = await paying.submit()
    const others = [
      paying.order({ lines: [goodLine({ amount: '12.51' })] }),
      paying.order({ lines: [goodLine({ account: { scheme: 'IBAN', identification: 'FI1410093000123458' } })] }),
      paying.order({ lines: [goodLine({ name: 'Kauppa Ab' })] }),
      paying.order({ executeOn: '2026-11-24' as never }),
      paying.order({ lines: [goodLine(), goodLine()], paymentType: 'BULK_SEPA' }),
    ]
    for (const order of others) {
      await expect(submitPayment(paying.viewer, { id, order }, { now: start })).rejects.toMatchObject({ code: 'payment_changed' })
    }
    const bo = await seedMember(paying.householdId, 'adult')
    await proveStepUp(bo, start)
    await asSystem(paying.householdId, (db) => db.account.updateMany({ data: { share: 'full' } }))
    await expect(submitPayment(bo, { id, order: paying.order() }, { now: start })).rejects.toMatchObject({ code: 'payment_changed' })
  })

  test('written otherwise it is the same order', async () => {
    const id = await paying.submit()
    const order = paying.order({
      lines: [goodLine({ account: { scheme: 'IBAN', identification: 'fi55 4234 5670 0000 81' }, amount: '12.5' })],
    })
    expect(await submitPayment(paying.viewer, { id, order }, { now: start })).toEqual({ id, status: 'ready' })
  })

  test('again as it was typed is found without anybody being asked, and what the bank says it takes may change', async () => {
    const id = newId(start)
    const line = goodLine({ name: ' Kauppa  Oy ', amount: '12.5', remittance: ['Thanks ', ''], reference: null })
    const again = () => submitPayment(paying.viewer, { id, order: paying.order({ lines: [line] }) }, { now: start })
    await again()
    paying.bank.script.payments = { remittance_information_lines: Array.from({ length: 4 }, () => ({ min_length: 0, max_length: 35 })) }
    paying.bank.install()
    const { known } = paying.bank.calls
    await asSystem(paying.householdId, (db) => db.loginSession.updateMany({ data: { steppedUpAt: null } }))
    expect(await again()).toEqual({ id, status: 'ready' })
    expect(paying.bank.calls.known).toBe(known)
    await proveStepUp(paying.viewer, start)
    expect(await paying.send(id)).toMatchObject({ kind: 'page' })
    const request = paying.bank.payments[0]!.body.payment_request as { credit_transfer_transaction: Record<string, unknown>[] }
    expect(request.credit_transfer_transaction[0]!.remittance_information).toEqual(['Thanks', '', '', ''])
  })

  test('from an account whose number is not known is refused where the bank needs it, and only there', async () => {
    await database.ownerQuery('UPDATE account SET sealed_iban = NULL, sealed_other = NULL WHERE household_id = $1', [paying.householdId])
    await expect(paying.submit()).rejects.toMatchObject({ code: 'payment_unsupported' })
    expect(await countPayments()).toBe(0)
    paying.bank.script.payments = { debtor_account_required: false }
    paying.bank.install()
    expect(await paying.find(await paying.submit())).toMatchObject({ status: 'ready' })
  })

  test('in place of one the bank refused withdraws that in the moment it is made itself, once', async () => {
    const refused = await paying.submit()
    paying.bank.trouble.post.push({ when: 'before', answer: () => errorAnswer(422, 'INVALID_PAYMENT') })
    await paying.send(refused)
    const replace = (amount: string, id = newId(start)) =>
      submitPayment(paying.viewer, { id, replaces: refused, order: paying.order({ lines: [goodLine({ amount })] }) }, { now: start })
    await expect(replace('0.00')).rejects.toMatchObject({ code: 'invalid_input' })
    await asSystem(paying.householdId, (db) => db.member.updateMany({ data: { singleLimitMinor: 5_000n } }))
    await expect(replace('80.00')).rejects.toMatchObject({ code: 'payment_limit' })
    expect(await paying.find(refused)).toMatchObject({ status: 'ready' })
    const tries = await Promise.allSettled(['11.00', '12.00', '13.00'].map((amount) => replace(amount)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await paying.find(refused)).toMatchObject({ status: 'cancelled', isFinal: true })
    expect(await countPayments()).toBe(2)
  })

  test('needs a proof of the last five minutes, a right to pay, and full rights on the account', async () => {
    const late = new Date(start.getTime() + 5 * 60_000)
    const once = (viewer = paying.viewer, now = start) => submitPayment(viewer, { id: newId(now), order: paying.order() }, { now })
    await expect(once(paying.viewer, late)).rejects.toMatchObject({ code: 'step_up_needed' })
    const guest = await seedMember(paying.householdId, 'viewer')
    await expect(once(guest)).rejects.toMatchObject({ code: 'not_allowed' })
    const adult = await seedMember(paying.householdId, 'adult')
    await proveStepUp(adult, start)
    await expect(once(adult)).rejects.toMatchObject({ code: 'not_found' })
    expect(await countPayments()).toBe(0)
  })

  test('names the fields that are wrong and keeps nothing', async () => {
    const order = paying.order({ lines: [goodLine({ amount: '0.00', account: { scheme: 'IBAN', identification: 'FI5542345670000082' } })] })
    const refused = await submitPayment(paying.viewer, { id: newId(start), order }, { now: start }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'invalid_input' })
    expect(Object.keys((refused as { fields: object }).fields).sort()).toEqual(['lines.0.account', 'lines.0.amount'])
    expect(await countPayments()).toBe(0)
  })

  test('a daily limit holds for twenty different payments at once', async () => {
    await asSystem(paying.householdId, (db) => db.member.updateMany({ data: { dailyLimitMinor: 5_000n } }))
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => paying.submit()))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    expect(await countPayments()).toBe(4)
  })

  test('one that needs approval is held, and one by hand is ready to be carried to the bank', async () => {
    await asSystem(paying.householdId, (db) => db.household.updateMany({ data: { approvalAboveMinor: 1_000n } }))
    const held = await paying.submit()
    expect(await paying.find(held)).toMatchObject({ status: 'held' })
    expect(await paying.eventsOf(held)).toEqual(['created', 'held'])
    const account = { scheme: 'IBAN', identification: 'FI1410093000123458' }
    const byHand = await paying.submit({ channel: 'by_hand', lines: [goodLine({ amount: '3.00', account })] })
    expect(await paying.eventsOf(byHand)).toEqual(['created', 'given_by_hand'])
  })

  test('what it orders is sealed, and so is every account number', async () => {
    const id = await paying.submit()
    const rows = await database.ownerQuery<{ all: string }>(
      `SELECT row_to_json(p)::text || row_to_json(l)::text AS all FROM payment p JOIN payment_line l ON l.payment_id = p.id WHERE p.id = $1`,
      [id],
    )
    expect(rows[0]!.all).not.toMatch(/FI5542345670000081|FI2112345600000785|Thanks/)
  })
})
