import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it, vi } from 'vitest'
import { createClient, ORIGIN, REDIRECT_URL } from '../../test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const SECONDS = Math.floor(Date.parse('2026-11-20T12:00:00Z') / 1000)

describe('the token of a call', () => {
  it('is needed', async () => {
    const answer = await createClient().call('GET', '/application', { token: null })
    expect(answer.status).toBe(401)
    expect(answer.body.error).toBe('AUTHORIZATION_NOT_PROVIDED')
  })

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['another issuer', { iss: 'example.com' }, {}],
    ['another audience', { aud: 'example.com' }, {}],
    ['no time of issue', { iat: undefined }, {}],
    ['no end', { exp: undefined }, {}],
    ['a life of more than a day', { exp: SECONDS + 86_401 }, {}],
    ['an issue in the future', { iat: SECONDS + 60 }, {}],
    ['an end in the past', { iat: SECONDS - 7200, exp: SECONDS - 60 }, {}],
    ['an unknown key id', {}, { kid: '00000000-0000-4000-8000-000000000000' }],
    ['no key id', {}, { kid: undefined }],
    ['no type', {}, { typ: undefined }],
  ])('is refused with %s', async (_, claims, header) => {
    const client = createClient()
    const answer = await client.call('GET', '/application', { token: await client.token(claims, header) })
    expect(answer.status).toBe(401)
    expect(answer.body.error).toBe('UNAUTHORIZED_ACCESS')
  })

  it('may live a day to the second and be a little early', async () => {
    const client = createClient()
    for (const claims of [{ exp: SECONDS + 86_400 }, { iat: SECONDS + 20 }]) {
      expect((await client.call('GET', '/application', { token: await client.token(claims) })).status).toBe(200)
    }
  })

  it('is refused when signed with another key, with another algorithm or not at all', async () => {
    const client = createClient()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const claims = { iss: 'enablebanking.com', aud: 'api.enablebanking.com', iat: SECONDS, exp: SECONDS + 60 }
    const sign = (alg: string) => new SignJWT(claims).setProtectedHeader({ alg, typ: 'JWT', kid: client.applicationId })
    const stranger = await sign('RS256').sign(privateKey)
    const otherHash = await sign('RS512').sign(privateKey)
    const none = `${Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT', kid: client.applicationId })).toString('base64url')}.${stranger.split('.')[1]}.x`
    for (const token of [stranger, otherHash, none, 'nonsense', `${stranger.slice(0, -4)}AAAA`]) {
      expect((await client.call('GET', '/application', { token })).body.error).toBe('UNAUTHORIZED_ACCESS')
    }
  })
})

describe('a token that was right once', () => {
  it('is good until its end and not a moment longer, and never for another key', async () => {
    const client = createClient()
    const token = await client.token({ exp: SECONDS + 120 })
    const status = async () => (await client.call('GET', '/application', { token })).status
    expect(await status()).toBe(200)
    client.advance(149_000)
    expect(await status()).toBe(200)
    client.advance(2_000)
    expect(await status()).toBe(401)
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const other = createClient()
    const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    other.simulator.registerApplication({ id: client.applicationId, publicKeyPem, redirectUrls: [REDIRECT_URL] })
    expect((await other.call('GET', '/application', { token })).status).toBe(401)
  })
})

describe('GET /application', () => {
  it('says what the application is and where people may come back to', async () => {
    const client = createClient()
    const { body } = await client.call('GET', '/application')
    expect(body).toMatchObject({ kid: client.applicationId, environment: 'SANDBOX', active: true, services: ['AIS', 'PIS'] })
    expect(body.countries).toContain('FI')
  })
})

describe('registration', () => {
  const register = async (body: Record<string, unknown>, token = 'simulated-control-panel-token') => {
    const client = createClient()
    const answer = await client.call('POST', '/api/applications', { token, body })
    return { client, answer }
  }
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const sandbox = {
    name: 'Mine',
    environment: 'SANDBOX',
    certificate: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    redirect_urls: ['http://localhost:3000/api/banks/callback'],
  }
  const production = { ...sandbox, environment: 'PRODUCTION', redirect_urls: ['https://saldo.example/cb'] }
  const more = { description: 'd', gdpr_email: 'a@b.example', privacy_url: 'https://saldo.example/p', terms_url: 'https://saldo.example/t' }

  it('gives an id; a sandbox application is active at once, a production one is not', async () => {
    const first = await register(sandbox)
    expect(first.answer.status).toBe(200)
    expect(first.client.simulator.state.applications.get(first.answer.body.app_id as string)).toMatchObject({
      active: true,
      linkedAccounts: null,
    })
    const second = await register({ ...production, ...more })
    expect(second.client.simulator.state.applications.get(second.answer.body.app_id as string)).toMatchObject({
      active: false,
      linkedAccounts: [],
    })
  })

  it('wants every field, a public RSA key, a registered token and https in production', async () => {
    for (const key of Object.keys(sandbox)) expect((await register({ ...sandbox, [key]: undefined })).answer.status, key).toBe(422)
    for (const key of Object.keys(more)) expect((await register({ ...production, ...more, [key]: undefined })).answer.status, key).toBe(422)
    expect((await register({ ...sandbox, certificate: 'nonsense' })).answer.status).toBe(422)
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect((await register({ ...sandbox, certificate: ec })).answer.status).toBe(422)
    expect((await register({ ...production, ...more, redirect_urls: ['http://saldo.example/cb'] })).answer.status).toBe(422)
    expect((await register(sandbox, 'guess')).answer.body.error).toBe('UNAUTHORIZED_ACCESS')
  })

  it('leaves an inactive application only its own description', async () => {
    const client = createClient({ application: { environment: 'PRODUCTION', active: false, linkedAccounts: [] } })
    expect((await client.call('GET', '/application')).body).toMatchObject({ active: false, services: ['AIS'] })
    expect((await client.call('GET', '/aspsps')).body.error).toBe('ACCESS_DENIED')
  })
})

it('knows no list of sessions and nothing beside the documented paths', async () => {
  const client = createClient()
  expect((await client.call('GET', '/sessions')).status).toBe(405)
  expect((await client.simulator.fetch(new Request(`${ORIGIN}/accounts`))).status).toBe(404)
  expect((await client.simulator.fetch(new Request(`${ORIGIN}/simulator/ledger`))).status).toBe(404)
})
