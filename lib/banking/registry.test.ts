import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { setEnvironment } from '@/lib/env'
import type { Fetch } from './http'
import { createRegistry, readPrivateKey } from './registry'

const pem = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const [OURS, THEIRS] = [pem(), pem()]

const SETTINGS = {
  APP_URL: 'http://localhost:3000',
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  NEXTAUTH_SECRET: 'a secret of the test run, thirty-two characters and more',
  VAULT_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  SIMULATOR: 'off',
}

function registryOf({
  appId = 'ours' as string | null,
  answer = () => Response.json({ environment: 'SANDBOX', active: true, redirect_urls: [] }),
} = {}) {
  const sent: { url: string; token: string; body: string }[] = []
  const fetch: Fetch = async (request) => {
    sent.push({ url: request.url, token: request.headers.get('authorization') ?? '', body: await request.text() })
    return answer()
  }
  const enableBanking = { apiUrl: 'https://api.enablebanking.com', appId, privateKeyPem: appId && OURS }
  return { registry: createRegistry({ fetch, now: () => new Date('2026-11-20T09:30:00Z'), env: () => ({ enableBanking }) }), sent }
}

describe('the registry', () => {
  it('makes one connector per application and key, so that its token is used again', async () => {
    const { registry, sent } = registryOf()
    const member = { kind: 'member', applicationId: 'theirs', privateKeyPem: THEIRS } as const
    expect(registry.getConnector({ kind: 'instance' })).toBe(registry.getConnector({ kind: 'instance' }))
    expect(registry.getConnector(member)).toBe(registry.getConnector({ ...member }))
    expect(registry.getConnector({ ...member, privateKeyPem: OURS })).not.toBe(registry.getConnector(member))
    await registry.getConnector(member).getApplication()
    await registry.getConnector(member).getApplication()
    await registry.getConnector({ kind: 'instance' }).getApplication()
    expect(sent[0]?.token).toBe(sent[1]?.token)
    expect(sent[2]?.token).not.toBe(sent[0]?.token)
  })

  it('belongs to its own evaluation of the program, so that its errors are known where they are met', async () => {
    setEnvironment({ ...SETTINGS, ENABLE_BANKING_API_URL: 'http://127.0.0.1:1' })
    for (let copy = 0; copy < 2; copy++) {
      vi.resetModules()
      const [{ getConnector }, { BankError }] = [await import('./registry'), await import('./errors')]
      const failure = await getConnector({ kind: 'member', applicationId: 'ours', privateKeyPem: OURS })
        .getApplication()
        .catch((error: unknown) => error)
      expect(failure instanceof BankError, `copy ${copy}`).toBe(true)
    }
  })

  it('says that the installation has no application of its own', () => {
    const { registry } = registryOf({ appId: null })
    expect(registry.hasInstanceApplication()).toBe(false)
    expect(() => registry.getConnector({ kind: 'instance' })).toThrow(expect.objectContaining({ code: 'bank_not_configured' }))
  })
})

const APPLICATION = {
  name: 'Home',
  environment: 'SANDBOX',
  redirectUrls: ['https://s.example/api/banks/callback'],
  certificatePem: 'CERT',
  description: null,
  gdprEmail: null,
  privacyUrl: null,
  termsUrl: null,
} as const

describe('registering an application', () => {
  it('posts to the control panel’s host with the token and only the fields that are filled', async () => {
    const { registry, sent } = registryOf({ answer: () => Response.json({ app_id: 'cf589be3' }) })
    expect(await registry.register(' panel-token\n', APPLICATION)).toEqual({ outcome: 'registered', applicationId: 'cf589be3' })
    expect(sent[0]).toMatchObject({ url: 'https://enablebanking.com/api/applications', token: 'Bearer panel-token' })
    expect(JSON.parse(sent[0]!.body)).toEqual({
      name: 'Home',
      environment: 'SANDBOX',
      certificate: 'CERT',
      redirect_urls: ['https://s.example/api/banks/callback'],
    })
  })

  it('sends what production requires', async () => {
    const { registry, sent } = registryOf({ answer: () => Response.json({ app_id: 'a' }) })
    await registry.register('t', {
      ...APPLICATION,
      environment: 'PRODUCTION',
      description: 'd',
      gdprEmail: 'a@b.example',
      privacyUrl: 'https://p.example',
      termsUrl: 'https://t.example',
    })
    expect(JSON.parse(sent[0]!.body)).toMatchObject({
      description: 'd',
      gdpr_email: 'a@b.example',
      privacy_url: 'https://p.example',
      terms_url: 'https://t.example',
    })
  })

  it('tells what happened by outcome, and never that an unanswered request failed', async () => {
    const outcomeOf = async (answer: () => Response) => (await registryOf({ answer }).registry.register('t', APPLICATION)).outcome
    expect(await outcomeOf(() => Response.json({ message: 'no' }, { status: 401 }))).toBe('token_refused')
    expect(await outcomeOf(() => Response.json({ message: 'name is taken' }, { status: 422 }))).toBe('refused')
    expect(await outcomeOf(() => new Response('<html>', { status: 502 }))).toBe('unknown')
    expect(await outcomeOf(() => new Response('<html>'))).toBe('unknown')
    expect(await outcomeOf(() => Response.json({ app_id: 'a b/../c' }))).toBe('unknown')
    const fail = (code: string) => () => {
      throw Object.assign(new Error('x'), { code })
    }
    expect(await outcomeOf(fail('ECONNRESET'))).toBe('unknown')
    expect(await outcomeOf(fail('ECONNREFUSED'))).toBe('unreachable')
  })

  it('calls a token that fits no header refused, without sending it', async () => {
    const { registry, sent } = registryOf()
    expect((await registry.register('two\nlines', APPLICATION)).outcome).toBe('token_refused')
    expect(sent).toEqual([])
  })
})

describe('readPrivateKey', () => {
  it('answers the key in one form, or the mistake', () => {
    expect(readPrivateKey(OURS.replaceAll('\n', '\r\n'))).toEqual({ ok: true, privateKeyPem: OURS, bits: 2048, weak: true })
    expect(readPrivateKey('nothing')).toEqual({ ok: false, problem: 'not_a_key' })
  })
})
