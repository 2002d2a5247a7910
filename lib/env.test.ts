import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseEnv } from './env'
import { EnvError, parseOperatorEnv } from './env-parse'
import { ENV_VARIABLES, type EnvName } from './env-schema'

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const PEM = RSA.export({ type: 'pkcs8', format: 'pem' }).toString()
const KEY = Buffer.alloc(32, 1).toString('base64')
const FILLED = { DATABASE_URL: 'postgresql://u:p@127.0.0.1/saldo', NEXTAUTH_SECRET: 'x'.repeat(32), VAULT_KEYS: `k1:${KEY}` }

/** A file system of one file. */
const files = (content: string) => (path: string) => {
  if (path === '/key') return content
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
}

function problemsOf(raw: Record<string, string>, content = PEM): readonly { variable: string; problem: string; fix: string }[] {
  try {
    parseOperatorEnv(raw as unknown as NodeJS.ProcessEnv, files(content))
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

const parse = (raw: Record<string, string>, content = PEM) => parseOperatorEnv(raw as unknown as NodeJS.ProcessEnv, files(content))

describe('the environment of an operator', () => {
  it('needs nothing: every variable has a default', () => {
    expect(parse({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      appUrl: 'http://localhost:3000',
      dataDir: './.data',
      databaseUrl: null,
      nextAuthSecret: null,
      vaultKeys: null,
      enableBanking: { apiUrl: 'http://127.0.0.1:3001', appId: null, privateKeyPem: null },
      enableBankingWebhook: false,
      simulator: { enabled: true, url: 'http://127.0.0.1:3001', port: 3001 },
      ecbRatesUrl: 'http://127.0.0.1:3001/stats/eurofxref/',
      worker: 'inline',
      workerConcurrency: 8,
      logLevel: 'info',
      trustedProxyHops: 0,
    })
  })

  it('takes empty and blank values as absent, and trims the others', () => {
    expect(parse({ PORT: ' 4000 ', HOST: '', DATA_DIR: '   ', APP_URL: 'https://saldo.example.org/ ' })).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      dataDir: './.data',
      appUrl: 'https://saldo.example.org',
      simulator: { port: 4001 },
    })
  })

  const mistakes: Record<EnvName, string[]> = {
    HOST: ['local host', 'http://x'],
    PORT: ['0', '65536', '3000a', '-1', '3e3'],
    APP_URL: ['localhost:3000', 'ftp://x', 'https://x/?a=1', 'https://u:p@x'],
    DATA_DIR: [],
    DATABASE_URL: ['mysql://h/d', 'postgresql://host', 'host/db'],
    VAULT_KEYS: ['abc', 'k1:short', `k1:${KEY},k1:${KEY}`, `k1 ${KEY}`],
    VAULT_KEYS_FILE: ['/nowhere'],
    NEXTAUTH_SECRET: ['short'],
    ENABLE_BANKING_API_URL: ['http://api.example.org', 'api.enablebanking.com', 'http://127.0.0.1.example.org'],
    ENABLE_BANKING_APP_ID: ['two words', 'x'.repeat(101)],
    ENABLE_BANKING_PRIVATE_KEY_FILE: ['/nowhere'],
    ENABLE_BANKING_WEBHOOK: ['yes', 'https://saldo.example.org/hook'],
    SIMULATOR: ['yes', '1'],
    SIMULATOR_PORT: ['x', '99999'],
    ECB_RATES_URL: ['http://rates.example.org/', 'rates'],
    WORKER: ['on'],
    WORKER_CONCURRENCY: ['0', '65', 'many'],
    LOG_LEVEL: ['loud'],
    TRUSTED_PROXY_HOPS: ['-1', '10', 'one'],
  }

  for (const { name } of ENV_VARIABLES) {
    for (const value of mistakes[name]) {
      it(`names ${name} when it is wrong (${value.slice(0, 30)}), and says how to mend it`, () => {
        const found = problemsOf({ [name]: value }).filter((problem) => problem.variable === name)
        expect(found).toHaveLength(1)
        expect(found[0]?.fix).not.toBe('')
      })
    }
  }

  it('lists all problems at once and never prints a value', () => {
    const secret = 'hunter2-hunter2'
    const raw = {
      PORT: 'x',
      DATABASE_URL: `mysql://u:${secret}@h/d`,
      NEXTAUTH_SECRET: secret,
      VAULT_KEYS: `k1:${secret}`,
      LOG_LEVEL: secret,
    }
    const problems = problemsOf(raw)
    expect(problems.map((problem) => problem.variable).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'NEXTAUTH_SECRET',
      'PORT',
      'VAULT_KEYS',
    ])
    expect(new EnvError(problems).message).not.toContain(secret)
  })

  it('refuses misspelt names that begin like ours', () => {
    expect(problemsOf({ ENABLE_BANKING_APPID: 'x' })).toMatchObject([
      { variable: 'ENABLE_BANKING_APPID', fix: expect.stringContaining('ENABLE_BANKING_APP_ID') },
    ])
    expect(problemsOf({ SIMULATORS: 'off' })).toHaveLength(1)
    expect(problemsOf({ PORTAL: 'x', HOME: '/root' })).toEqual([])
  })
})

describe('webhooks', () => {
  const on = { ENABLE_BANKING_WEBHOOK: 'on', SIMULATOR: 'off' }

  it('are taken up only where somebody outside can reach the app, or the bank interface is on this machine', () => {
    expect(parse({ ...on, APP_URL: 'https://saldo.example.org' }).enableBankingWebhook).toBe(true)
    expect(parse({ ENABLE_BANKING_WEBHOOK: 'On' }).enableBankingWebhook).toBe(true)
    for (const appUrl of ['', 'http://saldo.example.org', 'https://localhost:3000'])
      expect(problemsOf({ ...on, APP_URL: appUrl })).toMatchObject([
        { variable: 'ENABLE_BANKING_WEBHOOK', fix: expect.stringContaining('off') },
      ])
  })
})

describe('the choice between simulated and real banks', () => {
  const real = { ENABLE_BANKING_APP_ID: 'an-id', ENABLE_BANKING_PRIVATE_KEY_FILE: '/key' }

  it('is the simulator until something of Enable Banking is configured', () => {
    expect(parse({}).simulator.enabled).toBe(true)
    expect(parse(real).simulator.enabled).toBe(false)
    expect(parse({ ENABLE_BANKING_API_URL: 'http://127.0.0.1:9000' }).simulator.enabled).toBe(false)
    expect(parse({ SIMULATOR: 'off' }).enableBanking.apiUrl).toBe('https://api.enablebanking.com')
  })

  it('never mixes the simulator with real keys or another API', () => {
    expect(problemsOf({ ...real, SIMULATOR: 'on' })).toMatchObject([{ variable: 'SIMULATOR' }])
    expect(problemsOf({ ...real, SIMULATOR: 'on', ENABLE_BANKING_API_URL: 'https://api.enablebanking.com' })).toMatchObject([
      { variable: 'SIMULATOR' },
    ])
    expect(problemsOf({ SIMULATOR: 'on', ENABLE_BANKING_API_URL: 'https://api.enablebanking.com' })).toMatchObject([
      { variable: 'SIMULATOR' },
    ])
  })

  it('accepts the simulator’s own application, which the launcher hands to the server', () => {
    const env = parse({ ...real, SIMULATOR: 'ON', SIMULATOR_PORT: '4005', ENABLE_BANKING_API_URL: 'http://127.0.0.1:4005' })
    expect(env.simulator).toEqual({ enabled: true, url: 'http://127.0.0.1:4005', port: 4005 })
  })

  it('wants a port of its own for the simulator', () => {
    expect(problemsOf({ PORT: '3000', SIMULATOR_PORT: '3000' })).toMatchObject([{ variable: 'SIMULATOR_PORT' }])
  })
})

describe('the private key of Enable Banking', () => {
  const with_ = { ENABLE_BANKING_APP_ID: 'an-id', ENABLE_BANKING_PRIVATE_KEY_FILE: '/key' }
  const forms = {
    'as it is': PEM,
    'with CRLF line ends and a byte order mark': `\uFEFF${PEM.replaceAll('\n', '\r\n')}`,
    'with \\n written out': PEM.trim().replaceAll('\n', '\\n'),
    'in quotes': `"${PEM.trim().replaceAll('\n', '\\n')}"`,
    'as base64 of the whole file': Buffer.from(PEM).toString('base64'),
    'as PKCS #1': RSA.export({ type: 'pkcs1', format: 'pem' }).toString(),
    'with other text around it': `Bag Attributes\n    friendlyName: x\n${PEM}\n`,
  }

  for (const [form, content] of Object.entries(forms)) {
    it(`is read ${form}`, () => {
      expect(parse(with_, content).enableBanking.privateKeyPem).toBe(PEM)
    })
  }

  it('is refused when it is a public key, an elliptic one, or nothing', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    for (const content of ['', 'hello', ec, PEM.replaceAll('PRIVATE', 'PUBLIC'), PEM.slice(0, 200)]) {
      expect(problemsOf(with_, content)).toMatchObject([{ variable: 'ENABLE_BANKING_PRIVATE_KEY_FILE' }])
    }
  })

  it('goes with the application id, never alone', () => {
    expect(problemsOf({ ENABLE_BANKING_APP_ID: 'an-id' })).toMatchObject([{ variable: 'ENABLE_BANKING_PRIVATE_KEY_FILE' }])
    expect(problemsOf({ ENABLE_BANKING_PRIVATE_KEY_FILE: '/key' })).toMatchObject([{ variable: 'ENABLE_BANKING_APP_ID' }])
  })
})

describe('the vault keys', () => {
  it('seal with the first and open with all, from the variable or the file', () => {
    const other = Buffer.alloc(32, 2).toString('base64')
    const fromFile = parse({ VAULT_KEYS_FILE: '/key' }, `new:${other}\r\nold:${KEY}\n`).vaultKeys
    const fromVariable = parse({ VAULT_KEYS: `new:${other}, old:${KEY}` }).vaultKeys
    expect(fromFile).toEqual(fromVariable)
    expect(fromFile?.current).toEqual({ id: 'new', key: Buffer.alloc(32, 2) })
    expect(fromFile?.all.get('old')).toEqual(Buffer.alloc(32, 1))
  })

  it('come from one place only', () => {
    expect(problemsOf({ VAULT_KEYS: `k1:${KEY}`, VAULT_KEYS_FILE: '/key' })).toHaveLength(1)
  })
})

describe('the environment of the running server', () => {
  it('has a database, secrets and a version', () => {
    expect(parseEnv(FILLED as unknown as NodeJS.ProcessEnv)).toMatchObject({
      databaseUrl: FILLED.DATABASE_URL,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
  })

  for (const name of Object.keys(FILLED)) {
    it(`is refused without ${name}`, () => {
      const raw = { ...FILLED, [name]: '' } as unknown as NodeJS.ProcessEnv
      expect(() => parseEnv(raw)).toThrowError(new RegExp(`${name} is missing`))
    })
  }
})
