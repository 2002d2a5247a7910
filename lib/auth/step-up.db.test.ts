import { generateSync } from 'otplib'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem } from '@/lib/db'
import { findStepUp, requireStepUp } from '@/lib/households/step-up'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { hashSecret, newSecret } from '@/lib/vault/secret'
import { findViewerByToken, openLoginSession } from './login-session'
import { hashPassword } from './password-hash'
import { getEmail } from './profile'
import { proveStepUp, type Proof } from './prove-step-up'
import { resetFactors } from './reset-factors'
import { beginTotp, confirmTotp, removeTotp, takeTotpCode } from './totp'

const PASSWORD = 'violin-harbour-tractor'
const NOW = new Date('2026-11-20T09:00:00.000Z')
const after = (ms: number) => new Date(NOW.getTime() + ms)
const SECOND = 1_000
const MINUTE = 60_000
const byPassword: Proof = { method: 'password', password: PASSWORD }

let database: TestDatabase
let viewer: Viewer
let passwordHash: string

beforeAll(async () => {
  database = await createTestDatabase()
  passwordHash = await hashPassword(PASSWORD)
})

beforeEach(async () => {
  ;({ viewer } = await seedHousehold())
  await asSystem(viewer.householdId, (db) => db.user.update({ where: { id: viewer.userId }, data: { passwordHash } }))
})

/** One more login session of the same person, as the browser with this token. */
async function signInAgain(now = NOW): Promise<{ viewer: Viewer; token: string }> {
  const token = await openLoginSession({ ...viewer, remember: true, userAgent: 'another browser' }, now)
  return { token, viewer: (await findViewerByToken(token, now))! }
}

async function setUpTotp(now = NOW): Promise<string> {
  await proveStepUp(viewer, byPassword, now)
  const { secret } = await beginTotp(viewer, now)
  await confirmTotp(viewer, generateSync({ secret, epoch: now.getTime() / SECOND }), now)
  return secret
}

const codeAt = (secret: string, now: Date) => generateSync({ secret, epoch: Math.floor(now.getTime() / SECOND) })
const auditKinds = async () =>
  (
    await database.ownerQuery<{ kind: string }>('SELECT kind FROM audit_event WHERE household_id = $1 ORDER BY seq', [viewer.householdId])
  ).map(({ kind }) => kind)

describe('a proof', () => {
  it('counts for five minutes and not a moment longer', async () => {
    await expect(requireStepUp(viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
    await proveStepUp(viewer, byPassword, NOW)
    await requireStepUp(viewer, after(5 * MINUTE - 1))
    await expect(requireStepUp(viewer, after(5 * MINUTE))).rejects.toMatchObject({ code: 'step_up_needed' })
    expect(await findStepUp(viewer, NOW)).toEqual({ isFresh: true, until: after(5 * MINUTE), methods: ['password'] })
    expect(await auditKinds()).toEqual(['stepped_up'])
  })

  it('is never the sign-in itself, and counts in no other login session', async () => {
    const other = await signInAgain()
    await expect(requireStepUp(other.viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
    await proveStepUp(viewer, byPassword, NOW)
    await expect(requireStepUp(other.viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
    await requireStepUp(viewer, NOW)
  })

  it('counts for no other person, not even with that person’s login session', async () => {
    const housemate = await seedMember(viewer.householdId, 'adult')
    await proveStepUp(viewer, byPassword, NOW)
    const borrowed: Viewer = { ...housemate, loginSessionId: viewer.loginSessionId }
    await expect(requireStepUp(borrowed, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
    await expect(requireStepUp(housemate, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
  })

  it('ends with its login session', async () => {
    await proveStepUp(viewer, byPassword, NOW)
    await database.ownerQuery('UPDATE login_session SET revoked_at = now() WHERE id = $1', [viewer.loginSessionId])
    await expect(requireStepUp(viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
  })

  it('changes the token: the old one goes on for a minute, but proves nothing', async () => {
    const { token, viewer: here } = await signInAgain()
    const newToken = await proveStepUp(here, byPassword, NOW)
    expect(newToken).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const [old, fresh] = [await findViewerByToken(token, after(59 * SECOND)), await findViewerByToken(newToken!, after(59 * SECOND))]
    expect([old?.isFormerToken, fresh?.isFormerToken]).toEqual([true, false])
    await requireStepUp(fresh!, after(59 * SECOND))
    await expect(requireStepUp(old!, after(59 * SECOND))).rejects.toMatchObject({ code: 'step_up_needed' })
    expect(await findViewerByToken(token, after(60 * SECOND))).toBeNull()
    const rows = await database.ownerQuery('SELECT s::text AS row FROM login_session s WHERE token_hash = $1', [hashSecret(newToken!)])
    expect(rows[0]?.row).not.toContain(newToken)
  })

  it('given twice within a minute keeps the first new token, so two tabs do not sign each other out', async () => {
    const { viewer: here } = await signInAgain()
    const tokens = await Promise.all([proveStepUp(here, byPassword, NOW), proveStepUp(here, byPassword, NOW)])
    const made = tokens.filter((token) => token !== null)
    expect(made).toHaveLength(1)
    expect(await findViewerByToken(made[0]!, after(2 * MINUTE))).toMatchObject({ isFormerToken: false })
  })

  it('is refused when it is wrong, ten times in fifteen minutes, and each refusal is written down', async () => {
    const wrong: Proof = { method: 'password', password: 'not the password' }
    const results = await Promise.allSettled(Array.from({ length: 15 }, () => proveStepUp(viewer, wrong, NOW)))
    const codes = results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'let in'))
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(10)
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(5)
    await expect(proveStepUp(viewer, byPassword, NOW)).rejects.toMatchObject({ code: 'too_many_attempts' })
    await proveStepUp(viewer, byPassword, after(15 * MINUTE))
    expect((await auditKinds()).filter((kind) => kind === 'step_up_refused')).toHaveLength(10)
  })

  it('of an unheard-of kind is refused for who has not set it', async () => {
    await expect(proveStepUp(viewer, { method: 'totp', code: '123456' }, NOW)).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('an authenticator app', () => {
  it('counts from its first right code, is sealed, and makes the password too weak', async () => {
    await proveStepUp(viewer, byPassword, NOW)
    const { secret, uri } = await beginTotp(viewer, NOW)
    expect(uri).toContain(`secret=${secret}`)
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect((await findStepUp(viewer, NOW)).methods).toEqual(['password'])
    await expect(confirmTotp(viewer, '000000', NOW)).rejects.toMatchObject({ code: 'invalid_input', fields: { code: 'wrong_code' } })
    await confirmTotp(viewer, codeAt(secret, NOW), NOW)
    expect((await findStepUp(viewer, NOW)).methods).toEqual(['totp'])
    const rows = await database.ownerQuery('SELECT f::text AS row FROM totp_factor f WHERE user_id = $1', [viewer.userId])
    expect(rows[0]?.row).not.toContain(secret)
    await expect(proveStepUp(viewer, byPassword, after(MINUTE))).rejects.toMatchObject({ code: 'not_allowed' })
    expect(await auditKinds()).toEqual(expect.arrayContaining(['totp_added', 'step_up_refused']))
  })

  it('ends proofs that were given by the password elsewhere', async () => {
    const other = await signInAgain()
    await proveStepUp(other.viewer, byPassword, NOW)
    await setUpTotp()
    await expect(requireStepUp(other.viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
    await requireStepUp(viewer, NOW)
    await expect(requireStepUp(viewer, after(5 * MINUTE))).rejects.toMatchObject({ code: 'step_up_needed' })
  })

  it('takes each code once, also when twenty ask at the same moment', async () => {
    const secret = await setUpTotp()
    const later = after(MINUTE)
    const code = codeAt(secret, later)
    await expect(proveStepUp(viewer, { method: 'totp', code: codeAt(secret, NOW) }, NOW)).rejects.toMatchObject({
      code: 'wrong_credentials',
    })
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => takeTotpCode(viewer, code, { now: later })))
    expect(results.filter((result) => result.status === 'fulfilled' && result.value)).toHaveLength(1)
    await expect(proveStepUp(viewer, { method: 'totp', code }, later)).rejects.toMatchObject({
      code: expect.stringMatching(/wrong|too_many/) as string,
    })
  })

  it('allows five guesses in fifteen minutes, wherever they are made', async () => {
    const secret = await setUpTotp()
    const guesses = Array.from({ length: 12 }, (_, at) =>
      proveStepUp(viewer, { method: 'totp', code: String(100_000 + at) }, after(MINUTE)),
    )
    const codes = (await Promise.allSettled(guesses)).map((result) => (result as PromiseRejectedResult).reason.code as string)
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(5)
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(7)
    const right: Proof = { method: 'totp', code: codeAt(secret, after(2 * MINUTE)) }
    await expect(proveStepUp(viewer, right, after(2 * MINUTE))).rejects.toMatchObject({ code: 'too_many_attempts' })
  })

  it('is set up and taken away only with a fresh proof', async () => {
    await expect(beginTotp(viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
    await setUpTotp()
    await expect(removeTotp(viewer, after(5 * MINUTE))).rejects.toMatchObject({ code: 'step_up_needed' })
    await expect(beginTotp(viewer, NOW)).rejects.toMatchObject({ code: 'conflict' })
    await removeTotp(viewer, NOW)
    expect((await findStepUp(viewer, NOW)).methods).toEqual(['password'])
    expect(await auditKinds()).toContain('totp_removed')
  })
})

it('a former token cannot be planted: a token nobody made opens nothing', async () => {
  await proveStepUp(viewer, byPassword, NOW)
  expect(await findViewerByToken(newSecret(), NOW)).toBeNull()
})

it('who has lost their devices is given back the password by the operator, and signed out everywhere', async () => {
  await setUpTotp()
  const email = await getEmail(viewer)
  const { token } = await signInAgain()
  expect(await resetFactors(email.toUpperCase(), NOW)).toEqual({ passkeys: 0, totp: 1 })
  expect(await findViewerByToken(token, NOW)).toBeNull()
  expect((await findStepUp(viewer, NOW)).methods).toEqual(['password'])
  expect((await auditKinds()).at(-1)).toBe('totp_removed')
  await expect(resetFactors('nobody@example.org', NOW)).rejects.toMatchObject({ code: 'not_found' })
})
