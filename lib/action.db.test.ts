import { redirect } from 'next/navigation'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { authedAction, publicAction } from '@/lib/action'
import { openLoginSession } from '@/lib/auth/login-session'
import { AppError } from '@/lib/core/errors'
import type { HouseholdRole, Permission, Viewer } from '@/lib/households/viewer'
import { mayDo } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'

/** The request as Next would hand it on; the rest is the real thing. */
const request = vi.hoisted(() => ({ headers: new Map<string, string>(), cookies: new Map<string, string>() }))
vi.mock('next/headers', () => ({
  headers: async () => ({ get: (name: string) => request.headers.get(name.toLowerCase()) ?? null }),
  cookies: async () => ({
    get: (name: string) => (request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined),
    set: (name: string, value: string) => request.cookies.set(name, value),
  }),
}))

const OWN = 'http://localhost:3000'
const REFUSED_REQUESTS: readonly [string, Record<string, string>][] = [
  ['no Origin', { host: 'localhost:3000' }],
  ['a null Origin', { origin: 'null', host: 'localhost:3000' }],
  ['an evil Origin', { origin: 'https://evil.example' }],
  ['a sibling sub-domain', { origin: 'http://evil.localhost:3000' }],
  [
    'an evil Origin with its own forwarded host',
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', host: 'evil.example' },
  ],
  ['Sec-Fetch-Site cross-site', { origin: OWN, 'sec-fetch-site': 'cross-site' }],
  ['Sec-Fetch-Site none', { origin: OWN, 'sec-fetch-site': 'none' }],
  ['Sec-Fetch-Site same-site', { origin: OWN, 'sec-fetch-site': 'same-site' }],
]

let database: TestDatabase
let householdId: string
const tokens = {} as Record<HouseholdRole, string>
const runs: unknown[] = []

const Note = z.object({ text: z.string().min(1).max(10), times: z.number().optional() })
const save = authedAction(Note, { permission: 'edit' }, async (viewer, input) => {
  runs.push(input)
  return `${viewer.role} wrote ${input.text}`
})
const register = publicAction(Note, async (input, { browserId }) => {
  runs.push(input)
  return browserId.length
})

beforeAll(async () => {
  database = await createTestDatabase()
  householdId = (await seedHousehold()).householdId
  for (const role of ['owner', 'adult', 'viewer'] as const) tokens[role] = await signIn(await seedMember(householdId, role))
})

beforeEach(() => {
  runs.length = 0
  request.headers = new Map([
    ['origin', OWN],
    ['sec-fetch-site', 'same-origin'],
  ])
  request.cookies = new Map([['saldo-session', tokens.adult]])
})

function signIn({ userId, householdId: id }: Viewer): Promise<string> {
  return openLoginSession({ userId, householdId: id, remember: false, userAgent: '' })
}

describe('the action door', () => {
  it.each(REFUSED_REQUESTS)('runs nothing for a request with %s', async (_what, headers) => {
    request.headers = new Map(Object.entries(headers))
    const refused = { ok: false, error: { code: 'forbidden_origin' } }
    expect(await save({ text: 'hello' })).toEqual(refused)
    expect(await register({ text: 'hello' })).toEqual(refused)
    expect(await save(null, form({ text: 'hello' }))).toEqual(refused)
    expect(runs).toEqual([])
  })

  it('runs for our own pages, called with input or as the action of a form', async () => {
    expect(await save({ text: 'hello' })).toEqual({ ok: true, data: 'adult wrote hello' })
    expect(await save(null, form({ text: 'hello', $ACTION_KEY: 'k1' }))).toEqual({ ok: true, data: 'adult wrote hello' })
    expect(runs).toHaveLength(2)
  })

  it('checks the origin before anything else, then the viewer, then the role, then the input', async () => {
    request.cookies.clear()
    expect(await save({ nonsense: true } as never)).toMatchObject({ error: { code: 'unauthenticated' } })
    request.cookies.set('saldo-session', tokens.viewer)
    expect(await save({ nonsense: true } as never)).toMatchObject({ error: { code: 'not_allowed' } })
    request.cookies.set('saldo-session', tokens.owner)
    expect(await save({ nonsense: true } as never)).toMatchObject({ error: { code: 'invalid_input' } })
    expect(runs).toEqual([])
    const denied = await database.ownerQuery(`SELECT facts FROM audit_event WHERE kind = 'access_denied'`)
    expect(denied).toEqual([{ facts: { permission: 'edit' } }])
  })

  it('lets each role do what its role allows', async () => {
    const permissions = ['read', 'connect_banks', 'edit', 'manage_household'] as const satisfies readonly Permission[]
    for (const role of ['owner', 'adult', 'viewer'] as const) {
      request.cookies.set('saldo-session', tokens[role])
      for (const permission of permissions) {
        const result = await authedAction(z.object({}), { permission }, async () => 'done')({})
        expect(result.ok, `${role} ${permission}`).toBe(mayDo({ role }, permission))
      }
    }
  })

  it.each([
    ['an unknown field', { text: 'a', householdId: 'other' }],
    ['a list where one value belongs', { text: ['a', 'b'] }],
    ['an object', { text: { toString: 'a' } }],
    ['a prototype', JSON.parse('{"text":"a","__proto__":{"admin":true}}')],
    ['nothing', undefined],
    ['null', null],
    ['text', 'text'],
  ])('refuses %s', async (_what, input) => {
    expect(await save(input as never)).toMatchObject({ ok: false, error: { code: 'invalid_input' } })
    expect(runs).toEqual([])
  })

  it('refuses a form that names a field twice', async () => {
    const twice = form({ text: 'a' })
    twice.append('text', 'b')
    expect(await save(null, twice)).toMatchObject({ ok: false, error: { code: 'invalid_input', fields: { text: 'invalid' } } })
  })

  it('names what is wrong with each field in codes', async () => {
    expect(await save({ text: '' })).toMatchObject({ error: { fields: { text: 'required' } } })
    expect(await save({} as never)).toMatchObject({ error: { fields: { text: 'required' } } })
    expect(await save({ text: 'much too long' })).toMatchObject({ error: { fields: { text: 'too_long' } } })
  })

  it('answers a refusal as a code, without its message, and throws everything else', async () => {
    const refuse = publicAction(z.object({}), async () => Promise.reject(new AppError('conflict', 'secret detail', { name: 'taken' })))
    expect(await refuse({})).toEqual({ ok: false, error: { code: 'conflict', fields: { name: 'taken' } } })
    const crash = publicAction(z.object({}), async () => Promise.reject(new Error('a bug')))
    await expect(crash({})).rejects.toThrow('a bug')
    const go = publicAction(z.object({}), async () => redirect('/banks'))
    await expect(go({})).rejects.toMatchObject({ digest: expect.stringContaining('NEXT_REDIRECT') as string })
  })

  it('gives a browser one secret of its own', async () => {
    expect(await register({ text: 'a' })).toEqual({ ok: true, data: 43 })
    const given = request.cookies.get('saldo-browser')
    await register({ text: 'b' })
    expect(request.cookies.get('saldo-browser')).toBe(given)
  })
})

function form(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}
