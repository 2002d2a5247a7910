import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatDecimal } from '@/lib/core/money'
import { parseTransactions } from './account-data'
import transactionsPage from './fixtures/transactions-page.json'
import unbelievable from './fixtures/unbelievable-rows.json'
import { findInstant, findMoney, mapBalance, mapTransaction } from './map'
import { mapAccount, mapAspsp, mapSession } from './map-session'
import { WireAccount, WireAspsps, WireSession } from './wire'

const ROW = { transaction_amount: { currency: 'EUR', amount: '12.30' }, credit_debit_indicator: 'DBIT', status: 'BOOK' }

function answerOf(body: unknown) {
  return { status: 200, headers: new Headers(), text: typeof body === 'string' ? body : JSON.stringify(body) }
}

function mapped(change: Record<string, unknown>) {
  const result = mapTransaction({ ...ROW, ...change })
  if ('rejected' in result) throw new Error(result.rejected.reason)
  return result.row
}

describe('a page of transactions', () => {
  const page = parseTransactions(answerOf(transactionsPage))

  it('keeps every row of a real-looking page', () => {
    expect(page.rejected).toEqual([])
    expect(page.transactions.map(({ amount }) => `${formatDecimal(amount)} ${amount.currency}`)).toEqual([
      '25000.00 SEK',
      '-12.63 CHF',
      '-1500 ISK',
      '0.00 EUR',
      '-3.45 EUR',
    ])
  })

  it('reads all fields of a full row and leaves absent ones null', () => {
    expect(page.transactions).toMatchSnapshot()
  })

  it('keeps the text exactly as received', () => {
    const text = JSON.stringify(transactionsPage, null, 3)
    expect(parseTransactions(answerOf(text)).raw).toBe(text)
  })

  it('ends with null, absent or empty key alike, and not with an empty page', () => {
    for (const key of [{ continuation_key: null }, {}, { continuation_key: '' }])
      expect(parseTransactions(answerOf({ transactions: [], ...key })).continuationKey).toBeNull()
    expect(parseTransactions(answerOf({ transactions: [], continuation_key: 'more' })).continuationKey).toBe('more')
  })

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"transactions":null}',
    '{"transactions":{}}',
    '{"transactions":[],"continuation_key":7}',
    '{"transactions":[',
    '<html>',
  ])('is refused whole when it is %s', (text) => {
    expect(() => parseTransactions(answerOf(text))).toThrow(expect.objectContaining({ kind: 'invalid_response' }))
  })

  it('is not disturbed by repeated keys and keys named like prototypes', () => {
    const text = `{"__proto__":{"continuation_key":"evil"},"transactions":[{"__proto__":{"status":"BOOK"},"status":"PDNG","status":"BOOK",
      "constructor":{"prototype":{"polluted":true}},"transaction_amount":{"currency":"EUR","amount":"1.00"},"credit_debit_indicator":"CRDT"}]}`
    const { transactions, continuationKey } = parseTransactions(answerOf(text))
    expect(transactions).toHaveLength(1)
    expect(continuationKey).toBeNull()
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('a row that cannot be believed', () => {
  it.each(unbelievable)('is set aside with its reason: $reason', ({ reason, row }) => {
    const { transactions, rejected } = parseTransactions(answerOf({ transactions: [ROW, row, ROW] }))
    expect(transactions).toHaveLength(2)
    expect(rejected).toMatchObject([{ reason, wire: row, day: null }])
  })

  it('still says of which day it is', () => {
    const row = { ...ROW, transaction_amount: null, booking_date: '2026-02-30', value_date: '2026-03-02' }
    expect(mapTransaction(row)).toMatchObject({ rejected: { day: '2026-03-02' } })
  })
})

describe('the sign', () => {
  it('comes from the indicator alone, for every status and both spellings of the amount', () => {
    for (const status of ['BOOK', 'PDNG', 'HOLD', 'SCHD', 'CNCL', 'RJCT', 'OTHR', 'NEW1']) {
      for (const amount of ['12.30', '-12.30', '+12.30']) {
        const wire = { status, transaction_amount: { currency: 'EUR', amount } }
        expect(mapped({ ...wire, credit_debit_indicator: 'CRDT' })).toMatchObject({ status, amount: { minor: 1230n } })
        expect(mapped({ ...wire, credit_debit_indicator: 'DBIT' })).toMatchObject({ status, amount: { minor: -1230n } })
      }
    }
  })

  it('comes out exactly of a JSON number with as many digits as a float holds', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (minor) => {
        const text = formatDecimal({ minor, currency: 'EUR' as never })
        const wire = JSON.parse(`{"currency":"EUR","amount":${text}}`) as object
        expect(mapped({ transaction_amount: wire, credit_debit_indicator: 'CRDT' }).amount.minor).toBe(minor)
      }),
    )
    for (const amount of [1e21, 1e-7, 0.1 + 0.2, Number.NaN, 1_234_567_890_123.456])
      expect(mapTransaction({ ...ROW, transaction_amount: { currency: 'EUR', amount } })).toHaveProperty('rejected')
  })

  it('changes no digit of any amount', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_807n }), fc.boolean(), (minor, isCredit) => {
        const amount = formatDecimal({ minor, currency: 'EUR' as never })
        const row = mapped({ transaction_amount: { currency: 'EUR', amount }, credit_debit_indicator: isCredit ? 'CRDT' : 'DBIT' })
        expect(row.amount.minor).toBe(isCredit ? minor : -minor)
        expect(row.amountExcess).toBeNull()
      }),
    )
  })

  it('flags digits beyond the currency’s and forgives zeros there', () => {
    expect(mapped({ transaction_amount: { currency: 'EUR', amount: '1.2345' } })).toMatchObject({
      amount: { minor: -123n },
      amountExcess: '45',
    })
    expect(mapped({ transaction_amount: { currency: 'SEK', amount: '25000.000' } })).toMatchObject({
      amount: { minor: -2_500_000n },
      amountExcess: null,
    })
    expect(mapped({ transaction_amount: { currency: 'JPY', amount: '100.5' } })).toMatchObject({
      amount: { minor: -100n },
      amountExcess: '5',
    })
  })
})

describe('fields of a row', () => {
  it('count null, absent and empty as absent', () => {
    for (const nothing of [null, undefined, '', '   ']) {
      const row = mapped({
        entry_reference: nothing,
        transaction_id: nothing,
        note: nothing,
        creditor: { name: nothing },
        booking_date: nothing,
        remittance_information: [nothing],
      })
      expect(row).toMatchObject({
        entryReference: null,
        transactionId: null,
        note: null,
        creditor: { name: null },
        bookingDate: null,
        remittance: [],
      })
    }
  })

  it('take the currency of the amount for a balance that names none', () => {
    expect(mapped({ balance_after_transaction: { currency: 'XXX', amount: '5.00' } }).balanceAfter).toEqual({
      minor: 500n,
      currency: 'EUR',
    })
    expect(mapped({ balance_after_transaction: { currency: 'SEK', amount: '5.00' } }).balanceAfter).toEqual({
      minor: 500n,
      currency: 'SEK',
    })
    expect(mapped({ balance_after_transaction: { currency: 'XXX', amount: 'n/a' } }).balanceAfter).toBeNull()
  })

  it('are null where a date is no day', () => {
    for (const date of ['2026-02-30', '20260101', '2026-1-1', '2026-01-01T00:00:00Z', 'today', 20260101])
      expect(mapped({ booking_date: date }).bookingDate).toBeNull()
  })

  it('keep line breaks and odd letters, and lose what cannot be stored or would turn the reading order', () => {
    const row = mapped({ remittance_information: ['line 1\r\nline 2', 'a\u0000b', '\uD83C lone', '\u202Eexe.ipt', '🏦 Ä ﷽'] })
    expect(row.remittance).toEqual(['line 1\nline 2', 'a\uFFFDb', '\uFFFD lone', 'exe.ipt', '🏦 Ä ﷽'])
  })

  it('find the merchant in the address and the account among the other numbers', () => {
    const row = mapped({
      creditor: { name: null, postal_address: { address_line: ['ZABKA Z1234', ''], town_name: 'Kraków' } },
      creditor_account: { iban: null, other: { identification: '123-4567', scheme_name: 'BGNR' } },
      debtor: {
        name: 'X',
        postal_address: { street_name: 'Main', building_number: '4', post_code: '00123', town_name: 'Helsinki', country: 'FI' },
      },
      debtor_account_additional_identification: [{ identification: 'fi21 1234 5600 0007 85', scheme_name: 'IBAN' }],
    })
    expect(row.creditor).toEqual({ name: null, iban: null, otherAccount: '123-4567', addressLines: ['ZABKA Z1234'] })
    expect(row.debtor).toEqual({
      name: 'X',
      iban: 'FI2112345600000785',
      otherAccount: null,
      addressLines: ['Main 4', '00123 Helsinki', 'FI'],
    })
  })

  it('survive any JSON in any place', () => {
    fc.assert(
      fc.property(
        fc.record({ ...Object.fromEntries(Object.keys(transactionsPage.transactions[0]!).map((key) => [key, fc.jsonValue()])) }),
        (wire) => {
          expect(() => mapTransaction(wire)).not.toThrow()
        },
      ),
    )
  })
})

describe('a balance', () => {
  it('keeps its own sign, type and times', () => {
    const wire = {
      name: 'x',
      balance_amount: { currency: 'EUR', amount: '-20.5' },
      balance_type: 'ITAV',
      last_change_date_time: '2026-11-19T14:15:22.123456+02:00',
      reference_date: '2026-11-19',
    }
    expect(mapBalance(wire)).toEqual({
      row: {
        type: 'ITAV',
        name: 'x',
        amount: { minor: -2050n, currency: 'EUR' },
        referenceDate: '2026-11-19',
        lastChangeAt: new Date('2026-11-19T12:15:22.123Z'),
        lastCommittedTransaction: null,
      },
    })
  })

  it('is set aside without amount or currency: missing is not zero', () => {
    expect(mapBalance({ balance_type: 'CLBD' })).toMatchObject({ rejected: { reason: 'no amount' } })
    expect(mapBalance({ balance_amount: { amount: '1' }, balance_type: 'CLBD' })).toMatchObject({ rejected: { reason: 'no currency' } })
    expect(mapBalance({ balance_amount: { currency: 'EUR', amount: '0,00' } })).toMatchObject({
      rejected: { reason: 'amount is not decimal text' },
    })
    expect(mapBalance(null)).toMatchObject({ rejected: { reason: 'not an object' } })
  })

  it('keeps a type it does not know', () => {
    expect(mapBalance({ balance_amount: { currency: 'eur', amount: '1' }, balance_type: 'ZZZZ' })).toMatchObject({ row: { type: 'ZZZZ' } })
  })
})

describe('an account', () => {
  const account = (change: Record<string, unknown>) =>
    mapAccount(WireAccount.parse({ uid: 'u', identification_hash: 'a', identification_hashes: ['b', 'a'], currency: 'EUR', ...change }))

  it('has its primary hash first, then the others, each once', () => {
    expect(account({}).identificationHashes).toEqual(['a', 'b'])
    expect(account({ identification_hashes: undefined }).identificationHashes).toEqual(['a'])
    expect(account({ identification_hash: null }).identificationHashes).toEqual(['b', 'a'])
    expect(() => account({ identification_hash: '', identification_hashes: [] })).toThrow(
      expect.objectContaining({ kind: 'invalid_response' }),
    )
  })

  it('is known by IBAN, else by another number', () => {
    expect(account({ account_id: { iban: 'FI21 1234 5600 0007 85' } })).toMatchObject({
      iban: 'FI2112345600000785',
      otherIdentification: null,
    })
    expect(account({ all_account_ids: [{ identification: 'FI2112345600000785', scheme_name: 'IBAN' }] }).iban).toBe('FI2112345600000785')
    expect(account({ account_id: { other: { identification: '4532****1234', scheme_name: 'CPAN' } } })).toMatchObject({
      iban: null,
      otherIdentification: { scheme: 'CPAN', identification: '4532****1234' },
    })
    expect(account({ account_id: { iban: 'FI21********0785' } })).toMatchObject({
      iban: null,
      otherIdentification: { scheme: 'IBAN', identification: 'FI21********0785' },
    })
    expect(account({})).toMatchObject({ iban: null, otherIdentification: null })
  })

  it('may have no handle and no currency', () => {
    expect(account({ uid: null, currency: null })).toMatchObject({ uid: null, currency: 'XXX', cashAccountType: 'OTHR' })
  })
})

describe('a bank and a session', () => {
  it('keeps readable banks of a list with unreadable ones', () => {
    const banks = WireAspsps.parse({
      aspsps: [
        null,
        {},
        { name: 'A', country: 'FI' },
        { name: 'nul\u0000', country: 'FI' },
        { name: '\uD800', country: 'FI' },
        { name: '銀行', country: 'se', psu_types: null },
      ],
    })
    expect(banks.map(mapAspsp)).toMatchObject([
      { name: 'A', country: 'FI', maximumConsentValiditySeconds: 7_776_000, authMethods: [], psuTypes: [], beta: false },
      { name: '銀行', country: 'SE' },
    ])
  })

  it('maps every documented status and treats a new one as not yet usable', () => {
    const stateOf = (status: string) =>
      mapSession(WireSession.parse({ status, access: { valid_until: '2026-12-01T12:00:00.000000+00:00' } })).state
    expect(
      Object.fromEntries(
        [
          'INVALID',
          'PENDING_AUTHORIZATION',
          'RETURNED_FROM_BANK',
          'AUTHORIZED',
          'EXPIRED',
          'CLOSED',
          'REVOKED',
          'CANCELLED',
          'NEW',
          'constructor',
        ].map((status) => [status, stateOf(status)]),
      ),
    ).toEqual({
      INVALID: 'failed',
      PENDING_AUTHORIZATION: 'pending',
      RETURNED_FROM_BANK: 'pending',
      AUTHORIZED: 'authorized',
      EXPIRED: 'expired',
      CLOSED: 'closed',
      REVOKED: 'revoked',
      CANCELLED: 'failed',
      NEW: 'pending',
      constructor: 'pending',
    })
  })
})

describe('values', () => {
  it('reads instants in every spelling banks use, and a missing offset as UTC', () => {
    for (const text of [
      '2026-12-01T12:00:00Z',
      '2026-12-01T12:00:00.000000+00:00',
      '2026-12-01T14:00:00+02:00',
      '2026-12-01t14:00:00.0+0200',
      '2026-12-01T12:00:00',
      '2026-12-01 12:00:00Z',
    ]) {
      expect(findInstant(text)).toEqual(new Date('2026-12-01T12:00:00Z'))
    }
    for (const text of [null, '', '2026-12-01', '2026-02-30T12:00:00Z', '2026-12-01T25:00:00Z', '1764590400'])
      expect(findInstant(text)).toBeNull()
  })

  it('has no money where the currency or the amount is missing', () => {
    expect(findMoney(null)).toBeNull()
    expect(findMoney({ currency: 'XXX', amount: '1' })).toBeNull()
    expect(findMoney({ currency: 'EUR' })).toBeNull()
  })
})
