import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMON_WORDS } from './common-passwords'
import { findPasswordFault } from './password-rules'

const PERSON = ['Aino Virtanen', 'aino.virtanen@koivurinne.example', 'Koivurinne 4', 'Saldo']
const ENDINGS = ['1234', '12345', '123456', '1234567890', '2024', '2026!', '!!!!', '111111', '007', '123!', '321', '#1', 'qwerty', 'abc123']

describe('findPasswordFault', () => {
  it.each(['', 'short', 'elevenchars', 'ääkkösiä11!'])('refuses %j as too short', (password) => {
    expect(findPasswordFault(password)).toBe('too_short')
  })

  it('takes up to 128 characters of any kind', () => {
    const long = 'Kesämökki järvellä, sauna & 7 lokkia 🦆 '.repeat(4).slice(0, 128)
    expect(findPasswordFault(long.slice(0, 60))).toBeNull()
    expect(findPasswordFault(`${long}${'x'.repeat(129 - long.length)}`)).toBe('too_long')
  })

  it('refuses every common word with the usual endings, in small and capital letters', () => {
    const tried = [...COMMON_WORDS].flatMap((word) =>
      ENDINGS.flatMap((end) => [`${word}${end}`, `${word[0]!.toUpperCase()}${word.slice(1)}${end}`]),
    )
    const longEnough = tried.filter((password) => password.length >= 12)
    expect(longEnough.length).toBeGreaterThan(5_000)
    expect(longEnough.filter((password) => findPasswordFault(password) === null)).toEqual([])
  })

  it.each([
    'aaaaaaaaaaaa',
    'abababababab',
    'abcabcabcabc',
    '123456789012',
    '098765432109',
    'qwertyuiopas',
    '1q2w3e4r5t6y',
    '1qaz2wsx3edc',
    'asdfghjklqwe',
    'passwordpassword',
    'P@ssw0rd1234',
    'p4ssw0rd!2024',
    'iloveyou1234',
    'liverpool1892',
    'correcthorsebatterystaple',
    'thisisapassword',
    'Summer2026!!',
    'Manchester United',
    'qwerty123456',
    'letmein12345',
    'zxcvbnm,./12',
    '!@#$%^&*()_+',
    'Tervetuloa123',
  ])('refuses %j', (password) => {
    expect(findPasswordFault(password)).toBe('too_common')
  })

  it.each(['AinoVirtanen1', 'aino.virtanen', 'koivurinne 4!', 'Virtanen2026!', 'saldo koivurinne', 'äino virtänen'])(
    'refuses %j of this person',
    (password) => {
      expect(findPasswordFault(password, PERSON)).toBe('too_common')
    },
  )

  it.each(['violin-harbour-tractor', 'mustamakkara illalla', 'Xk9!pQ2mVz7r', 'unser Garten lebt 3x', 'rain on the tin roof'])(
    'takes %j',
    (password) => {
      expect(findPasswordFault(password, PERSON)).toBeNull()
    },
  )

  it('takes nearly every random password of 12 letters', () => {
    const letters = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { minLength: 12, maxLength: 12 })
    const refused = fc.sample(letters, { numRuns: 500, seed: 7 }).filter((text) => findPasswordFault(text.join('')) !== null)
    // fast-check likes small and repeated values, so a few are weak indeed.
    expect(refused.length).toBeLessThan(60)
  })

  it('answers quickly whatever it is given', () => {
    const started = performance.now()
    for (const password of ['a'.repeat(128), '1q'.repeat(64), 'qwerty'.repeat(21), 'ab'.repeat(64)]) findPasswordFault(password, PERSON)
    expect(performance.now() - started).toBeLessThan(500)
  })
})
