import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IsoDate } from '@/lib/core/iso-date'
import { matchesTemplate } from '@/lib/core/safe-regex'
import { pain001 } from '@/lib/payments/by-hand/pain-001'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import type { BulkContext, BulkFile } from './bulk-file'
import { findAmountStyle, readAmountCell } from './csv-amounts'
import { readBulkFile } from './read-bulk-file'
import { BARE_CAPABILITY } from '@/lib/testing/bare-capability'

const CONTEXT: BulkContext = {
  capability: null,
  debtor: { scheme: 'IBAN', identification: 'FI5810171000000122' },
  matchesPattern: matchesTemplate,
  currency: 'EUR',
}

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string, context: Partial<BulkContext> = {}): BulkFile => readBulkFile(bytes(text), { ...CONTEXT, ...context })
const problems = (text: string) => read(text).problems.map(({ code, names }) => [code, ...names])
const IBANS = ['FI2112345600000785', 'BE72000000001616', 'DE89370400440532013000', 'SE4550000000058398257466', 'EE382200221020145685']

describe('a table', () => {
  it.each([
    ['Name,IBAN,Amount,Message', 'Anna,FI2112345600000785,12.50,Rent', ','],
    ['Saajan nimi;Tilinumero;Määrä;Viesti', 'Anna;FI21 1234 5600 0007 85;12,50;Rent', ';'],
    ['Empfänger;IBAN;Betrag;Verwendungszweck', 'Anna;FI2112345600000785;12,50 EUR;Rent', ';'],
    ['Nom du bénéficiaire\tCompte\tMontant\tCommunication', 'Anna\tFI2112345600000785\t€ 12,50\tRent', '\t'],
    ['Mottagare;Konto;Belopp;Meddelande', '"Anna";FI2112345600000785;12,50;"Rent"', ';'],
  ])('is read with its heads in words: %s', (head, row) => {
    const file = read(`\uFEFF${head}\r\n${row}\r\n`)
    expect(file.problems).toEqual([])
    expect(file.lines).toHaveLength(1)
    expect(file.lines[0]).toMatchObject({
      lineNumber: 2,
      errors: {},
      line: { name: 'Anna', amount: '12.50', remittance: ['Rent'], account: { scheme: 'IBAN', identification: 'FI2112345600000785' } },
    })
  })

  it('has a result for every row, wrong ones with the field named', () => {
    const file = read(
      [
        'name;iban;amount;reference',
        'Anna;FI2112345600000785;1,50;',
        ';;;',
        ';FI2112345600000786;x;12',
        'Bo;FI5810171000000122;0;86851 62596 19897',
      ].join('\n'),
    )
    expect(file.lines.map(({ lineNumber, errors }) => [lineNumber, errors])).toEqual([
      [2, {}],
      [4, { name: 'required', account: 'iban_check_digits', amount: 'amount_form', reference: 'reference_form' }],
      [5, { account: 'own_account', amount: 'amount_zero' }],
    ])
    expect(file.lines[2]!.line.reference).toBe('868516259619897')
  })

  it('keeps what was typed beside what is sent in other characters', () => {
    const [line] = read('name;iban;amount;message\nMäkinen;FI2112345600000785;5;Kesä & työ').lines
    expect(line).toMatchObject({
      errors: {},
      line: { name: 'Makinen', remittance: ['Kesa + tyo'] },
      typed: { name: 'Mäkinen', message: 'Kesä & työ' },
    })
  })

  it('keeps cells that look like formulas as text', () => {
    const [line] = read('name;iban;amount\n=HYPERLINK(1);FI2112345600000785;=2+3').lines
    expect(line).toMatchObject({
      line: { name: '.HYPERLINK(1)', amount: '=2+3' },
      typed: { name: '=HYPERLINK(1)' },
      errors: { amount: 'amount_form' },
    })
  })

  it('in Windows-1252 is read like one in UTF-8', () => {
    const text = 'name;iban;amount\nMäkinen;FI2112345600000785;5'
    const latin = Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
    expect(readBulkFile(latin, CONTEXT).lines[0]!.typed.name).toBe('Mäkinen')
  })

  it('refuses a row whose sum was cut in two by its comma', () => {
    expect(read('name,iban,amount\nAnna,FI2112345600000785,12,50').lines[0]).toMatchObject({
      line: { amount: '' },
      errors: { row: 'cells_too_many' },
    })
  })

  it('of giro numbers is read where the bank takes them', () => {
    const capability = { ...GIRO }
    const file = read('Mottagare;Bankgiro;Plusgiro;Belopp;Valuta;OCR\nA;991-2346;;1 284,60;SEK;12345674\nB;;90 20 90-0;5,00;SEK;12345674', {
      capability,
      currency: 'SEK',
    })
    expect(file.currency).toBe('SEK')
    expect(file.lines.map(({ line, errors }) => [line.account, line.amount, errors])).toEqual([
      [{ scheme: 'BGNR', identification: '9912346' }, '1284.60', {}],
      [{ scheme: 'PGNR', identification: '9020900' }, '5.00', {}],
    ])
  })

  it.each([
    ['', ['empty']],
    ['name;iban;amount\n', ['empty']],
    ['name;total cost;when\nA;1;2', ['columns_missing', 'account', 'amount']],
    ['name;iban;konto;amount\nA;1;2;3', ['columns_twice', 'account']],
    ['name;iban;amount\nA;FI2112345600000785;1,234', ['amounts_ambiguous']],
    ['name;iban;amount\nA;FI2112345600000785;1.50\nB;FI2112345600000785;1,50', ['amounts_ambiguous']],
    ['name;iban;amount;currency\nA;x;1;EUR\nB;y;1;SEK', ['several_currencies', 'EUR', 'SEK']],
    ['name;iban;amount;colour\nA;x;1;red', ['columns_unknown', 'colour']],
    [`name;iban;amount\n${'A;x;1\n'.repeat(501)}`, ['too_many_rows']],
    ['PK\u0003\u0004binary', ['not_readable']],
  ])('that is no list of payments is refused, or its oddity said (%#)', (text, problem) => {
    expect(problems(text)).toEqual([problem])
  })

  it('beyond 1 MB is not read at all', () => {
    expect(readBulkFile(new Uint8Array(1_000_001), CONTEXT).problems[0]!.code).toBe('too_big')
  })

  it('of five hundred rows is read in well under a second', () => {
    const rows = Array.from({ length: 500 }, (_, at) => `Payee ${at};${IBANS[at % IBANS.length]};${at + 1},50;Message ${at}`)
    const started = performance.now()
    const file = read(['name;iban;amount;message', ...rows].join('\n'))
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(file.lines).toHaveLength(500)
    expect(file.lines.every(({ errors }) => Object.keys(errors).length === 0)).toBe(true)
  })
})

describe('sums of a table', () => {
  it.each([
    [['1.50', '1,234.50'], 'point'],
    [['1,50', '1.234,50', '1 234,50'], 'comma'],
    [['15', '1500'], 'point'],
    [['1,234', '0.50'], 'point'],
    [['1.234', '0,50'], 'comma'],
    [['1.234'], 'ambiguous'],
    [['1.50', '1,50'], 'ambiguous'],
    [['x', '-'], 'point'],
  ])('%j are written with a %s', (cells, style) => expect(findAmountStyle(cells)).toBe(style))

  it.each([
    ['€ 1.234,50', 'comma', '1234.50'],
    ['1 234,50 EUR', 'comma', '1234.50'],
    ["1'234.50", 'point', '1234.50'],
    ['1\u00A0234', 'comma', '1234'],
    ['007,50', 'comma', '7.50'],
    ['12,34,567', 'point', null],
    ['-5', 'point', null],
    ['1e3', 'point', null],
    ['1.234.50', 'comma', null],
  ] as const)('"%s" with a %s is %s', (cell, style, amount) => expect(readAmountCell(cell, style)).toBe(amount))

  it('are read back exactly, however they are grouped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 99_999_999 }), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        fc.constantFrom('', ' ', "'"),
        (minors, isComma, group) => {
          const written = minors.map((minor) => {
            const whole = String(Math.floor(minor / 100)).replace(/(?=(?:\d{3})+$)(?!^)/g, group)
            return `${whole}${isComma ? ',' : '.'}${String(minor % 100).padStart(2, '0')}`
          })
          const style = findAmountStyle(written)
          expect(style).toBe(isComma ? 'comma' : 'point')
          expect(written.map((cell) => readAmountCell(cell, isComma ? 'comma' : 'point'))).toEqual(
            minors.map((minor) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`),
          )
        },
      ),
    )
  })
})

const GIRO: NonNullable<BulkContext['capability']> = {
  ...BARE_CAPABILITY,
  paymentType: 'BULK_DOMESTIC_SE_GIRO',
  psuType: 'business',
  instructionsMax: 50,
  currencies: ['SEK'],
  debtorAccountRequired: true,
  debtorAccountSchemes: ['BBAN'],
  creditorAccountSchemes: ['BGNR', 'PGNR'],
  referenceSupported: true,
  referenceSchemes: ['SEBG'],
  executionDateSupported: true,
  standingOrders: 'no',
  finalSuccessfulStatuses: ['ACSC'],
}

describe('a pain.001 file', () => {
  const LINES: OrderLine[] = IBANS.map((identification, at) => ({
    amount: `${at + 1}.50`,
    payeeId: null,
    name: `Payee ${at} O'Neill + Co`,
    account: { scheme: 'IBAN', identification },
    bic: at === 0 ? 'NDEAFIHH' : null,
    clearing: null,
    country: null,
    addressLines: [],
    remittance: at === 1 ? [] : [`Message ${at}`],
    reference: at === 1 ? 'RF18539007547034' : null,
    regulatory: null,
  }))

  const write = (version: '001.001.03' | '001.001.09') => {
    const file = pain001({
      order: { currency: 'EUR', standingOrder: null, lines: LINES } as unknown as PaymentOrder,
      version,
      paymentId: '01989d2c-5b5e-7d3a-9f00-1234567890ab',
      createdAt: new Date('2026-11-20T15:52:39Z'),
      executeOn: '2026-11-23' as IsoDate,
      debtor: { name: 'Anna', iban: 'FI5810171000000122', bic: null },
      endToEndIds: LINES.map((_, at) => `S${at}`),
    })
    if (!file.ok) throw new Error(file.code)
    return file.xml
  }

  it.each(['001.001.03', '001.001.09'] as const)('of version %s is read back line for line', (version) => {
    const file = read(write(version))
    expect(file).toMatchObject({ format: `pain.${version}`, currency: 'EUR', executeOn: '2026-11-23', problems: [] })
    expect(file.lines.map(({ line }) => line)).toEqual(LINES)
    expect(file.lines.map(({ lineNumber, errors }) => [lineNumber, errors])).toEqual(LINES.map((_, at) => [at + 1, {}]))
  })

  it('is read with a prefix before its names', () => {
    const prefixed = write('001.001.03')
      .replace(/<(\/?)([A-Z])/g, '<$1p:$2')
      .replace('xmlns=', 'xmlns:p=')
    expect(read(prefixed).lines).toHaveLength(5)
  })

  it('names what is wrong with a line', () => {
    const file = read(write('001.001.09').replace('FI2112345600000785', 'FI2112345600000786'))
    expect(file.lines.map(({ errors }) => errors)).toEqual([{ account: 'iban_check_digits' }, {}, {}, {}, {}])
  })

  it('reads escaped characters as what they stand for', () => {
    expect(read(write('001.001.09').replace('Message 0', 'A &amp; B &#228;')).lines[0]!.typed.message).toBe('A & B ä')
  })

  it.each<[string, (xml: string) => string, string[]]>([
    ['a document type', (xml) => xml.replace('?>', '?><!DOCTYPE x>'), ['xml_forbidden']],
    ['an entity of its own', (xml) => xml.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>'), ['xml_forbidden']],
    ['another version', (xml) => xml.replace('001.001.09', '001.001.02'), ['version_unknown']],
    ['another message', (xml) => xml.replaceAll('CstmrCdtTrfInitn', 'CstmrDrctDbtInitn'), ['version_unknown']],
    ['an end missing', (xml) => xml.slice(0, -30), ['not_readable']],
    ['a cheque', (xml) => xml.replace('TRF', 'CHK'), ['not_a_transfer']],
    ['a count that is not its own', (xml) => xml.replace('<NbOfTxs>5', '<NbOfTxs>4'), ['count_differs']],
    ['no count', (xml) => xml.replace(/<NbOfTxs>5<\/NbOfTxs>/, ''), ['count_differs']],
    ['a sum that is not its own', (xml) => xml.replace('<CtrlSum>17.50', '<CtrlSum>17.51'), ['sum_differs']],
    ['an amount changed', (xml) => xml.replace('"EUR">1.50', '"EUR">1.51'), ['sum_differs']],
    ['two currencies', (xml) => xml.replace('Ccy="EUR"', 'Ccy="SEK"'), ['several_currencies', 'SEK', 'EUR']],
  ])('with %s is refused', (_, change, problem) => {
    const file = read(change(write('001.001.09')))
    expect(file.problems.map(({ code, names }) => [code, ...names])).toEqual([problem])
    expect(file).toMatchObject({ lines: [], problems: [{ isFatal: true }] })
  })

  it('of another account says so, and is read', () => {
    const file = read(write('001.001.09'), { debtor: { scheme: 'IBAN', identification: 'DE89370400440532013000' } })
    expect(file.problems).toEqual([{ code: 'other_debtor', isFatal: false, names: [] }])
    expect(file.lines).toHaveLength(5)
  })

  it('with an amount in the payer’s currency names the amount as missing', () => {
    const xml = write('001.001.09')
      .replace(/<InstdAmt Ccy="EUR">1\.50<\/InstdAmt>/, '<EqvtAmt><Amt Ccy="EUR">1.50</Amt><CcyOfTrf>USD</CcyOfTrf></EqvtAmt>')
      .replaceAll(/<CtrlSum>[\d.]+<\/CtrlSum>/g, '')
    expect(read(xml).lines[0]!.errors).toEqual({ amount: 'required' })
  })
})
