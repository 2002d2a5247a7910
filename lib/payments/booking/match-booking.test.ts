import { describe, expect, test } from 'vitest'
import { parseCurrency } from '@/lib/core/currency'
import { parseIsoDate } from '@/lib/core/iso-date'
import { money, parseMoney } from '@/lib/core/money'
import { squeeze, type BookedDebit, type ExpectedDebit, type ExpectedTotal } from './expected-debit'
import { matchBookings, type MatchInput } from './match-booking'

const day = parseIsoDate
const ID_A = `S${'0A1B2C3D4E'.repeat(3)}`
const ID_B = `S${'FF00EE11DD'.repeat(3)}`

function line(change: Partial<ExpectedDebit> & { paymentId: string }): ExpectedDebit {
  return {
    ...{ position: 0, accountId: 'account', amount: parseMoney('12.50', 'EUR'), endToEndId: ID_A, counterpartyIndex: 'payee' },
    ...{ reference: null, message: null, name: 'Kauppa Oy', day: day('2026-11-20'), from: day('2026-11-19'), until: day('2026-11-30') },
    ...{ trust: 'any', isByHand: false, order: change.paymentId, sentAt: new Date('2026-11-20T08:00:00Z') },
    ...change,
  }
}

function debit(change: Partial<BookedDebit> & { id: string }): BookedDebit {
  return {
    ...{ accountId: 'account', day: day('2026-11-21'), amount: parseMoney('12.50', 'EUR'), instructed: null },
    ...{
      counterpartyIndex: 'payee',
      name: 'Kauppa Oy',
      reference: null,
      text: '',
      endToEndId: null,
      seenAt: new Date('2026-11-21T09:00:00Z'),
    },
    ...change,
  }
}

function match(expected: ExpectedDebit[], debits: BookedDebit[], more: Partial<MatchInput> = {}) {
  const { found, possible } = matchBookings({ expected, debits, totals: [], isRefused: () => false, ...more })
  return {
    found: found
      .map((one) => `${one.paymentId}${one.position === null ? '*' : one.position || ''}=${one.transactionId} ${one.because}`)
      .sort(),
    possible: possible.map((one) => `${one.paymentId}?${one.transactionId}`).sort(),
  }
}

describe('our end-to-end id', () => {
  test('is enough, wherever the bank puts it and however it breaks the line', () => {
    const broken = squeeze(`EREF+${ID_A.slice(0, 20)}` + `\n${ID_A.slice(20)} SVWZ+Thanks`)
    expect(match([line({ paymentId: 'a' })], [debit({ id: '1', text: broken, counterpartyIndex: null, name: '' })]).found).toEqual([
      'a=1 end_to_end_id',
    ])
  })

  test('tells equal twins apart, whichever comes first', () => {
    const lines = [line({ paymentId: 'a' }), line({ paymentId: 'b', endToEndId: ID_B })]
    const debits = [debit({ id: '1', text: ID_B, day: day('2026-11-20') }), debit({ id: '2', text: ID_A, day: day('2026-11-21') })]
    expect(match(lines, debits).found).toEqual(['a=2 end_to_end_id', 'b=1 end_to_end_id'])
  })

  test('is not enough with another sum', () => {
    const other = debit({ id: '1', text: ID_A, amount: parseMoney('12.51', 'EUR') })
    expect(match([line({ paymentId: 'a' })], [other])).toEqual({ found: [], possible: [] })
  })

  test('of another payment of ours rules a row out', () => {
    expect(match([line({ paymentId: 'a' })], [debit({ id: '1', text: ID_B })])).toEqual({ found: [], possible: [] })
  })

  test('of somebody else leaves it to a person', () => {
    const foreign = debit({ id: '1', text: 'EREFINVOICE7', endToEndId: 'INVOICE7' })
    expect(match([line({ paymentId: 'a' })], [foreign])).toEqual({ found: [], possible: ['a?1'] })
    // The bank's own app names ids of its own.
    expect(match([line({ paymentId: 'a', isByHand: true })], [foreign]).found).toEqual(['a=1 iban'])
  })

  test('finds what the bank calls rejected, and nothing less does', () => {
    const refuted = line({ paymentId: 'a', trust: 'refuted' })
    expect(match([refuted], [debit({ id: '1', text: ID_A })]).found).toEqual(['a=1 end_to_end_id'])
    expect(match([refuted], [debit({ id: '1' })])).toEqual({ found: [], possible: [] })
  })

  test('finds what nobody answered for; all else is for a person to say', () => {
    const traced = line({ paymentId: 'a', trust: 'traced' })
    expect(match([traced], [debit({ id: '1', text: ID_A })]).found).toEqual(['a=1 end_to_end_id'])
    expect(match([traced], [debit({ id: '1' })])).toEqual({ found: [], possible: ['a?1'] })
  })
})

describe('the payee’s account', () => {
  test('is enough when it is one debit for one line', () => {
    expect(match([line({ paymentId: 'a' })], [debit({ id: '1' })]).found).toEqual(['a=1 iban'])
  })

  test('of a row that was there before the order is an older payment', () => {
    const older = debit({ id: '1', seenAt: new Date('2026-11-20T07:59:59Z') })
    expect(match([line({ paymentId: 'a' })], [older])).toEqual({ found: [], possible: [] })
    expect(match([line({ paymentId: 'a' })], [{ ...older, text: ID_A }]).found).toEqual(['a=1 end_to_end_id'])
  })

  test('another one rules a row out', () => {
    expect(match([line({ paymentId: 'a' })], [debit({ id: '1', counterpartyIndex: 'else' })])).toEqual({ found: [], possible: [] })
  })

  test('two equal payments and two debits are paired in order', () => {
    const lines = [line({ paymentId: 'b', order: '2' }), line({ paymentId: 'a', order: '1' })]
    const debits = [debit({ id: '2', day: day('2026-11-22') }), debit({ id: '1' })]
    expect(match(lines, debits).found).toEqual(['a=1 iban', 'b=2 iban'])
  })

  test('two equal payments and one debit are left to a person', () => {
    const lines = [line({ paymentId: 'a' }), line({ paymentId: 'b', endToEndId: ID_B })]
    expect(match(lines, [debit({ id: '1' })])).toEqual({ found: [], possible: ['a?1', 'b?1'] })
  })

  test('one payment and two equal debits are left to a person', () => {
    expect(match([line({ paymentId: 'a' })], [debit({ id: '1' }), debit({ id: '2' })])).toEqual({ found: [], possible: ['a?1', 'a?2'] })
  })

  test('with the message twins are told apart although one debit is missing', () => {
    const lines = [line({ paymentId: 'a', message: 'RENTMAY' }), line({ paymentId: 'b', endToEndId: ID_B, message: 'RENTJUNE' })]
    expect(match(lines, [debit({ id: '1', text: 'RENTJUNE' })]).found).toEqual(['b=1 iban'])
    const contained = [line({ paymentId: 'a', message: 'RENT' }), line({ paymentId: 'b', endToEndId: ID_B, message: 'RENTMAY' })]
    const debits = [debit({ id: '1', text: 'RENTMAY' }), debit({ id: '2', text: 'RENT' })]
    expect(match(contained, debits).found).toEqual(['a=2 iban', 'b=1 iban'])
  })

  test('outside the days it is nothing', () => {
    const early = debit({ id: '1', day: day('2026-11-18') })
    const late = debit({ id: '2', day: day('2026-12-01') })
    expect(match([line({ paymentId: 'a' })], [early, late])).toEqual({ found: [], possible: [] })
  })
})

describe('the reference', () => {
  const invoice = { reference: 'RF18539007547034', counterpartyIndex: null }

  test('is enough when it is one debit for one line, also without an account number', () => {
    const known = debit({ id: '1', counterpartyIndex: null, name: '', reference: 'RF18539007547034' })
    expect(match([line({ paymentId: 'a', ...invoice })], [known]).found).toEqual(['a=1 reference'])
    const inText = debit({ id: '1', counterpartyIndex: null, name: '', text: 'VIITERF18539007547034' })
    expect(match([line({ paymentId: 'a', ...invoice })], [inText]).found).toEqual(['a=1 reference'])
  })

  test('leading zeros are no part of it', () => {
    const known = debit({ id: '1', counterpartyIndex: null, reference: '00000000000000001232' })
    expect(match([line({ paymentId: 'a', counterpartyIndex: null, reference: '1232' })], [known]).found).toEqual(['a=1 reference'])
  })

  test('tells invoices of one payee apart', () => {
    const lines = [line({ paymentId: 'a', reference: '1232' }), line({ paymentId: 'b', endToEndId: ID_B, reference: '1245' })]
    const debits = [debit({ id: '1', reference: '1245' }), debit({ id: '2', reference: '1232' })]
    expect(match(lines, debits).found).toEqual(['a=2 reference', 'b=1 reference'])
  })

  test('another one leaves it to a person: banks write numbers of their own there', () => {
    const other = debit({ id: '1', reference: '1245' })
    expect(match([line({ paymentId: 'a', reference: '1232' })], [other])).toEqual({ found: [], possible: ['a?1'] })
  })

  test('on two debits is left to a person', () => {
    const twice = [
      debit({ id: '1', counterpartyIndex: null, reference: '1232' }),
      debit({ id: '2', counterpartyIndex: null, reference: '1232' }),
    ]
    expect(match([line({ paymentId: 'a', reference: '1232', counterpartyIndex: null })], twice)).toEqual({
      found: [],
      possible: ['a?1', 'a?2'],
    })
  })
})

describe('what is only likely', () => {
  test('a like name is shown, never found', () => {
    const named = debit({ id: '1', counterpartyIndex: null, name: 'KAUPPA OY HELSINKI' })
    expect(match([line({ paymentId: 'a' })], [named])).toEqual({ found: [], possible: ['a?1'] })
  })

  test('another name far from the day is not shown', () => {
    const other = debit({ id: '1', counterpartyIndex: null, name: 'Somebody else', day: day('2026-11-29') })
    expect(match([line({ paymentId: 'a' })], [other]).possible).toEqual([])
  })

  test('what a person has refused is neither', () => {
    const isRefused = () => true
    expect(match([line({ paymentId: 'a' })], [debit({ id: '1', text: ID_A })], { isRefused })).toEqual({ found: [], possible: [] })
  })
})

test('a payment in another currency is found by what was instructed', () => {
  const foreign = debit({ id: '1', amount: parseMoney('138.10', 'SEK'), instructed: parseMoney('12.50', 'EUR') })
  expect(match([line({ paymentId: 'a' })], [foreign]).found).toEqual(['a=1 iban'])
  expect(match([line({ paymentId: 'a' })], [debit({ id: '1', amount: parseMoney('12.50', 'SEK') })]).found).toEqual([])
})

describe('a bulk', () => {
  const eur = (minor: bigint) => money(minor, parseCurrency('EUR'))
  const bulk = [0, 1, 2].map((position) =>
    line({
      paymentId: 'a',
      position,
      amount: eur(1_000n + BigInt(position)),
      counterpartyIndex: `payee ${position}`,
      endToEndId: `${ID_A}`,
    }),
  )
  const total: ExpectedTotal = {
    ...{ paymentId: 'a', accountId: 'account', amount: eur(3_003n), from: day('2026-11-19'), until: day('2026-11-30'), order: 'a' },
    sentAt: new Date('2026-11-20T08:00:00Z'),
  }

  test('has a debit for each line', () => {
    const debits = bulk.map((one, at) => debit({ id: String(at), amount: one.amount, counterpartyIndex: one.counterpartyIndex }))
    expect(match(bulk, debits, { totals: [total] }).found).toEqual(['a1=1 iban', 'a2=2 iban', 'a=0 iban'])
  })

  test('or one for all of them', () => {
    const sum = debit({ id: 'sum', amount: eur(3_003n), counterpartyIndex: null, name: 'Batch' })
    expect(match(bulk, [sum], { totals: [total] }).found).toEqual(['a*=sum total'])
  })

  test('not both, and not when two sums could be it', () => {
    const sum = debit({ id: 'sum', amount: eur(3_003n), counterpartyIndex: null, name: 'Batch' })
    const first = debit({ id: '0', amount: eur(1_000n), counterpartyIndex: 'payee 0' })
    expect(match(bulk, [sum, first], { totals: [total] }).found).toEqual(['a=0 iban'])
    expect(match(bulk, [sum, { ...sum, id: 'sum 2' }], { totals: [total] }).found).toEqual([])
  })
})
