import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIban, formatIban, lastFour, listIbans, maskIbans } from './iban'

/** From the IBAN registry (SWIFT) and the banks' own examples. */
const VALID = [
  'FI2112345600000785',
  'SE4550000000058398257466',
  'NO9386011117947',
  'DK5000400440116243',
  'DE89370400440532013000',
  'NL91ABNA0417164300',
  'FR1420041010050500013M02606',
  'SI56263300012039086',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
  'EE382200221020145685',
  'LV80BANK0000435195001',
  'LT121000011101001000',
  'GB29NWBK60161331926819',
  'MT84MALT011000012345MTLCAST001S',
]

const ibans = fc.constantFrom(...VALID)

describe('an IBAN', () => {
  it('is found with or without spaces, in any case', () => {
    for (const iban of VALID) {
      expect(findIban(iban)).toBe(iban)
      expect(findIban(` ${formatIban(iban).toLowerCase()} `)).toBe(iban)
    }
  })

  it('is not found when any one digit is another', () => {
    fc.assert(
      fc.property(ibans, fc.nat(40), fc.constantFrom(...'0123456789'), (iban, at, character) => {
        const index = at % iban.length
        fc.pre(/\d/.test(iban[index]!) && iban[index] !== character)
        expect(findIban(iban.slice(0, index) + character + iban.slice(index + 1))).toBeNull()
      }),
      { numRuns: 5_000 },
    )
  })

  it('is not found in nothing, in half of one, or in something else', () => {
    for (const text of [
      '',
      null,
      undefined,
      'FI21',
      'FI211234560000078',
      'FI21123456000007855',
      'ZZ0012345678901234',
      '…0785',
      'not an iban at all',
    ]) {
      expect(findIban(text)).toBeNull()
    }
  })

  it('is shown in groups of four and told apart by its last four', () => {
    expect(formatIban('FI2112345600000785')).toBe('FI21 1234 5600 0007 85')
    expect(formatIban('NO9386011117947')).toBe('NO93 8601 1117 947')
    expect(lastFour('FI21 1234 5600 0007 85')).toBe('0785')
  })
})

describe('a text with IBANs in it', () => {
  it('keeps of each only country and last four', () => {
    expect(maskIbans('Rent to FI2112345600000785, thanks')).toBe('Rent to FI…0785, thanks')
    expect(maskIbans('FI21 1234 5600 0007 85')).toBe('FI…0785')
    expect(maskIbans('from FI2112345600000785 to NO9386011117947.')).toBe('from FI…0785 to NO…7947.')
    expect(maskIbans('IBAN:DE89370400440532013000/BIC:COBADEFF')).toBe('IBAN:DE…3000/BIC:COBADEFF')
  })

  it('is masked whatever stands around the number', () => {
    const around = fc.constantFrom(
      '',
      ' ',
      '/',
      ':',
      ',',
      '(',
      ')',
      '.',
      '-',
      ' INVOICE 2024 ',
      ' REF AB12 ',
      ' 1234 ',
      '\n',
      'ä',
      '_',
      '+',
      'IBAN',
    )
    fc.assert(
      fc.property(ibans, around, around, fc.boolean(), fc.boolean(), (iban, before, after, grouped, lower) => {
        const shown = grouped ? formatIban(iban) : iban
        const text = `${before}${lower ? shown.toLowerCase() : shown}${after}`
        const compact = maskIbans(text)
          .replace(/[^A-Za-z0-9]/g, '')
          .toUpperCase()
        expect(compact).not.toContain(iban)
      }),
      { numRuns: 5_000 },
    )
  })

  it('is masked with separators that people put between groups', () => {
    for (const separator of ['-', '.', ' ', '  ', '\u00A0', '\u202F', '\t']) {
      const text = `to ${'FI2112345600000785'.replace(/(.{4})(?=.)/g, `$1${separator}`)} now`
      expect(maskIbans(text)).toBe('to FI…0785 now')
    }
  })

  it('keeps what only looks like one', () => {
    for (const text of [
      '',
      'Café äö',
      'ORDER AB12 3456 7890 1234',
      'FI2112345600000786',
      'VR Helsinki 2024-11-20 12:30',
      '1234567890123456',
    ]) {
      expect(maskIbans(text)).toBe(text)
    }
  })

  it('takes no longer than its length asks for', () => {
    const begun = performance.now()
    for (const text of ['FI21'.repeat(5_000), `FI21${' 1234'.repeat(5_000)}`, 'A'.repeat(20_000), 'AB12 '.repeat(4_000)]) maskIbans(text)
    expect(performance.now() - begun).toBeLessThan(2_000)
  })
})

describe('the IBANs of a text', () => {
  it('are found in any grouping, each once, in their order', () => {
    const text = 'To fi21 1234 5600 0007 85 or DE89370400440532013000, not FI2112345600000786; again FI2112345600000785.'
    expect(listIbans(text)).toEqual(['FI2112345600000785', 'DE89370400440532013000'])
    expect(listIbans('none')).toEqual([])
  })
})
