import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { createSimulator, type Simulator, type SimulatorOptions } from './simulator'
import type { NewApplication } from './dialects/enable-banking/application'

/** A program and a person for the simulator's own tests: signs tokens, calls the interface, clicks through pages. */
export type Client = {
  readonly simulator: Simulator
  readonly applicationId: string
  /** Moves the clock. */
  advance(ms: number): void
  now(): Date
  token(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** From POST /auth to POST /sessions; `accounts` are keys, all when absent. */
  connect(options: ConnectOptions): Promise<Connected>
  /** Fills in one page and sends it. */
  submit(url: string, fields: Record<string, string | string[]>): Promise<Response>
  authBody(options: ConnectOptions): Record<string, unknown>
}

export type CallOptions = { readonly body?: unknown; readonly headers?: Record<string, string>; readonly token?: string | null }
export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers }
export type ConnectOptions = {
  readonly bank: string
  readonly country?: string
  readonly username: string
  readonly accounts?: readonly string[]
  readonly days?: number
}
export type Connected = {
  readonly sessionId: string
  readonly accounts: readonly ConnectedAccount[]
  readonly body: Record<string, unknown>
}
export type ConnectedAccount = {
  readonly uid: string
  readonly identification_hash: string
  readonly product: string
  readonly currency: string
} & Record<string, unknown>

export const ORIGIN = 'http://localhost:3001'
export const REDIRECT_URL = 'https://saldo.example/api/banks/callback'
const DAY_MS = 86_400_000

let pair: { privateKey: KeyObject; publicKeyPem: string } | null = null

/** One key pair for all tests of a process: making one takes a while. */
export function testKeys(): { privateKey: KeyObject; publicKeyPem: string } {
  if (pair) return pair
  const made = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  pair = {
    privateKey: createPrivateKey(made.privateKey),
    publicKeyPem: createPublicKey(made.publicKey).export({ type: 'spki', format: 'pem' }).toString(),
  }
  return pair
}

export function createClient(
  options: Partial<SimulatorOptions> & { readonly at?: string; readonly application?: Partial<NewApplication> } = {},
): Client {
  const { at = '2026-11-20T12:00:00Z', application = {}, ...rest } = options
  let clock = Date.parse(at)
  const now = () => new Date(clock)
  const simulator = createSimulator({ seed: 'test', now, baseUrl: ORIGIN, ...rest })
  const { privateKey, publicKeyPem } = testKeys()
  const { id: applicationId } = simulator.registerApplication({ publicKeyPem, redirectUrls: [REDIRECT_URL], name: 'Test', ...application })

  const token: Client['token'] = (claims = {}, header = {}) => {
    const seconds = Math.floor(clock / 1000)
    return new SignJWT({ iss: 'enablebanking.com', aud: 'api.enablebanking.com', iat: seconds, exp: seconds + 3600, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: applicationId, ...header })
      .sign(privateKey)
  }

  const call: Client['call'] = async (method, path, { body, headers = {}, token: given } = {}) => {
    const bearer = given === undefined ? await token() : given
    const request = new Request(`${ORIGIN}${path}`, {
      method,
      headers: { ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }), 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await simulator.fetch(request)
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
  }

  const submit: Client['submit'] = (url, fields) => {
    const form = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    )
    return simulator.fetch(
      new Request(url, { method: 'POST', body: form.toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }),
    )
  }

  const authBody: Client['authBody'] = ({ bank, country = 'FI', days = 80 }) => ({
    access: { valid_until: new Date(clock + days * DAY_MS).toISOString() },
    aspsp: { name: bank, country },
    state: 'state-1',
    redirect_url: REDIRECT_URL,
    psu_type: 'personal',
  })

  const connect: Client['connect'] = async (wanted) => {
    const started = await call('POST', '/auth', { body: authBody(wanted) })
    if (started.status !== 200) throw new Error(`POST /auth answered ${started.status} ${JSON.stringify(started.body)}`)
    const url = started.body.url as string
    await submit(url, { action: 'sign-in', username: wanted.username })
    const bank = simulator.world.findBank(wanted.bank, wanted.country ?? 'FI')!
    const keys =
      wanted.accounts ?? simulator.world.accountsOf(bank, simulator.world.findPerson(wanted.username)!).map((account) => account.key)
    await submit(url, { action: 'continue', account: [...keys] })
    const back = await submit(url, { action: 'approve' })
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code')
    const { body } = await call('POST', '/sessions', { body: { code } })
    return { sessionId: body.session_id as string, accounts: body.accounts as unknown as ConnectedAccount[], body }
  }

  return { simulator, applicationId, advance: (ms) => void (clock += ms), now, token, call, connect, submit, authBody }
}
