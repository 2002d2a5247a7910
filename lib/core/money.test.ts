import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentOf, parseCurrency, type Currency } from './currency'
import { addMoney, convert, formatDecimal, money, parseDecimal, parseMoney, parseRate, sumByCurrency } from './money'
import { fromMoneyDto, toMoneyDto } from './money-dto'

const EUR = parseCurrency('EUR')
const currencies = fc.constantFrom(...['EUR', 'ISK', 'KWD', 'HUF', 'CLF', 'JPY', 'SEK'].map(parseCurrency))
const minors = fc.bigInt({ min: -9_223_372_036_854_775_807n, max: 9_223_372_036_854_775_807n })
const amounts = fc.record({ minor: minors, currency: currencies })

describe('an amount', () => {
  it('is the same after being written and read, for any amount and currency', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(parseMoney(formatDecimal(amount), amount.currency)).toEqual(amount)
        expect(fromMoneyDto(toMoneyDto(amount))).toEqual(amount)
      }),
      { numRuns: 10_000 },
    )
  })

  it('is written with exactly the digits of its currency', () => {
    fc.assert(
      fc.property(amounts, (amount) => {
        const exponent = exponentOf(amount.currency)
        expect(formatDecimal(amount)).toMatch(exponent === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${exponent}}$`))
      }),
    )
  })

  const written: [bigint, string, string][] = [
    [0n, 'EUR', '0.00'],
    [-5n, 'EUR', '-0.05'],
    [1500n, 'ISK', '1500'],
    [5n, 'KWD', '0.005'],
    [-123_456_789n, 'CLF', '-12345.6789'],
    [-1230n, 'HUF', '-12.30'],
  ]
  for (const [minor, currency, text] of written) {
    it(`of ${minor} minor units of ${currency} reads ${text}`, () => {
      expect(formatDecimal(money(minor, parseCurrency(currency)))).toBe(text)
    })
  }

  const read: [string, string, bigint, string | null][] = [
    ['12', 'EUR', 1200n, null],
    ['12.3', 'EUR', 1230n, null],
    [' -12.30 ', 'EUR', -1230n, null],
    ['+0.5', 'EUR', 50n, null],
    ['25000.000', 'SEK', 2_500_000n, null],
    ['1.239', 'EUR', 123n, '9'],
    ['-1.2390', 'EUR', -123n, '9'],
    ['7.5', 'JPY', 7n, '5'],
    ['007.10', 'EUR', 710n, null],
    ['-0.00', 'EUR', 0n, null],
  ]
  for (const [text, currency, minor, excess] of read) {
    it(`is read from ${JSON.stringify(text)} ${currency} with nothing lost`, () => {
      expect(parseDecimal(text, parseCurrency(currency))).toEqual({ minor, excess })
    })
  }

  const refused = [
    '',
    ' ',
    '.5',
    '5.',
    '1,5',
    '1 000',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '--1',
    '1.2.3',
    '١٢',
    '1'.repeat(31),
    '92233720368547758.08',
  ]
  for (const text of refused) {
    it(`is not read from ${JSON.stringify(text.slice(0, 40))}`, () => {
      expect(() => parseDecimal(text, EUR)).toThrow(RangeError)
    })
  }

  it('must fit its currency where it is said to be exact', () => {
    expect(parseMoney('1.20', 'eur')).toEqual({ minor: 120n, currency: 'EUR' })
    expect(() => parseMoney('1.239', 'EUR')).toThrow(RangeError)
    expect(() => parseMoney('1.5', 'JPY')).toThrow(RangeError)
    expect(() => parseMoney('1.50', 'EURO')).toThrow(RangeError)
  })

  it('never throws anything but a RangeError, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        try {
          parseDecimal(text, EUR)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('a sum', () => {
  it('is exact and does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(amounts), (list) => {
        const sums = sumByCurrency(list)
        expect(sumByCurrency(list.toReversed())).toEqual(sums)
        for (const { currency, minor } of sums) {
          const expected = list.reduce((total, amount) => (amount.currency === currency ? total + amount.minor : total), 0n)
          expect(minor).toBe(expected)
        }
        expect(sums.map((sum) => sum.currency)).toEqual([...new Set(list.map((amount) => amount.currency))].sort())
      }),
    )
  })

  it('exists within one currency only', () => {
    expect(addMoney(money(1n, EUR), money(2n, EUR))).toEqual(money(3n, EUR))
    expect(() => addMoney(money(1n, EUR), money(1n, parseCurrency('SEK')))).toThrow(RangeError)
  })
})

describe('a conversion', () => {
  const one = parseRate('1')
  const to = (amount: string, from: Currency, rateFrom: string, rateTo: string, target: string) =>
    formatDecimal(convert(parseMoney(amount, from), parseRate(rateFrom), parseRate(rateTo), parseCurrency(target)))

  it('goes through the common base and is rounded once, half away from zero', () => {
    expect(to('100.00', EUR, '1', '11.0500', 'SEK')).toBe('1105.00')
    expect(to('1105.00', parseCurrency('SEK'), '11.0500', '1', 'EUR')).toBe('100.00')
    expect(to('0.01', EUR, '1', '0.5', 'GBP')).toBe('0.01')
    expect(to('-0.01', EUR, '1', '0.5', 'GBP')).toBe('-0.01')
    expect(to('0.01', EUR, '1', '0.4999', 'GBP')).toBe('0.00')
    expect(to('1.00', EUR, '1', '163.27', 'JPY')).toBe('163')
    expect(to('1000', parseCurrency('JPY'), '163.27', '0.33', 'KWD')).toBe('2.021')
  })

  it('into the same currency changes nothing', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 10_000_000 }), (amount, numerator) => {
        const rate = { numerator: BigInt(numerator), scale: 4 }
        expect(convert(amount, rate, rate, amount.currency)).toEqual(amount)
      }),
    )
  })

  it('there and back is off by less than one unit of the coarser currency', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 10_000, max: 10_000_000 }), (minor, numerator) => {
        const rate = { numerator: BigInt(numerator), scale: 4 }
        const amount = money(minor, EUR)
        const back = convert(convert(amount, one, rate, parseCurrency('SEK')), rate, one, EUR)
        const off = back.minor - minor
        expect(off >= -1n && off <= 1n).toBe(true)
      }),
    )
  })

  it('is odd: minus in gives minus out', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 10_000_000 }), (amount, numerator) => {
        const rate = { numerator: BigInt(numerator), scale: 4 }
        const there = convert(amount, one, rate, EUR).minor
        expect(convert({ ...amount, minor: -amount.minor }, one, rate, EUR).minor).toBe(-there)
      }),
    )
  })
})

describe('a rate', () => {
  it('is a positive decimal', () => {
    expect(parseRate('11.0500')).toEqual({ numerator: 110_500n, scale: 4 })
    expect(parseRate('163')).toEqual({ numerator: 163n, scale: 0 })
    for (const text of ['0', '0.000', '-1', 'N/A', '', '1,05']) expect(() => parseRate(text)).toThrow(RangeError)
  })
})
