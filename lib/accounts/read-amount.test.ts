import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAmount } from './read-amount'

describe('readAmount', () => {
  it.each([
    ['12,50', '12.50'],
    ['12.5', '12.5'],
    ['1 234,56', '1234.56'],
    ['1\u00A0234,56', '1234.56'],
    ['1\u202F234,56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ["1'234.56", '1234.56'],
    ['1.234.567', '1234567'],
    ['1,234', '1234'],
    ['0,125', '0.125'],
    ['\u2212118,72', '118.72'],
    ['-5', '5'],
    ['007', '7'],
  ])('reads %j as %j', (text, amount) => {
    expect(readAmount(text)).toBe(amount)
  })

  it.each(['', 'abc', '12,', ',5', '1,2,3', '1.2.3,4', '12 euros', '1e5', '12;--', '9'.repeat(40), '1,23456'])(
    'does not take %j for an amount',
    (text) => {
      expect(readAmount(text)).toBeNull()
    },
  )

  it('answers plain decimals or nothing, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const amount = readAmount(text)
        return amount === null || /^\d+(\.\d+)?$/.test(amount)
      }),
    )
  })

  it('reads back every amount as three countries write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
        const [digits, fraction] = [String(whole), String(cents).padStart(2, '0')]
        const group = (mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark)
        const expected = `${digits}.${fraction}`
        expect(readAmount(`${group('.')},${fraction}`)).toBe(expected)
        expect(readAmount(`${group(',')}.${fraction}`)).toBe(expected)
        expect(readAmount(`${group(' ')},${fraction}`)).toBe(expected)
      }),
    )
  })
})
