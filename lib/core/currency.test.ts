import { describe, expect, it } from 'vitest'
import { exponentOf, findCurrency, parseCurrency } from './currency'

describe('a currency', () => {
  it('is three letters, in any case, with space around', () => {
    expect(findCurrency(' eur ')).toBe('EUR')
    expect(parseCurrency('XXX')).toBe('XXX')
    for (const text of ['', 'EU', 'EURO', 'E1R', '€', 'ÄÖÅ', null, undefined]) expect(findCurrency(text)).toBeNull()
    expect(() => parseCurrency('EURO')).toThrow(RangeError)
  })

  it('has the digits of ISO 4217, where Intl says otherwise', () => {
    const digits = { EUR: 2, HUF: 2, IQD: 3, ISK: 0, JPY: 0, KWD: 3, BHD: 3, TND: 3, CLF: 4, UGX: 0, CHF: 2, ZZZ: 2 }
    for (const [code, exponent] of Object.entries(digits)) expect(exponentOf(parseCurrency(code))).toBe(exponent)
  })

  it('has digits of its own even under a name every object has', () => {
    for (const code of ['toString', 'constructor', '__proto__']) expect(exponentOf(code as never)).toBe(2)
  })
})
