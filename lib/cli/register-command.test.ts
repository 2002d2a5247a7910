import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createRegistry, getConnector, replaceRegistry } from '@/lib/banking/registry'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { env, setEnvironment } from '@/lib/env'
import { createSimulator, type Simulator } from '@/lib/simulator/simulator'
import { runRegisterApp } from './register-command'

const API_URL = 'http://127.0.0.1:3001'
const TOKEN = 'simulated-control-panel-token'
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-register-'))
let simulator: Simulator
let isUp = true

beforeAll(() => {
  setEnvironment({
    APP_URL: 'http://localhost:3000',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    NEXTAUTH_SECRET: 'a secret of the test run, thirty-two characters and more',
    VAULT_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    SIMULATOR: 'off',
  })
  const now = () => new Date()
  simulator = createSimulator({ seed: 'register', now, baseUrl: API_URL })
  const fetch = (request: Request) => (isUp ? simulator.fetch(request) : Promise.reject(refusedConnection()))
  replaceRegistry(createRegistry({ fetch, now, env: () => ({ enableBanking: { ...env().enableBanking, apiUrl: API_URL } }) }))
})

afterEach(() => {
  vi.restoreAllMocks()
  isUp = true
})

afterAll(() => {
  replaceRegistry(undefined)
  fs.rmSync(dir, { recursive: true, force: true })
})

describe('register-app', () => {
  it('registers an application that then speaks to the banks with the key it wrote', async () => {
    const out = folder('good')
    const said = await run(out, TOKEN)
    const applicationId = /ENABLE_BANKING_APP_ID=(\S+)/.exec(said)?.[1] ?? ''
    expect(simulator.state.applications.get(applicationId)).toMatchObject({
      ...{
        name: 'My Saldo',
        environment: 'SANDBOX',
        redirectUrls: [redirectUrl('http://localhost:3000'), paymentRedirectUrl('http://localhost:3000')],
      },
    })
    const file = path.join(out, 'enable-banking.pem')
    expect(fs.statSync(file).mode & 0o777).toBe(0o600)
    expect(said).not.toContain(TOKEN)
    const connector = getConnector({ kind: 'member', applicationId, privateKeyPem: fs.readFileSync(file, 'utf8') })
    expect(await connector.getApplication()).toMatchObject({ id: applicationId, name: 'My Saldo', active: true })
  }, 60_000)

  it('registers for production when all its fields are given', async () => {
    const fields = ['--description', 'Ours', '--gdpr-email', 'a@example.org', '--privacy-url', 'https://example.org/p']
    const production = ['--environment', 'production', ...fields, '--terms-url', 'https://example.org/t']
    setEnvironment({ APP_URL: 'https://saldo.example.org' })
    expect(await run(folder('production'), TOKEN, production)).toContain('registered')
    setEnvironment({ APP_URL: 'http://localhost:3000' })
    await expect(run(folder('lacking'), TOKEN, ['--environment', 'production'])).rejects.toMatchObject({
      message: expect.stringContaining('--gdpr-email') as string,
    })
  }, 60_000)

  it('leaves no key behind when it was refused, so that the next try works', async () => {
    const out = folder('refused')
    await expect(run(out, 'another token')).rejects.toMatchObject({ message: expect.stringContaining('refuses the token') as string })
    expect(fs.readdirSync(out)).toEqual([])
    isUp = false
    await expect(run(out, TOKEN)).rejects.toMatchObject({ message: 'the control panel does not answer' })
    isUp = true
    expect(await run(out, TOKEN)).toContain('registered')
    await expect(run(out, TOKEN)).rejects.toMatchObject({ fix: expect.stringContaining('another directory') as string })
  }, 120_000)
})

function folder(name: string): string {
  const out = path.join(dir, name)
  fs.mkdirSync(out)
  return out
}

/** As through a pipe: `echo <token> | npm run saldo -- register-app …` */
function run(out: string, token: string, more: readonly string[] = []): Promise<string> {
  const stdin = Object.assign(Readable.from([`${token}\n`]), { isTTY: false })
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as unknown as typeof process.stdin)
  return runRegisterApp(['--name', 'My Saldo', '--out', out, ...more])
}

function refusedConnection(): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) })
}
