import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { LINES_MAX } from '@/lib/payments/check/order-limits'
import { savePayee } from '@/lib/payments/payees/payees'
import { submitPayment } from '@/lib/payments/submit-payment'
import { previewPayment } from './preview-payment'

const start = new Date('2026-11-20T10:00:00Z')

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

/** A valid Finnish number for each. */
function ibanOf(at: number): string {
  const bban = `1234560${String(at).padStart(7, '0')}`
  const check = 98n - (BigInt(`${bban}151800`) % 97n)
  return `FI${String(check).padStart(2, '0')}${bban}`
}

const preview = (change = {}, intent: { id?: string; replaces?: string } = {}) =>
  previewPayment(paying.viewer, { id: newId(), order: paying.order(change), ...intent }, start)
const cents = (amount: string) => ({ lines: [goodLine({ amount })] })

describe('what is said of a payment before it is made', () => {
  test('is that the account is paid for the first time, and nothing else', async () => {
    expect(await preview()).toEqual({ approvers: null, duplicate: null, payees: [{ isFirst: true, hasChanged: false }] })
    expect(await database.ownerQuery('SELECT 1 FROM payment WHERE household_id = $1', [paying.householdId])).toEqual([])
    expect(paying.bank.calls.post).toBe(0)
  })

  test('is that the same was sent before', async () => {
    const id = await paying.submit()
    expect((await preview()).duplicate).toEqual({ paymentId: id, transactionId: null, daysAgo: 0 })
    expect((await preview({ lines: [goodLine({ amount: '12.51' })] })).duplicate).toBeNull()
  })

  test('counts neither itself, asked again, nor the refused one in whose place it is made', async () => {
    const { householdId, memberId } = paying
    const refused = await paying.submit()
    await asSystem(householdId, (db) =>
      db.member.update({ where: { householdId_id: { householdId, id: memberId } }, data: { dailyLimitMinor: 2_000n } }),
    )
    expect((await preview({}, { id: refused }))?.duplicate).toBeNull()
    const limit = { code: 'payment_limit', fields: { amount: 'above_daily_limit' } }
    await expect(preview()).rejects.toMatchObject(limit)
    const corrected = { id: newId(), replaces: refused }
    expect((await preview({}, corrected)).duplicate).toBeNull()
    expect((await preview(cents('20.00'), corrected)).approvers).toBeNull()
    await expect(preview(cents('20.01'), corrected)).rejects.toMatchObject(limit)
    expect(await paying.find(refused)).toMatchObject({ status: 'ready' })

    await submitPayment(paying.viewer, { ...corrected, order: paying.order(cents('20.00')) }, { now: start })
    expect((await preview(cents('20.00'), corrected)).duplicate).toBeNull()
    await expect(preview(cents('1.00'), { replaces: refused })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('leaves out only what submitting would take back: not somebody else’s, nor one a bank has', async () => {
    const sent = await paying.submit()
    await paying.send(sent)
    await expect(preview({}, { replaces: sent })).rejects.toMatchObject({ code: 'conflict' })
    const strange = await (await openPaying(start)).submit()
    await expect(preview({}, { replaces: strange })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is whose number has changed, also far down in a file', async () => {
    const lines = Array.from({ length: LINES_MAX }, (_, at) =>
      goodLine({ amount: `${at + 1}.00`, name: `Payee ${at + 1}`, account: { scheme: 'IBAN', identification: ibanOf(at) } }),
    )
    const nothing = { bic: null, clearing: null, country: null, addressLines: [], isShared: false }
    const kept = { id: newId(), name: 'Payee 480', account: { scheme: 'IBAN', identification: ibanOf(9_999) }, ...nothing }
    await savePayee(paying.viewer, kept, start)
    const { payees } = await preview({ channel: 'by_hand', lines })
    expect(payees.flatMap(({ hasChanged }, at) => (hasChanged ? [at + 1] : []))).toEqual([480])
    expect(payees).toHaveLength(LINES_MAX)
  })

  test('is who has to approve it too', async () => {
    await seedMember(paying.householdId, 'adult')
    await seedMember(paying.householdId, 'viewer')
    await asSystem(paying.householdId, (db) =>
      db.household.update({ where: { id: paying.householdId }, data: { approvalAboveMinor: 1_000n } }),
    )
    expect((await preview()).approvers).toHaveLength(1)
    expect((await preview({ lines: [goodLine({ amount: '10.00' })] })).approvers).toBeNull()
  })

  test('names the field that the bank or the household refuses, by the same codes as sending', async () => {
    const wrong = preview({ lines: [goodLine({ account: { scheme: 'IBAN', identification: PAYEE_IBAN.replace('FI55', 'FI56') } })] })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', fields: { 'lines.0.account': 'iban_check_digits' } })
  })
})
