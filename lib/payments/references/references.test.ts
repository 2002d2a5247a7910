import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalBankgiro, formatBankgiro, isBankgiro } from './bankgiro'
import { luhnDigit } from './check-digits'
import { canonicalKid, isKid, isKidMod10, isKidMod11, kidMod11Digit } from './kid'
import { canonicalOcr, isOcr } from './ocr'
import { canonicalOgm, formatOgm, isOgm, ogmDigits } from './ogm'
import { canonicalPlusgiro, formatPlusgiro, isPlusgiro } from './plusgiro'
import { canonicalRf, formatRf, isRf, makeRf } from './rf'
import { canonicalViitenumero, formatViitenumero, isViitenumero, viitenumeroDigit } from './viitenumero'

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`))
const significant = (min: number, max: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${min - 1},${max - 1}}$`))

type Kind = {
  readonly name: string
  readonly right: fc.Arbitrary<string>
  readonly isRight: (text: string) => boolean
  readonly canonical: (text: string) => string | null
  readonly format: (text: string) => string
  readonly examples: readonly string[]
  readonly wrong: readonly string[]
}

const asIs = (text: string) => text

const KINDS: readonly Kind[] = [
  {
    name: 'RF reference (ISO 11649)',
    right: fc.stringMatching(/^[A-Z0-9]{1,21}$/).map(makeRf),
    isRight: isRf,
    canonical: canonicalRf,
    format: formatRf,
    // Wikipedia and the EPC's guidance · Finance Finland's bar code guide
    examples: ['RF18 5390 0754 7034', 'RF71 2348 231', 'rf09 8685 1625 9619 897'],
    wrong: ['RF19 5390 0754 7034', 'RF18', 'RF18 5390 0754 7034 5390 0754 7034', 'RF1A 5390', ''],
  },
  {
    name: 'Finnish viitenumero',
    right: significant(3, 19).map((body) => body + viitenumeroDigit(body)),
    isRight: isViitenumero,
    canonical: canonicalViitenumero,
    format: formatViitenumero,
    // Finance Finland
    examples: ['86851 62596 19897', '1234567 2', '1232', '00000 86851 62596 19897'],
    wrong: ['86851 62596 19898', '123', '12A2', '123456789012345678901', ''],
  },
  {
    name: 'Norwegian KID, mod 10',
    right: digits(1, 24).map((body) => body + luhnDigit(body)),
    isRight: isKidMod10,
    canonical: canonicalKid,
    format: asIs,
    // Mastercard Payment Services Norway, OCR giro: 1234567 → 4
    examples: ['12345674'],
    wrong: ['12345675', '1', '12345678901234567890123456', ''],
  },
  {
    name: 'Norwegian KID, mod 11',
    right: digits(1, 24).map((body) => body + kidMod11Digit(body)),
    isRight: isKidMod11,
    canonical: canonicalKid,
    format: asIs,
    examples: ['1234567892', '12345678911'],
    wrong: ['1234567893', '-', ''],
  },
  {
    name: 'Belgian OGM',
    right: digits(10, 10).map((body) => body + ogmDigits(body)),
    isRight: isOgm,
    canonical: canonicalOgm,
    format: formatOgm,
    // Febelfin's and OGM/VCS example numbers
    examples: ['+++090/9337/55493+++', '+++010/8068/17183+++', '010806817183', '***123/4567/89002***'],
    wrong: ['+++090/9337/55494+++', '+++090/9337/5549+++', '+++090/9337/55493***', ''],
  },
  {
    name: 'Swedish OCR',
    right: digits(1, 24).map((body) => body + luhnDigit(body)),
    isRight: isOcr,
    canonical: canonicalOcr,
    format: asIs,
    examples: ['12345682', '1234 5674'],
    wrong: ['12345683', '1', ''],
  },
  {
    name: 'Bankgiro number',
    right: digits(6, 7).map((body) => body + luhnDigit(body)),
    isRight: isBankgiro,
    canonical: canonicalBankgiro,
    format: formatBankgiro,
    // Bankgirot's own test number and a charity's
    examples: ['991-2346', '5805-6201'],
    wrong: ['991-2347', '12345', '123456789', ''],
  },
  {
    name: 'Plusgiro number',
    right: digits(1, 7).map((body) => body + luhnDigit(body)),
    isRight: isPlusgiro,
    canonical: canonicalPlusgiro,
    format: formatPlusgiro,
    // Swedish charities' numbers
    examples: ['90 20 90-0', '90 19 50-6'],
    wrong: ['90 20 90-1', '4', '123456789', ''],
  },
]

describe.each(KINDS)('$name', ({ right, isRight, canonical, format, examples, wrong }) => {
  const accepts = (text: string) => {
    const compact = canonical(text)
    return compact !== null && isRight(compact)
  }

  it.each(examples)('takes the known %s', (example) => expect(accepts(example)).toBe(true))
  it.each(wrong)('refuses "%s"', (text) => expect(accepts(text)).toBe(false))

  it('takes every right one, in any grouping and after being written for people', () => {
    fc.assert(
      fc.property(right, (reference) => {
        expect(isRight(reference)).toBe(true)
        expect(canonical(format(reference))).toBe(reference)
        expect(canonical(` ${reference.slice(0, 3)} ${reference.slice(3)} `)).toBe(reference)
      }),
    )
  })

  it('refuses every right one with another digit in any one place', () => {
    fc.assert(
      fc.property(right, fc.nat(), fc.integer({ min: 1, max: 9 }), (reference, place, shift) => {
        const at = place % reference.length
        const digit = reference[at]!
        fc.pre(/\d/.test(digit))
        const other = String((Number(digit) + shift) % 10)
        expect(accepts(reference.slice(0, at) + other + reference.slice(at + 1))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

it('takes a KID by either check, and writes the check of ten as a dash', () => {
  fc.assert(
    fc.property(digits(1, 24), (body) => {
      expect(isKid(body + luhnDigit(body)) && isKid(body + kidMod11Digit(body))).toBe(true)
    }),
  )
  // 6 × 2 = 12, one more than 11, so ten are missing.
  expect(kidMod11Digit('6')).toBe('-')
  expect(isKidMod11('6-')).toBe(true)
  expect(canonicalKid('-6')).toBe(null)
})

it('writes references as people read them', () => {
  expect(formatRf('RF09868516259619897')).toBe('RF09 8685 1625 9619 897')
  expect(formatViitenumero('868516259619897')).toBe('86851 62596 19897')
  expect(formatOgm('010806817183')).toBe('+++010/8068/17183+++')
  expect(formatBankgiro('9912346')).toBe('991-2346')
  expect(formatPlusgiro('9020900')).toBe('90 20 90-0')
})

it('makes the RF reference that stands for a viitenumero', () => {
  expect(makeRf('868516259619897')).toBe('RF09868516259619897')
})
