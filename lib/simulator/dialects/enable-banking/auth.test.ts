import { describe, expect, it, vi } from 'vitest'
import { createClient, REDIRECT_URL, type Client } from '../../test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const SAARISTO = { bank: 'Saaristo Bank', username: 'aino.virtanen' }

function start(client: Client, change: Record<string, unknown> = {}, bank: { bank: string; country?: string } = SAARISTO) {
  return client.call('POST', '/auth', { body: { ...client.authBody({ ...SAARISTO, ...bank }), ...change } })
}

describe('POST /auth', () => {
  it('names a page of its own and an id', async () => {
    const { status, body } = await start(createClient())
    expect(status).toBe(200)
    expect(body.url).toBe(`http://localhost:3001/pages/authorize/${body.authorization_id as string}`)
    expect(body.psu_id_hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each(['access', 'aspsp', 'state', 'redirect_url'])('wants %s', async (key) => {
    const { status, body } = await start(createClient(), { [key]: undefined })
    expect([status, body.error]).toEqual([422, 'WRONG_REQUEST_PARAMETERS'])
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['an unknown bank', 'WRONG_ASPSP_PROVIDED', { aspsp: { name: 'Saaristo', country: 'FI' } }],
    ['the bank of another country', 'WRONG_ASPSP_PROVIDED', { aspsp: { name: 'Saaristo Bank', country: 'SE' } }],
    ['an address that is not registered', 'REDIRECT_URI_NOT_ALLOWED', { redirect_url: `${REDIRECT_URL}/` }],
    ['an address that differs in case', 'REDIRECT_URI_NOT_ALLOWED', { redirect_url: REDIRECT_URL.replace('saldo', 'Saldo') }],
    ['a type of user the bank does not know', 'WRONG_REQUEST_PARAMETERS', { psu_type: 'robot' }],
    ['a language in capitals', 'WRONG_REQUEST_PARAMETERS', { language: 'FI' }],
    ['an unknown method', 'WRONG_REQUEST_PARAMETERS', { auth_method: 'telepathy' }],
    ['credentials without a method', 'WRONG_REQUEST_PARAMETERS', { credentials: { userId: 'aino.virtanen' } }],
    ['an account without a number', 'INVALID_ACCOUNT_ID', { access: { valid_until: '2026-12-24T00:00:00Z', accounts: [{}] } }],
    ['a body that is no object', 'WRONG_REQUEST_PARAMETERS', { access: 'all' }],
  ])('refuses %s', async (_, error, change) => {
    expect((await start(createClient(), change)).body.error).toBe(error)
  })

  it('refuses a body that is not JSON', async () => {
    expect((await createClient().call('POST', '/auth', { body: '{' })).body.error).toBe('WRONG_REQUEST_PARAMETERS')
  })

  it('wants an end with a time zone, after now and before the longest the bank allows', async () => {
    const client = createClient()
    const longest = client.now().getTime() + 180 * 86_400_000
    const until = (valid_until: string) => start(client, { access: { valid_until } })
    expect((await until(new Date(longest - 1000).toISOString())).status).toBe(200)
    expect((await until('2026-12-24T12:00:00.000000+02:00')).status).toBe(200)
    const wrong = [
      new Date(longest).toISOString(),
      new Date(longest + 1).toISOString(),
      '2026-12-24T12:00:00',
      '2026-12-24',
      '2026-11-20T12:00:00Z',
      '2020-01-01T00:00:00Z',
      'soon',
    ]
    for (const text of wrong) expect((await until(text)).status, text).toBe(422)
    expect((await until(new Date(longest).toISOString())).body.message).toContain('15552000 seconds')
  })

  it('checks credentials as the bank does, and lets good ones skip the sign-in page', async () => {
    const client = createClient()
    const linden = { bank: 'Lindenbank', country: 'DE' }
    const tryWith = (auth_method: string, credentials: unknown, bank = linden) => start(client, { auth_method, credentials }, bank)
    expect((await tryWith('online', { userId: 'Lena!' })).body.error).toBe('WRONG_CREDENTIALS_PROVIDED')
    expect((await tryWith('online', { userId: 'no.body' })).body.error).toBe('WRONG_CREDENTIALS_PROVIDED')
    expect((await tryWith('online', { pin: '1' })).body.error).toBe('WRONG_CREDENTIALS_PROVIDED')
    expect((await tryWith('card', { cardHolder: '' }, { bank: 'Caja Levante Sur', country: 'ES' })).body.error).toBe(
      'WRONG_CREDENTIALS_PROVIDED',
    )
    expect((await tryWith('card', { cardHolder: 'a'.repeat(60) + '!' }, { bank: 'Caja Levante Sur', country: 'ES' })).body.error).toBe(
      'WRONG_CREDENTIALS_PROVIDED',
    )
    const { body } = await tryWith('online', { userId: 'lena.hoffmann' })
    const page = await (await client.simulator.fetch(new Request(body.url as string))).text()
    expect(page).toContain('Which accounts may it read?')
  })

  it('lets a hidden method be asked for by name', async () => {
    expect((await start(createClient(), { auth_method: 'branch' }, { bank: 'Norrskenbanken', country: 'SE' })).status).toBe(200)
  })

  it('gives the same hash for the same user of one application', async () => {
    const client = createClient()
    const hash = async (psu_id?: string) => (await start(client, { psu_id })).body.psu_id_hash
    expect(await hash('member-1')).toBe(await hash('member-1'))
    expect(await hash('member-2')).not.toBe(await hash('member-1'))
    expect(await hash()).not.toBe(await hash())
  })
})

describe('GET /aspsps', () => {
  it('filters by country, type of user, service and payment', async () => {
    const client = createClient()
    const list = async (query: string) =>
      (await client.call('GET', `/aspsps${query}`)).body.aspsps as { country: string; psu_types: string[] }[]
    expect((await list('')).length).toBeGreaterThanOrEqual(40)
    expect(new Set((await list('?country=SE')).map((aspsp) => aspsp.country))).toEqual(new Set(['SE']))
    for (const aspsp of await list('?psu_type=business&service=PIS')) expect(aspsp.psu_types).toContain('business')
    expect((await list('?payment_type=DOMESTIC')).every((aspsp) => ['SE', 'NO', 'DK', 'PL', 'IS'].includes(aspsp.country))).toBe(true)
    for (const query of ['?country=fi', '?country=FIN', '?psu_type=robot', '?service=X'])
      expect((await client.call('GET', `/aspsps${query}`)).status).toBe(422)
  })

  it('shows test users in the sandbox only', async () => {
    const first = async (environment: 'SANDBOX' | 'PRODUCTION') => {
      const client = createClient({ application: { environment } })
      return ((await client.call('GET', '/aspsps?country=FI')).body.aspsps as { sandbox: unknown }[])[0]!.sandbox
    }
    expect(await first('SANDBOX')).toMatchObject({
      users: expect.arrayContaining([{ username: 'aino.virtanen', password: 'simulated', otp: '012345' }]) as unknown,
    })
    expect(await first('PRODUCTION')).toBeNull()
  })
})
