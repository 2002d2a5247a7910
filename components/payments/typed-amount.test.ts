import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFormatStyle } from '@/lib/core/format-style'
import { readTypedAmount, writeTypedAmount } from './typed-amount'

const finnish = readFormatStyle('fi-FI')
const british = readFormatStyle('en-GB')
const german = readFormatStyle('de-DE')
const read = (typed: string, style = finnish, currency = 'EUR') => readTypedAmount(typed, { currency, style })

describe('an amount as typed', () => {
  it('is read with the comma or the point of the person’s country', () => {
    expect(read('284,60')).toEqual({ amount: '284.60' })
    expect(read('284.60', british)).toEqual({ amount: '284.60' })
    expect(read('1 284,6')).toEqual({ amount: '1284.60' })
    expect(read('1,284.60', british)).toEqual({ amount: '1284.60' })
    expect(read('1.284,60', german)).toEqual({ amount: '1284.60' })
    expect(read('12 €')).toEqual({ amount: '12.00' })
    expect(read('5000', finnish, 'ISK')).toEqual({ amount: '5000' })
  })

  it('may have the other sign where it can mean nothing else', () => {
    expect(read('284.60')).toEqual({ amount: '284.60' })
    expect(read('284,60', british)).toEqual({ amount: '284.60' })
    expect(read('1.284.600')).toEqual({ amount: '1284600.00' })
  })

  it('is refused where it could mean a thousand or one and a half', () => {
    expect(read('1.500')).toEqual({ code: 'amount_form' })
    expect(read('1.500', german)).toEqual({ amount: '1500.00' })
    expect(read('1,500', british)).toEqual({ amount: '1500.00' })
    expect(read('1,500')).toEqual({ code: 'amount_decimals' })
  })

  it('is refused when it is nothing, zero, negative or words', () => {
    expect(read('')).toEqual({ code: 'required' })
    expect(read('0,00')).toEqual({ code: 'amount_zero' })
    for (const text of ['-5', 'ten', '1,2,3', '1.2.3,4', ',', '1..5', '12,34.5.6']) expect(read(text)).toEqual({ code: 'amount_form' })
    expect(read('1,234')).toEqual({ code: 'amount_decimals' })
    expect(read('12,5', finnish, 'ISK')).toEqual({ code: 'amount_decimals' })
  })

  it('is read again as it was written, in every country’s style', () => {
    const styles = ['fi-FI', 'en-GB', 'de-DE', 'de-CH', 'es-ES', 'en-IN', 'sv-SE'].map(readFormatStyle)
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 13n }), fc.constantFrom(...styles), (minor, style) => {
        const amount = `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`
        expect(readTypedAmount(writeTypedAmount(amount, 'EUR', style), { currency: 'EUR', style })).toEqual({ amount })
      }),
    )
  })
})
