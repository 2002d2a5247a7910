import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { asSystem } from '@/lib/db'
import { setEnvironment } from '@/lib/env'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { newSecret } from '@/lib/vault/secret'
import { handleAuthRoute } from './auth-route'
import { findViewerByToken } from './login-session'
import { nextAuthOptions } from './next-auth-options'
import { hashPassword } from './password-hash'

/** The request as Next would hand it on. */
const request = vi.hoisted(() => ({ cookies: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' }),
  cookies: async () => ({
    get: (name: string) => (request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined),
    set: (name: string, value: string) => request.cookies.set(name, value),
  }),
}))

const FORM = { email: 'aino@koivurinne.example', password: 'violin-harbour-tractor' }

let database: TestDatabase
let home: SeededHousehold

beforeAll(async () => {
  database = await createTestDatabase()
  home = await seedHousehold({ email: FORM.email, name: 'Koivurinne 4' })
  const passwordHash = await hashPassword(FORM.password)
  await asSystem(home.householdId, (db) => db.user.update({ where: { id: home.userId }, data: { passwordHash } }))
})

beforeEach(() => {
  request.cookies = new Map()
  setEnvironment({ APP_URL: 'http://localhost:3000' })
})

/** What next-auth does at a sign-in: authorize, its jwt callback, encode. Answers the cookie's value. */
async function signIn(form: Record<string, string>): Promise<string> {
  const { providers, callbacks, jwt } = nextAuthOptions()
  const { authorize } = (providers[0] as unknown as { options: { authorize: (form: unknown) => Promise<{ id: string }> } }).options
  const user = await authorize(form)
  const token = await callbacks!.jwt!({ token: {}, user, account: null } as never)
  return jwt!.encode!({ token, secret: '' })
}

const countSessions = async () => (await database.ownerQuery('SELECT FROM login_session')).length

describe('signing in', () => {
  it('gives a token that opens the session, with the device it was given to', async () => {
    const token = await signIn(FORM)
    const viewer = await findViewerByToken(token)
    expect(viewer).toMatchObject({ userId: home.userId, householdName: 'Koivurinne 4' })
    const [row] = await database.ownerQuery('SELECT user_agent FROM login_session WHERE id = $1', [viewer?.loginSessionId])
    expect(row?.user_agent).toContain('Firefox/145.0')
  })

  it('ends the session the browser had, and makes nothing of a planted cookie', async () => {
    const first = await signIn(FORM)
    request.cookies.set('saldo-session', first)
    const second = await signIn(FORM)
    expect(await findViewerByToken(first)).toBeNull()
    const planted = newSecret()
    request.cookies.set('saldo-session', planted)
    const third = await signIn(FORM)
    expect(third).not.toBe(planted)
    expect(await findViewerByToken(planted)).toBeNull()
    expect(await findViewerByToken(second)).not.toBeNull()
  })

  it('keeps the session that was there when the password is wrong', async () => {
    const token = await signIn(FORM)
    request.cookies.set('saldo-session', token)
    await expect(signIn({ ...FORM, password: 'wrong password' })).rejects.toThrow(/^wrong_credentials$/)
    expect(await findViewerByToken(token)).not.toBeNull()
  })

  it('makes no row when a session is read back, however often', async () => {
    const token = await signIn(FORM)
    const before = await countSessions()
    const { jwt, callbacks } = nextAuthOptions()
    for (let turn = 0; turn < 5; turn++) {
      const claims = await jwt!.decode!({ token, secret: '' })
      const kept = await callbacks!.jwt!({ token: claims } as never)
      expect(await jwt!.encode!({ token: kept, secret: '' })).toBe(token)
    }
    expect(await countSessions()).toBe(before)
  })

  it('is never the result of encoding anything but a checked sign-in', async () => {
    const before = await countSessions()
    for (const token of [{}, { sub: home.userId }, { id: home.userId, householdId: home.householdId }]) {
      await expect(nextAuthOptions().jwt!.encode!({ token, secret: '' })).rejects.toThrow(/credentials/)
    }
    expect(await nextAuthOptions().jwt!.decode!({ token: newSecret(), secret: '' })).toBeNull()
    expect(await countSessions()).toBe(before)
  })

  it('remembers the browser: its secret, that it is known, and where it belongs', async () => {
    await signIn(FORM)
    expect([...request.cookies.keys()].sort()).toEqual(['saldo-browser', 'saldo-known', 'saldo-place'])
    expect(request.cookies.get('saldo-place')).toBe('Koivurinne 4')
  })

  it('ends on the server when it is signed out', async () => {
    const token = await signIn(FORM)
    const { jwt, events } = nextAuthOptions()
    const claims = await jwt!.decode!({ token, secret: '' })
    await events!.signOut!({ token: claims } as never)
    expect(await findViewerByToken(token)).toBeNull()
  })

  it('uses cookies no script reads, bound to the host over https', () => {
    const plain = Object.values(nextAuthOptions().cookies!)
    expect(plain.map(({ name }) => name)).toEqual(['saldo-session', 'saldo-csrf', 'saldo-callback'])
    setEnvironment({ APP_URL: 'https://saldo.example.org' })
    const bound = Object.values(nextAuthOptions().cookies!)
    expect(bound.map(({ name }) => name)).toEqual(['__Host-saldo-session', '__Host-saldo-csrf', '__Host-saldo-callback'])
    for (const { options } of bound) expect(options).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true })
  })
})

describe('the door in front of next-auth', () => {
  const OWN = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin', 'content-length': '10' }

  async function statusOf(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
    const sent = { method, headers: new Headers(headers) }
    const answer = await handleAuthRoute(sent as never, { params: Promise.resolve({ nextauth: path.split('/') }) })
    return answer.status
  }

  it.each(['signin', 'signin/credentials', 'signout', 'error', 'verify-request', '_log', 'callback/credentials', ''])(
    'does not open GET %j',
    async (path) => {
      expect(await statusOf('GET', path)).toBe(404)
    },
  )

  it.each(['session', '_log', 'signin/credentials', 'callback/email', 'csrf'])('does not open POST %j', async (path) => {
    expect(await statusOf('POST', path, OWN)).toBe(404)
  })

  it.each([
    ['no Origin', {}],
    ['a null Origin', { origin: 'null' }],
    ['another Origin', { origin: 'https://evil.example' }],
    ['another Origin with its forwarded host', { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }],
    ['a cross-site fetch', { ...OWN, 'sec-fetch-site': 'cross-site' }],
  ])('refuses to sign in or out with %s', async (_what, headers) => {
    expect(await statusOf('POST', 'callback/credentials', headers)).toBe(403)
    expect(await statusOf('POST', 'signout', headers)).toBe(403)
  })

  it('refuses big bodies and bodies of unknown size', async () => {
    expect(await statusOf('POST', 'callback/credentials', { ...OWN, 'content-length': '16385' })).toBe(413)
    expect(await statusOf('POST', 'callback/credentials', { origin: OWN.origin })).toBe(413)
  })
})
