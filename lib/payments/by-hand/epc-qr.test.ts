import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '@/lib/core/iso-date'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import { readPaymentCode } from '@/lib/payments/paste/read-payment-code'
import { copySheet } from './copy-sheet'
import { epcQrText } from './epc-qr'

const LINE: OrderLine = {
  amount: '1',
  payeeId: null,
  name: 'Red Cross of Belgium',
  account: { scheme: 'IBAN', identification: 'BE72000000001616' },
  bic: 'BPOTBEB1',
  clearing: null,
  country: null,
  addressLines: [],
  remittance: ['Urgency fund'],
  reference: null,
  regulatory: null,
}

describe('an EPC QR code', () => {
  it('has the lines of EPC069-12 version 2, those at the end left out when empty', () => {
    expect(epcQrText(LINE, 'EUR')).toEqual({
      ok: true,
      text: 'BCD\n002\n1\nSCT\nBPOTBEB1\nRed Cross of Belgium\nBE72000000001616\nEUR1.00\n\n\nUrgency fund',
    })
    expect(epcQrText({ ...LINE, bic: null, remittance: [] }, 'EUR')).toEqual({
      ok: true,
      text: 'BCD\n002\n1\nSCT\n\nRed Cross of Belgium\nBE72000000001616\nEUR1.00',
    })
  })

  it('says a viitenumero as the RF reference that stands for it', () => {
    expect(epcQrText({ ...LINE, remittance: [], reference: '868516259619897' }, 'EUR')).toMatchObject({
      text: expect.stringMatching(/EUR1\.00\n\nRF09868516259619897$/) as string,
    })
  })

  it.each<[string, Partial<OrderLine>, string, string]>([
    ['another currency', {}, 'SEK', 'not_sepa'],
    ['a number that is no IBAN', { account: { scheme: 'BGNR', identification: '9912346' } }, 'EUR', 'not_sepa'],
    ['an amount of nothing', { amount: '0.00' }, 'EUR', 'not_allowed'],
    ['more than it can say', { amount: '1000000000.00' }, 'EUR', 'not_allowed'],
    ['a reference and a message', { reference: '868516259619897' }, 'EUR', 'not_allowed'],
    ['no name', { name: ' ' }, 'EUR', 'not_allowed'],
    ['a message of 141 characters', { remittance: ['x'.repeat(141)] }, 'EUR', 'too_long'],
    ['331 bytes and more', { name: 'ä'.repeat(70), remittance: ['ö'.repeat(140)] }, 'EUR', 'too_long'],
  ])('cannot say %s', (_, line, currency, code) => expect(epcQrText({ ...LINE, ...line }, currency)).toEqual({ ok: false, code }))

  it('says the largest amount', () => {
    expect(epcQrText({ ...LINE, amount: '999999999.99' }, 'EUR')).toMatchObject({ ok: true })
  })

  it('is read back as what was ordered, and never longer than 331 bytes', () => {
    const word = fc.stringMatching(/^[A-Za-zäöß0-9][A-Za-zäöß0-9 ]{0,60}[A-Za-z]$/).map((text) => text.replace(/ +/g, ' '))
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 99_999_999_999 }), (name, message, minor) => {
        const amount = `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
        const code = epcQrText({ ...LINE, name, remittance: [message], amount }, 'EUR')
        if (!code.ok) return expect(code.code).toBe('too_long')
        expect(new TextEncoder().encode(code.text).length).toBeLessThanOrEqual(331)
        expect(readPaymentCode(code.text)).toEqual({
          kind: 'epc_qr',
          name,
          account: LINE.account,
          bic: 'BPOTBEB1',
          amount,
          currency: 'EUR',
          reference: null,
          remittance: message,
          executeOn: null,
          notes: [],
        })
      }),
    )
  })
})

describe('a sheet to copy from', () => {
  it('has what the bank asks for, as it is copied and as it is read', () => {
    const order = {
      executeOn: '2026-11-23' as IsoDate,
      lines: [{ ...LINE, remittance: [], reference: 'RF18539007547034' }],
    } as unknown as PaymentOrder
    expect(copySheet(order)).toEqual([
      [
        { label: 'name', value: 'Red Cross of Belgium', shown: 'Red Cross of Belgium' },
        { label: 'account', value: 'BE72000000001616', shown: 'BE72 0000 0000 1616' },
        { label: 'bic', value: 'BPOTBEB1', shown: 'BPOTBEB1' },
        { label: 'amount', value: '1', shown: '1' },
        { label: 'reference', value: 'RF18539007547034', shown: 'RF18 5390 0754 7034' },
        { label: 'day', value: '2026-11-23', shown: '2026-11-23' },
      ],
    ])
  })
})
