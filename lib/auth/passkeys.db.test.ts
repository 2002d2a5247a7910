import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem } from '@/lib/db'
import { setEnvironment } from '@/lib/env'
import { findStepUp, requireStepUp } from '@/lib/households/step-up'
import type { Viewer } from '@/lib/households/viewer'
import { anotherKey, createAuthenticator, type Authenticator } from '@/lib/testing/authenticator'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { proveStepUp as prove } from '@/lib/testing/step-up'
import { newSecret } from '@/lib/vault/secret'
import { hashPassword } from './password-hash'
import { beginPasskeySignIn, checkPasskeySignIn } from './passkey-sign-in'
import { listPasskeys, removePasskey, renamePasskey } from './passkeys'
import { beginPasskeyProof, proveStepUp } from './prove-step-up'
import { addPasskey, beginPasskey } from './register-passkey'

const NOW = new Date('2026-11-20T09:00:00.000Z')
const after = (ms: number) => new Date(NOW.getTime() + ms)
const MINUTE = 60_000
const DEVICE = { ip: '84.20.1.1', browserId: 'this browser', knownMark: null }

let database: TestDatabase
let viewer: Viewer
let device: Authenticator
const handle = (person: Viewer) => Buffer.from(person.userId).toString('base64url')

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  setEnvironment({ APP_URL: 'http://localhost:3000' })
  ;({ viewer } = await seedHousehold())
  device = createAuthenticator()
  const passwordHash = await hashPassword('violin-harbour-tractor')
  await asSystem(viewer.householdId, (db) => db.user.update({ where: { id: viewer.userId }, data: { passwordHash } }))
})

async function register(person = viewer, authenticator = device): Promise<void> {
  await prove(person, NOW)
  const { challenge } = await beginPasskey(person, NOW)
  await addPasskey(person, { name: 'This laptop', answer: authenticator.register({ challenge }) }, NOW)
}

describe('making a passkey', () => {
  it('takes a fresh proof, asks for one that the device keeps and opens for its person only, and is written down', async () => {
    await expect(beginPasskey(viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
    await prove(viewer, NOW)
    const options = await beginPasskey(viewer, NOW)
    expect(options.rp).toEqual({ id: 'localhost', name: 'Saldo' })
    expect(options.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' })
    expect(Buffer.from(options.challenge, 'base64url').length).toBeGreaterThanOrEqual(16)
    await addPasskey(viewer, { name: 'This laptop', answer: device.register({ challenge: options.challenge }) }, NOW)
    expect(await listPasskeys(viewer)).toMatchObject([{ name: 'This laptop', lastUsedAt: null, isForAnotherAddress: false }])
    expect((await beginPasskey(viewer, NOW)).excludeCredentials).toMatchObject([{ id: device.credentialId }])
    const rows = await database.ownerQuery('SELECT kind FROM audit_event WHERE household_id = $1', [viewer.householdId])
    expect(rows.map(({ kind }) => kind)).toContain('passkey_added')
  })

  it.each([
    ['a challenge of somebody else', { challenge: newSecret() }],
    ['another page', { origin: 'https://saldo.evil.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['https where we are http', { origin: 'https://localhost:3000' }],
    ['another host', { rpId: 'evil.example' }],
    ['nobody touched it', { userPresent: false }],
    ['nobody was verified', { userVerified: false }],
    ['the answer of another ceremony', { type: 'webauthn.get' }],
  ])('is refused for %s', async (_what, fault) => {
    await prove(viewer, NOW)
    const { challenge } = await beginPasskey(viewer, NOW)
    const answer = device.register({ challenge, ...fault })
    await expect(addPasskey(viewer, { name: 'x', answer }, NOW)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await listPasskeys(viewer)).toEqual([])
  })

  it('is refused twice with one challenge, after five minutes, without a proof, and in another login session', async () => {
    const housemate = await seedMember(viewer.householdId, 'adult')
    await prove(viewer, NOW)
    await prove(housemate, NOW)
    const first = await beginPasskey(viewer, NOW)
    const answer = device.register({ challenge: first.challenge })
    await expect(addPasskey(housemate, { name: 'x', answer }, NOW)).rejects.toMatchObject({ code: 'invalid_input' })
    await addPasskey(viewer, { name: 'x', answer }, NOW)
    const again = createAuthenticator().register({ challenge: first.challenge })
    await expect(addPasskey(viewer, { name: 'x', answer: again }, NOW)).rejects.toMatchObject({ code: 'invalid_input' })
    await prove(viewer, NOW, 'passkey')
    const second = await beginPasskey(viewer, NOW)
    const late = createAuthenticator().register({ challenge: second.challenge })
    await expect(addPasskey(viewer, { name: 'x', answer: late }, after(5 * MINUTE))).rejects.toMatchObject({ code: 'step_up_needed' })
    await prove(viewer, after(5 * MINUTE), 'passkey')
    await expect(addPasskey(viewer, { name: 'x', answer: late }, after(5 * MINUTE))).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await listPasskeys(viewer)).toHaveLength(1)
  })

  it('is not offered where an address has no name or no https', async () => {
    await prove(viewer, NOW)
    for (const APP_URL of ['http://127.0.0.1:3000', 'http://[::1]:3000', 'https://192.168.1.4', 'http://saldo.lan']) {
      setEnvironment({ APP_URL })
      await expect(beginPasskey(viewer, NOW)).rejects.toMatchObject({ code: 'not_allowed' })
      await expect(beginPasskeySignIn('browser', NOW)).rejects.toMatchObject({ code: 'not_allowed' })
    }
    setEnvironment({ APP_URL: 'https://saldo.example.org' })
    expect((await beginPasskey(viewer, NOW)).rp.id).toBe('saldo.example.org')
  })
})

describe('a passkey proves that it is its person', () => {
  const answerNow = async (fault: Parameters<Authenticator['authenticate']>[0] | object = {}, now = NOW) => {
    const { challenge } = await beginPasskeyProof(viewer, now)
    return proveStepUp(viewer, { method: 'passkey', answer: device.authenticate({ challenge, ...fault }) }, now)
  }

  it('and from then on the password does not', async () => {
    await register()
    expect((await findStepUp(viewer, NOW)).methods).toEqual(['passkey'])
    const later = after(6 * MINUTE)
    await expect(requireStepUp(viewer, later)).rejects.toMatchObject({ code: 'step_up_needed' })
    const weaker = { method: 'password', password: 'violin-harbour-tractor' } as const
    await expect(proveStepUp(viewer, weaker, later)).rejects.toMatchObject({ code: 'not_allowed' })
    await answerNow({}, later)
    await requireStepUp(viewer, later)
    expect((await listPasskeys(viewer))[0]?.lastUsedAt).toEqual(later)
  })

  it.each([
    ['a challenge of somebody else', { challenge: newSecret() }],
    ['no challenge', { challenge: '' }],
    ['another page', { origin: 'https://saldo.evil.example' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['a page that begins like ours', { origin: 'http://localhost:3000.evil.example' }],
    ['https where we are http', { origin: 'https://localhost:3000' }],
    ['origin null', { origin: 'null' }],
    ['another host', { rpId: 'evil.example' }],
    ['a part of our host', { rpId: 'host' }],
    ['nobody touched it', { userPresent: false }],
    ['nobody was verified', { userVerified: false }],
    ['the answer of another ceremony', { type: 'webauthn.create' }],
    ['a payment ceremony', { type: 'payment.get' }],
    ['another key', { signWith: anotherKey() }],
    ['a passkey nobody made', { credentialId: newSecret() }],
  ])('but not with %s', async (_what, fault) => {
    await register()
    await asSystem(viewer.householdId, (db) => db.loginSession.updateMany({ data: { steppedUpAt: null } }))
    await expect(answerNow(fault)).rejects.toMatchObject({ code: 'wrong_credentials' })
    await expect(requireStepUp(viewer, NOW)).rejects.toMatchObject({ code: 'step_up_needed' })
  })

  it('but not when its counter stands still or goes back, which speaks of a copy', async () => {
    await register()
    await answerNow({ counter: 9 })
    await expect(answerNow({ counter: 9 })).rejects.toMatchObject({ code: 'wrong_credentials' })
    await expect(answerNow({ counter: 8 })).rejects.toMatchObject({ code: 'wrong_credentials' })
    await answerNow({ counter: 10 })
  })

  it('also when it counts nothing at all, as passkeys that are kept in an account do', async () => {
    await prove(viewer, NOW)
    const { challenge } = await beginPasskey(viewer, NOW)
    await addPasskey(viewer, { name: 'phone', answer: device.register({ challenge, counter: 0 }) }, NOW)
    await answerNow({ counter: 0 })
    await answerNow({ counter: 0 })
  })

  it('once per challenge, in time, in the login session that was asked, and for what it was asked', async () => {
    await register()
    const { challenge } = await beginPasskeyProof(viewer, NOW)
    const once = { method: 'passkey', answer: device.authenticate({ challenge }) } as const
    await expect(proveStepUp(viewer, once, after(5 * MINUTE))).rejects.toMatchObject({ code: 'wrong_credentials' })
    await proveStepUp(viewer, once, NOW)
    await expect(proveStepUp(viewer, once, NOW)).rejects.toMatchObject({ code: 'wrong_credentials' })
    const registering = await beginPasskey(viewer, NOW)
    const mixed = { method: 'passkey', answer: device.authenticate({ challenge: registering.challenge }) } as const
    await expect(proveStepUp(viewer, mixed, NOW)).rejects.toMatchObject({ code: 'wrong_credentials' })
    const asked = await beginPasskeyProof(viewer, NOW)
    const sibling: Viewer = { ...(await seedMember(viewer.householdId, 'adult')), userId: viewer.userId, memberId: viewer.memberId }
    const elsewhere = { method: 'passkey', answer: device.authenticate({ challenge: asked.challenge }) } as const
    await expect(proveStepUp(sibling, elsewhere, NOW)).rejects.toMatchObject({ code: 'wrong_credentials' })
  })

  it('and not that it is somebody else: another member’s passkey is refused', async () => {
    const housemate = await seedMember(viewer.householdId, 'adult')
    const theirs = createAuthenticator()
    await register(housemate, theirs)
    await register()
    const { challenge } = await beginPasskeyProof(viewer, NOW)
    const proof = { method: 'passkey', answer: theirs.authenticate({ challenge }) } as const
    await expect(proveStepUp(viewer, proof, NOW)).rejects.toMatchObject({ code: 'wrong_credentials' })
  })

  it('no longer once it is removed, and only its person renames or removes it', async () => {
    await register()
    const [passkey] = await listPasskeys(viewer)
    const housemate = await seedMember(viewer.householdId, 'adult')
    await prove(housemate, NOW)
    await expect(renamePasskey(housemate, { passkeyId: passkey!.id, name: 'mine' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePasskey(housemate, passkey!.id, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePasskey(viewer, passkey!.id, after(5 * MINUTE))).rejects.toMatchObject({ code: 'step_up_needed' })
    await renamePasskey(viewer, { passkeyId: passkey!.id, name: 'The old laptop' })
    expect(await listPasskeys(viewer)).toMatchObject([{ name: 'The old laptop' }])
    await removePasskey(viewer, passkey!.id, NOW)
    expect((await findStepUp(viewer, NOW)).methods).toEqual(['password'])
    await expect(beginPasskeyProof(viewer, NOW)).rejects.toMatchObject({ code: 'not_allowed' })
  })

  it('is of no use at another address of the same Saldo, and says so', async () => {
    await register()
    setEnvironment({ APP_URL: 'https://saldo.example.org' })
    expect(await listPasskeys(viewer)).toMatchObject([{ isForAnotherAddress: true }])
    expect((await findStepUp(viewer, NOW)).methods).toEqual(['password'])
  })
})

describe('signing in with a passkey', () => {
  const begin = async (browserId = DEVICE.browserId, now = NOW) => beginPasskeySignIn(browserId, now)

  it('finds its person without a name', async () => {
    await register()
    const { options, ticket } = await begin()
    expect(options.allowCredentials ?? []).toEqual([])
    const answer = device.authenticate({ challenge: options.challenge, userHandle: handle(viewer) })
    expect(await checkPasskeySignIn({ answer, ticket }, DEVICE, NOW)).toMatchObject({
      userId: viewer.userId,
      householdId: viewer.householdId,
    })
  })

  it('is refused in the same words for whatever is wrong', async () => {
    await register()
    const { options, ticket } = await begin()
    const { challenge } = options
    const other = await begin('another browser')
    const right = { challenge, userHandle: handle(viewer) }
    const tries = [
      { answer: device.authenticate(right), ticket: null },
      { answer: device.authenticate(right), ticket: 'a.b.c' },
      { answer: device.authenticate(right), ticket: ticket.replace(/\d{13}/, '9999999999999') },
      { answer: device.authenticate({ ...right, challenge: other.options.challenge }), ticket: other.ticket },
      { answer: device.authenticate({ ...right, challenge: newSecret() }), ticket },
      { answer: device.authenticate({ ...right, origin: 'https://evil.example' }), ticket },
      { answer: device.authenticate({ ...right, rpId: 'evil.example' }), ticket },
      { answer: device.authenticate({ ...right, userVerified: false }), ticket },
      { answer: device.authenticate({ ...right, signWith: anotherKey() }), ticket },
      { answer: device.authenticate({ ...right, userHandle: 'c29tZWJvZHk' }), ticket },
      { answer: createAuthenticator().authenticate(right), ticket },
    ]
    for (const attempt of tries) {
      await expect(checkPasskeySignIn(attempt, DEVICE, NOW)).rejects.toMatchObject({ code: 'wrong_credentials', fields: undefined })
    }
    const late = await begin()
    const answer = device.authenticate({ ...right, challenge: late.options.challenge })
    await expect(checkPasskeySignIn({ answer, ticket: late.ticket }, DEVICE, after(5 * MINUTE))).rejects.toMatchObject({
      code: 'wrong_credentials',
    })
  })

  it('works once per challenge, also when twenty answer at the same moment', async () => {
    await register()
    const { options, ticket } = await begin()
    const answer = device.authenticate({ challenge: options.challenge, counter: 50 })
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => checkPasskeySignIn({ answer, ticket }, DEVICE, NOW)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })

  it('is refused for who may no longer come in', async () => {
    await register()
    await database.ownerQuery('UPDATE user_account SET disabled_at = now() WHERE id = $1', [viewer.userId])
    const { options, ticket } = await begin()
    const answer = device.authenticate({ challenge: options.challenge })
    await expect(checkPasskeySignIn({ answer, ticket }, DEVICE, NOW)).rejects.toMatchObject({ code: 'wrong_credentials' })
  })
})
