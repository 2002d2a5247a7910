import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_CODE } from './payment-code'
import { readPaymentCode } from './read-payment-code'

const iban = (identification: string) => ({ scheme: 'IBAN', identification })

describe('an EPC QR code', () => {
  const LINES = [
    'BCD',
    '001',
    '1',
    'SCT',
    'BPOTBEB1',
    'Red Cross of Belgium',
    'BE72000000001616',
    'EUR1',
    'CHAR',
    '',
    'Urgency fund',
    'Sample EPC QR code',
  ]
  const read = (changes: Record<number, string> = {}, separator = '\n') =>
    readPaymentCode(LINES.map((line, at) => changes[at] ?? line).join(separator))

  it.each(['\n', '\r\n'])('is read with either kind of line end', (separator) => {
    // The sample of EPC069-12.
    expect(read({}, separator)).toEqual({
      ...EMPTY_CODE,
      kind: 'epc_qr',
      name: 'Red Cross of Belgium',
      account: iban('BE72000000001616'),
      bic: 'BPOTBEB1',
      amount: '1',
      currency: 'EUR',
      remittance: 'Urgency fund',
    })
  })

  it('is read in version 2 without a BIC, and cut after the amount', () => {
    expect(readPaymentCode('BCD\n002\n1\nSCT\n\nAnna\nFI2112345600000785\nEUR12.3')).toMatchObject({ bic: null, amount: '12.3', notes: [] })
    expect(readPaymentCode('BCD\n002\n1\nSCT\n\nAnna\nFI2112345600000785')).toMatchObject({ amount: null, currency: null, notes: [] })
  })

  it('has a reference without its spaces', () => {
    expect(read({ 9: 'RF18 5390 0754 7034', 10: '' })).toMatchObject({ reference: 'RF18539007547034', remittance: null, notes: [] })
  })

  it.each([
    [{ 6: 'BE72000000001617' }, 'account', 'not_valid'],
    [{ 4: 'BPO' }, 'bic', 'not_valid'],
    [{ 7: 'USD1' }, 'amount', 'other_currency'],
    [{ 7: 'EUR0.00' }, 'amount', 'not_valid'],
    [{ 7: 'EUR1.000,00' }, 'amount', 'not_valid'],
    [{ 9: 'RF19 5390 0754 7034' }, 'reference', 'not_valid'],
    [{ 9: 'Invoice A' }, 'reference', 'in_message'],
    [{ 5: 'Caf\uFFFD' }, 'name', 'characters'],
    [{ 3: 'INST' }, 'code', 'not_supported'],
    [{ 1: '003' }, 'code', 'not_supported'],
  ])('says what in it could not be read (%j)', (changes, part, code) => {
    expect(read(changes)!.notes).toEqual([{ part, code }])
  })

  it('keeps a reference of its own kind in the message', () => {
    expect(read({ 9: 'Invoice A' })).toMatchObject({ reference: null, remittance: 'Invoice A Urgency fund' })
  })
})

describe('a Finnish virtual bar code', () => {
  // Finance Finland's guide: FI79 4405 2020 0360 82, 4 883.15 €, 86851 62596 19897, 12.6.2010
  const FOUR = '479440520200360820048831500000000868516259619897100612'
  const FIVE = '579440520200360820048831509000000868516259619897100612'

  it('is read in version 4', () => {
    expect(readPaymentCode(FOUR)).toEqual({
      ...EMPTY_CODE,
      kind: 'finnish_bar_code',
      account: iban('FI7944052020036082'),
      amount: '4883.15',
      currency: 'EUR',
      reference: '868516259619897',
      executeOn: '2010-06-12',
    })
  })

  it('is read in version 5, in groups, without sum and day', () => {
    expect(readPaymentCode(FIVE)).toMatchObject({ reference: 'RF09868516259619897', amount: '4883.15' })
    expect(readPaymentCode(FIVE.replace(/(.{4})/g, '$1 '))).toMatchObject({ reference: 'RF09868516259619897' })
    const empty = `${FOUR.slice(0, 17)}00000000${FOUR.slice(25, 48)}000000`
    expect(readPaymentCode(empty)).toMatchObject({ amount: null, currency: null, executeOn: null, notes: [] })
  })

  it('of another source is read too', () => {
    // FI49 5000 9420 0287 30, 100.20 €, 12345 67907, 12.12.2020
    expect(readPaymentCode('449500094200287300001002000000000000001234567907201212')).toMatchObject({
      account: iban('FI4950009420028730'),
      amount: '100.20',
      reference: '1234567907',
      executeOn: '2020-12-12',
    })
  })

  it('says which of its parts is wrong', () => {
    expect(readPaymentCode(FOUR.replace('479', '478'))).toMatchObject({ account: null, notes: [{ part: 'account', code: 'not_valid' }] })
    expect(readPaymentCode(FOUR.replace('897100612', '898100612'))).toMatchObject({
      reference: null,
      notes: [{ part: 'reference', code: 'not_valid' }],
    })
    expect(readPaymentCode(FOUR.slice(0, 48) + '101332')).toMatchObject({
      executeOn: null,
      notes: [{ part: 'executeOn', code: 'not_valid' }],
    })
  })

  it('is none where neither account nor reference is right, nor with another length', () => {
    expect(readPaymentCode('4' + '1'.repeat(53))).toBe(null)
    expect(readPaymentCode(FOUR.slice(0, 53))).toBe(null)
  })

  it('never has a wrong account or reference after one digit changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 47 }), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        fc.pre(at < 17 || at >= 25)
        const digit = String((Number(FOUR[at]) + shift) % 10)
        const code = readPaymentCode(FOUR.slice(0, at) + digit + FOUR.slice(at + 1))
        if (at < 17) expect(code?.account ?? null).toBe(null)
        else expect(code?.reference ?? null).toBe(null)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a Slovenian UPN QR code', () => {
  const FIELDS = [
    ...[
      'UPNQR',
      '',
      '',
      '',
      '',
      'Janez Novak',
      'Lepa ulica 33',
      '6000 Koper',
      '00000005558',
      '',
      '',
      'GDSV',
      'Predračun 111',
      '16.06.2027',
    ],
    ...['SI56020360253863406', 'SI081236-17-34565', 'Podjetje Črta d.o.o.', 'Neka ulica 5', '1000 Ljubljana'],
  ]
  const code = (changes: Record<number, string> = {}, sum?: string) => {
    const fields = FIELDS.map((field, at) => changes[at + 1] ?? field)
    const counted = fields.reduce((total, field) => total + field.length + 1, 0)
    return [...fields, sum ?? String(counted).padStart(3, '0'), '          '].join('\n')
  }

  it('is read, its own kind of reference before the purpose', () => {
    expect(readPaymentCode(code())).toEqual({
      ...EMPTY_CODE,
      kind: 'upn_qr',
      name: 'Podjetje Črta d.o.o.',
      account: iban('SI56020360253863406'),
      amount: '55.58',
      currency: 'EUR',
      remittance: 'SI081236-17-34565 Predračun 111',
      executeOn: '2027-06-16',
      notes: [{ part: 'reference', code: 'in_message' }],
    })
  })

  it('is set right when its ISO 8859-2 was taken for Latin 1', () => {
    expect(readPaymentCode(code({ 13: 'Predraèun', 17: '©porè ®iga' }))).toMatchObject({ name: 'Šporč Žiga' })
  })

  it('has an RF reference, or none at all', () => {
    expect(readPaymentCode(code({ 16: 'RF18539007547034' }))).toMatchObject({ reference: 'RF18539007547034', remittance: null, notes: [] })
    expect(readPaymentCode(code({ 16: 'SI99' }))).toMatchObject({ reference: null, remittance: 'Predračun 111', notes: [] })
  })

  it.each([
    [{ 15: 'SI56020360253863407', 16: '' }, undefined, { part: 'account', code: 'not_valid' }],
    [{ 9: 'fifty', 16: '' }, undefined, { part: 'amount', code: 'not_valid' }],
    [{ 14: '31.02.2027', 16: '' }, undefined, { part: 'executeOn', code: 'not_valid' }],
    [{ 16: 'XX12' }, undefined, { part: 'reference', code: 'not_valid' }],
    [{ 16: '' }, '001', { part: 'code', code: 'cut' }],
  ])('says what in it could not be read (%j)', (changes, sum, note) => {
    expect(readPaymentCode(code(changes, sum))!.notes).toEqual([note])
  })
})

describe('a Swiss QR bill', () => {
  it('is known and not read', () => {
    expect(readPaymentCode('SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\nS\r\nMax')).toEqual({
      ...EMPTY_CODE,
      kind: 'swiss_qr',
      notes: [{ part: 'code', code: 'not_supported' }],
    })
  })
})

describe('an IBAN alone', () => {
  it.each(['FI2112345600000785', 'fi21 1234 5600 0007 85', ' FI21-1234-5600-0007-85 ', 'FI21\u00A01234\u00A05600\u00A00007\u00A085'])(
    'is read as "%s"',
    (text) => {
      expect(readPaymentCode(text)).toEqual({ ...EMPTY_CODE, kind: 'iban', account: iban('FI2112345600000785') })
    },
  )

  it('with a wrong digit is none', () => {
    expect(readPaymentCode('FI2112345600000786')).toBe(null)
  })
})

describe('a text of an invoice', () => {
  const INVOICE = `
    Saaja: Helsingin Energia Oy
    Tilinumero: FI21 1234 5600 0007 85   BIC: NDEAFIHH
    Viitenumero: 86851 62596 19897
    Eräpäivä: 12.6.2027
    Yhteensä 1 284,60 EUR`

  it('gives what is labelled', () => {
    expect(readPaymentCode(INVOICE)).toEqual({
      ...EMPTY_CODE,
      kind: 'text',
      name: 'Helsingin Energia Oy',
      account: iban('FI2112345600000785'),
      bic: 'NDEAFIHH',
      amount: '1284.60',
      currency: 'EUR',
      reference: '868516259619897',
      executeOn: '2027-06-12',
    })
  })

  it('gives an RF reference wherever it stands, without the words after it', () => {
    expect(readPaymentCode('Pay €12.50 to FI21 1234 5600 0007 85, RF18 5390 0754 7034 MAY 2027')).toMatchObject({
      amount: '12.50',
      reference: 'RF18539007547034',
    })
  })

  it('gives neither of two sums, accounts or references, and says so', () => {
    expect(readPaymentCode(`${INVOICE} Alv 200,00 EUR`)).toMatchObject({ amount: null, notes: [{ part: 'amount', code: 'several' }] })
    expect(readPaymentCode(`${INVOICE}\nFI5810171000000122`)).toMatchObject({
      account: null,
      notes: [{ part: 'account', code: 'several' }],
    })
    expect(readPaymentCode('FI2112345600000785 RF18539007547034, RF712348231')).toMatchObject({
      reference: null,
      notes: [{ part: 'reference', code: 'several' }],
    })
  })

  it('without an IBAN, empty or endless is nothing', () => {
    for (const text of ['', '   ', 'hello', '+358 40 123 4567', 'x'.repeat(5_001)]) expect(readPaymentCode(text)).toBe(null)
  })

  it('whatever it is, is read within a moment and never wrongly accepted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(readPaymentCode(text)?.kind ?? null).toBe(null)
      }),
    )
    const started = performance.now()
    for (const hostile of ['RF18 '.repeat(900), '1 '.repeat(2_400), 'EUR 1.111'.repeat(500), 'ref '.repeat(1_200), ' payee'.repeat(800)]) {
      readPaymentCode(`FI2112345600000785 ${hostile}`.slice(0, 5_000))
    }
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
