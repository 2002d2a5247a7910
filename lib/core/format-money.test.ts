import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCurrency } from './currency'
import { currencyName, currencySymbol, formatMoney, formatMoneyParts, hiddenMoneyParts, hideDigits, MINUS } from './format-money'
import { readFormatStyle } from './format-style'
import { fromMoneyDto, toMoneyDto } from './money-dto'

const LOCALES = ['fi-FI', 'en-US', 'en-IN', 'de-CH', 'es-ES', 'pl-PL', 'sv-SE', 'ar-EG', 'fr-FR', 'nb-NO', 'hi-IN', 'ja-JP']
const CURRENCIES = ['EUR', 'ISK', 'KWD', 'SEK', 'CLF']

const anyMoney = fc.record({
  minor: fc.bigInt({ min: -9_223_372_036_854_775_807n, max: 9_223_372_036_854_775_807n }),
  currency: fc.constantFrom(...CURRENCIES).map(parseCurrency),
})

describe('amounts as text', () => {
  it('keep every digit, in order, in every locale', () => {
    fc.assert(
      fc.property(anyMoney, fc.constantFrom(...LOCALES), (money, locale) => {
        const dto = toMoneyDto(money)
        const style = readFormatStyle(locale)
        const { sign, whole, fraction } = formatMoneyParts(dto, style)
        const digits = whole.replaceAll(style.group || ' ', '') + (fraction && `.${fraction}`)
        expect(fromMoneyDto({ amount: (sign === MINUS ? '-' : '') + digits, currency: dto.currency })).toEqual(money)
      }),
    )
  })

  it('group as Intl groups', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.constantFrom(...LOCALES), (whole, locale) => {
        const drawn = formatMoneyParts({ amount: whole.toString(), currency: 'ISK' }, readFormatStyle(locale)).whole
        expect(drawn).toBe(new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).format(whole))
      }),
    )
  })

  it('follow the country in signs, places and symbols', () => {
    const cost = { amount: '-1118.72', currency: 'EUR' }
    expect(formatMoney(cost, readFormatStyle('fi-FI'))).toBe('−1\u00A0118,72\u00A0EUR')
    expect(formatMoney(cost, readFormatStyle('fi-FI'), { symbol: '€' })).toBe('−1\u00A0118,72\u00A0€')
    expect(formatMoney(cost, readFormatStyle('en-US'), { symbol: '€' })).toBe('−€1,118.72')
    expect(formatMoney({ amount: '1118.72', currency: 'EUR' }, readFormatStyle('es-ES'), { sign: 'always' })).toBe('+1118,72\u00A0EUR')
  })

  it('give no sign to nothing', () => {
    for (const amount of ['0.00', '-0.00'])
      expect(formatMoneyParts({ amount, currency: 'EUR' }, readFormatStyle('en-GB'), 'always').sign).toBe('')
  })

  it('fall back to a known style for a broken locale', () => {
    expect(readFormatStyle('no such thing')).toEqual(readFormatStyle('en-GB'))
  })

  it('refuse what is no decimal', () => {
    for (const amount of ['', '1,20', '1e3', '+5', ' 5', '.5']) {
      expect(() => formatMoneyParts({ amount, currency: 'EUR' }, readFormatStyle('en-GB'))).toThrow(RangeError)
    }
  })

  it('name currencies in the plural of the amount', () => {
    expect(currencyName({ amount: '-118.72', currency: 'EUR' }, 'en')).toBe('euros')
    expect(currencyName({ amount: '1.00', currency: 'EUR' }, 'en')).toBe('euro')
    expect(currencySymbol('SEK', 'en')).toBe('kr')
  })
})

describe('hidden amounts', () => {
  it('look alike whatever the amount', () => {
    fc.assert(
      fc.property(anyMoney, fc.constantFrom(...LOCALES), (money, locale) => {
        const hidden = Object.values(hiddenMoneyParts(toMoneyDto(money), readFormatStyle(locale))).join('')
        expect(hidden).not.toMatch(/\p{Nd}|[+\u2212-]/u)
      }),
    )
  })

  it('leave no digit in a text', () => {
    fc.assert(fc.property(fc.string(), fc.bigInt(), (text, number) => void expect(hideDigits(`${text} ${number}`)).not.toMatch(/\p{Nd}/u)))
    expect(hideDigits('from −44 170,94 € to 45 377,09 €')).toBe('from •••• € to •••• €')
  })
})
