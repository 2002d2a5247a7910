import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { utcDay } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { createTestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, OWN_IBAN, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedTransactions } from '@/lib/testing/seed-account'
import { readPaymentCode } from '@/lib/payments/paste/read-payment-code'
import { readByHand, readByHandFile } from './read-by-hand'

const start = new Date('2026-11-20T10:00:00Z')

let paying: Paying

beforeAll(async () => {
  await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

/** A debit that is known to be this line's; null: to be all lines'. */
async function bookLine(paymentId: string, position: number | null): Promise<void> {
  const { householdId, accountId } = paying
  const row = { day: utcDay(start), minor: -750n, name: 'Apteekki' }
  const [transactionId] = await seedTransactions(householdId, accountId, [row])
  const booking = { householdId, paymentId, position, transactionId: transactionId!, because: 'iban', foundAt: start }
  await asSystem(householdId, (db) => db.paymentBooking.create({ data: booking }))
}

describe('a payment that is carried to the bank by hand', () => {
  test('is a code to scan that says the same, fields to copy and a file', async () => {
    const id = await paying.submit({ channel: 'by_hand' })
    const { status, amount, payees, hasFile } = await readByHand(paying.viewer, id)
    expect({ status, amount, hasFile }).toEqual({ status: 'ready', amount: { amount: '12.50', currency: 'EUR' }, hasFile: true })
    const [payee] = payees
    expect(readPaymentCode(payee?.qr ?? '')).toMatchObject({
      ...{ kind: 'epc_qr', name: 'Kauppa Oy', amount: '12.50', currency: 'EUR', remittance: 'Thanks' },
      account: { scheme: 'IBAN', identification: PAYEE_IBAN },
    })
    expect(payee?.fields.map(({ label, value }) => [label, value])).toEqual([
      ['name', 'Kauppa Oy'],
      ['account', PAYEE_IBAN],
      ['amount', '12.50'],
      ['message', 'Thanks'],
    ])
    expect(paying.bank.calls.post).toBe(0)
  })

  test('has one file in both versions, the same bytes each time, with the reference its booking is found by', async () => {
    const id = await paying.submit({ channel: 'by_hand', lines: [goodLine(), goodLine({ amount: '7.50' })] })
    const { lines } = await paying.find(id)
    for (const version of ['001.001.09', '001.001.03'] as const) {
      const xml = await readByHandFile(paying.viewer, id, version)
      expect(xml).toContain(`pain.${version}`)
      expect(xml).toContain(`<IBAN>${OWN_IBAN}</IBAN>`)
      expect(xml).toContain('<CtrlSum>20.00</CtrlSum>')
      for (const { endToEndId } of lines) expect(xml).toContain(`<EndToEndId>${endToEndId}</EndToEndId>`)
      expect(await readByHandFile(paying.viewer, id, version)).toBe(xml)
    }
  })

  test.each(['held', 'accepted', 'executed', 'rejected', 'cancelled'])(
    'is no file while it is %s: it is not to be paid now',
    async (status) => {
      const id = await paying.submit({ channel: 'by_hand' })
      await asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { id }, data: { status } }))
      await expect(readByHandFile(paying.viewer, id, '001.001.09')).rejects.toMatchObject({ code: 'conflict' })
    },
  )

  test('offers no payee whose debit is known, and no file any more: the bank may have it', async () => {
    const lines = [goodLine(), goodLine({ amount: '7.50', name: 'Apteekki' }), goodLine({ amount: '0.30', name: 'Kirjasto' })]
    const id = await paying.submit({ channel: 'by_hand', lines })
    await bookLine(id, 1)
    expect((await paying.find(id)).status).toBe('ready')
    const offered = await readByHand(paying.viewer, id)
    expect(offered).toMatchObject({ status: 'ready', amount: { amount: '12.80' }, paidCount: 1, hasFile: false })
    const said = offered.payees.map(({ name, qr, fields }) => [
      name,
      readPaymentCode(qr ?? ''),
      fields.find(({ label }) => label === 'name'),
    ])
    expect(said).toMatchObject([
      ['Kauppa Oy', { amount: '12.50' }, { value: 'Kauppa Oy' }],
      ['Kirjasto', { amount: '0.30' }, { value: 'Kirjasto' }],
    ])
    for (const version of ['001.001.09', '001.001.03'] as const)
      await expect(readByHandFile(paying.viewer, id, version)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('offers nothing where one debit stands for all', async () => {
    const id = await paying.submit({ channel: 'by_hand', lines: [goodLine(), goodLine({ amount: '7.50' })] })
    await bookLine(id, null)
    expect(await readByHand(paying.viewer, id)).toMatchObject({ payees: [], paidCount: 2, hasFile: false })
  })

  test('is nobody else’s to read, nor is one that goes through the bank', async () => {
    const id = await paying.submit({ channel: 'by_hand' })
    const bo = await seedMember(paying.householdId, 'adult')
    await asSystem(paying.householdId, (db) => db.account.updateMany({ data: { share: 'full' } }))
    await expect(readByHand(bo, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(readByHandFile(bo, id, '001.001.09')).rejects.toMatchObject({ code: 'not_found' })
    await expect(readByHand(paying.viewer, await paying.submit())).rejects.toMatchObject({ code: 'not_found' })
    await expect(readByHand(paying.viewer, 'no-such-payment')).rejects.toMatchObject({ code: 'not_found' })
  })
})
