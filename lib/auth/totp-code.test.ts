import { describe, expect, it } from 'vitest'
import { findTotpStep, TotpCode } from './totp-code'

/** RFC 6238 appendix B: the ASCII secret "12345678901234567890" in base32, and the last six of its eight digits. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1_000)

describe('a code of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('is the one of RFC 6238 at second %i', (seconds, code) => {
    expect(findTotpStep(SECRET, code, { now: at(seconds), after: null })).toBe(BigInt(Math.floor(seconds / 30)))
  })

  it('is taken one step early and one step late, and no further', () => {
    const [seconds, code] = [1234567890, '005924']
    const step = BigInt(seconds / 30)
    for (const off of [-30, 0, 30]) expect(findTotpStep(SECRET, code, { now: at(seconds + off), after: null })).toBe(step)
    for (const off of [-60, 60, 90]) expect(findTotpStep(SECRET, code, { now: at(seconds + off), after: null })).toBeNull()
  })

  it('is not taken for a step that is used up', () => {
    const step = BigInt(1234567890 / 30)
    expect(findTotpStep(SECRET, '005924', { now: at(1234567890), after: step })).toBeNull()
    expect(findTotpStep(SECRET, '005924', { now: at(1234567890), after: step - 1n })).toBe(step)
  })

  it('is six digits, in any spacing, and nothing else', () => {
    expect(TotpCode.parse(' 005 924 ')).toBe('005924')
    for (const text of ['', '12345', '1234567', 'abcdef', '٠٠٥٩٢٤', '-05924', '5924']) expect(TotpCode.safeParse(text).success).toBe(false)
  })
})
