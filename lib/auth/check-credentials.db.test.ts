import { generateSync } from 'otplib'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { proveStepUp } from '@/lib/testing/step-up'
import { checkCredentials, type Device } from './check-credentials'
import { hashPassword } from './password-hash'
import { beginTotp, confirmTotp } from './totp'

const PASSWORD = 'violin-harbour-tractor'
const NOW = new Date('2026-11-20T09:00:00.000Z')
const MINUTE = 60_000

let database: TestDatabase
let home: SeededHousehold
let email: string
let turn = 0

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  email = `aino${turn++}@koivurinne.example`
  home = await seedHousehold({ email, name: 'Koivurinne 4' })
  const passwordHash = await hashPassword(PASSWORD)
  await asSystem(home.householdId, (db) => db.user.update({ where: { id: home.userId }, data: { passwordHash } }))
})

const device = (ip: string, knownMark: string | null = null): Device => ({ ip, browserId: `browser at ${ip}`, knownMark })

function tryWrong(times: number, from: (turn: number) => Device, at = NOW) {
  return Promise.allSettled(Array.from({ length: times }, (_, i) => checkCredentials({ email, password: 'not the password' }, from(i), at)))
}

const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'let in'))

describe('checkCredentials', () => {
  it('lets the right password in, with the address written any way', async () => {
    const signedIn = await checkCredentials({ email: ` ${email.toUpperCase()} `, password: PASSWORD }, device('84.20.1.1'), NOW)
    expect(signedIn).toMatchObject({ userId: home.userId, householdId: home.householdId, householdName: 'Koivurinne 4' })
  })

  it('answers a wrong address, a wrong password and a disabled user in the same words', async () => {
    await database.ownerQuery('UPDATE user_account SET disabled_at = now() WHERE id = $1', [home.userId])
    const results = await Promise.allSettled([
      checkCredentials({ email, password: PASSWORD }, device('84.20.1.1'), NOW),
      checkCredentials({ email, password: 'wrong password!' }, device('84.20.1.1'), NOW),
      checkCredentials({ email: 'nobody@koivurinne.example', password: PASSWORD }, device('84.20.1.1'), NOW),
      checkCredentials({ email: 'not an address', password: PASSWORD }, device('84.20.1.1'), NOW),
      checkCredentials({ email: email.replace('@', '＠'), password: PASSWORD }, device('84.20.1.1'), NOW),
      checkCredentials({ email, password: '' }, device('84.20.1.1'), NOW),
      checkCredentials({ email, password: 'x'.repeat(1_000) }, device('84.20.1.1'), NOW),
    ])
    expect(new Set(codes(results))).toEqual(new Set(['wrong_credentials']))
  })

  it('allows ten tries in 15 minutes for an account from one place, also when all come at once', async () => {
    const results = codes(await tryWrong(25, () => device('84.20.1.1')))
    expect(results.filter((code) => code === 'wrong_credentials')).toHaveLength(10)
    expect(results.filter((code) => code === 'too_many_attempts')).toHaveLength(15)
    await expect(checkCredentials({ email, password: PASSWORD }, device('84.20.1.1'), NOW)).rejects.toMatchObject({
      code: 'too_many_attempts',
    })
    await checkCredentials({ email, password: PASSWORD }, device('84.20.1.2'), NOW)
    await checkCredentials({ email, password: PASSWORD }, device('84.20.1.1'), new Date(NOW.getTime() + 15 * MINUTE))
  })

  it('allows a hundred tries in an hour for an account from changing places', async () => {
    const results = codes(await tryWrong(130, (i) => device(`84.21.${i}.1`)))
    expect(results.filter((code) => code === 'wrong_credentials')).toHaveLength(100)
    await expect(checkCredentials({ email, password: PASSWORD }, device('84.22.1.1'), NOW)).rejects.toMatchObject({
      code: 'too_many_attempts',
    })
  })

  it('cannot be used to lock out a browser that was signed in before', async () => {
    const home = device('84.20.1.1')
    const { knownMark } = await checkCredentials({ email, password: PASSWORD }, home, NOW)
    await tryWrong(130, (i) => device(`84.23.${i}.1`))
    await expect(checkCredentials({ email, password: PASSWORD }, home, NOW)).rejects.toMatchObject({ code: 'too_many_attempts' })
    await checkCredentials({ email, password: PASSWORD }, { ...home, knownMark }, NOW)
    // The mark is worth nothing in another browser.
    const stolen = { ...device('84.24.1.1'), knownMark }
    await expect(checkCredentials({ email, password: PASSWORD }, stolen, NOW)).rejects.toMatchObject({ code: 'too_many_attempts' })
  })

  it('forgets the wrong tries of a place after a success', async () => {
    for (let round = 0; round < 3; round++) {
      await tryWrong(8, () => device('84.20.1.1'))
      await checkCredentials({ email, password: PASSWORD }, device('84.20.1.1'), NOW)
    }
  })

  it('keeps no address in its counters and drops old ones', async () => {
    await tryWrong(1, () => device('84.20.1.1'))
    const rows = await database.ownerQuery<{ key: string }>('SELECT key FROM attempt_counter')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ key }) => /^[A-Za-z0-9_-]{43}$/.test(key))).toBe(true)
    await tryWrong(1, () => device('84.25.1.1'), new Date(NOW.getTime() + 3 * 24 * 60 * MINUTE))
    const left = await database.ownerQuery<{ old: number }>('SELECT count(*)::int AS old FROM attempt_counter WHERE reset_at < $1', [
      new Date(NOW.getTime() + 24 * 60 * MINUTE),
    ])
    expect(left[0]?.old).toBeLessThan(rows.length)
  })

  it('also wants the code of the authenticator app from who has one, once, and says so only after the right password', async () => {
    await proveStepUp(home.viewer, NOW)
    const { secret } = await beginTotp(home.viewer, NOW)
    const codeAt = (now: Date) => generateSync({ secret, epoch: Math.floor(now.getTime() / 1_000) })
    await confirmTotp(home.viewer, codeAt(NOW), NOW)
    const later = new Date(NOW.getTime() + MINUTE)
    const enter = (password: string, code?: string) => checkCredentials({ email, password, code }, device('84.20.1.1'), later)
    await expect(enter('not the password')).rejects.toMatchObject({ code: 'wrong_credentials', fields: undefined })
    await expect(enter('not the password', codeAt(later))).rejects.toMatchObject({ code: 'wrong_credentials', fields: undefined })
    await expect(enter(PASSWORD)).rejects.toMatchObject({ code: 'step_up_needed' })
    await expect(enter(PASSWORD, '')).rejects.toMatchObject({ code: 'step_up_needed' })
    for (const code of ['123456', codeAt(NOW), 'abcdef']) {
      await expect(enter(PASSWORD, code)).rejects.toMatchObject({ code: 'wrong_credentials', fields: { code: 'wrong_code' } })
    }
    expect(await enter(PASSWORD, codeAt(later))).toMatchObject({ userId: home.userId })
    await expect(enter(PASSWORD, codeAt(later))).rejects.toMatchObject({ code: 'wrong_credentials' })
  })
})
