import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { startSimulatorServer, type SimulatorServer } from './server'
import type { ServerOptions } from './server-arguments'
import { createClient, REDIRECT_URL, testKeys } from './test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const directory = mkdtempSync(join(tmpdir(), 'simulator-'))
let server: SimulatorServer | null = null

afterAll(() => rmSync(directory, { recursive: true }))

afterEach(async () => {
  await server?.stop()
  server = null
})

async function start(options: Partial<ServerOptions> = {}): Promise<string> {
  server = await startSimulatorServer({ port: 0, seed: 'test', ...options })
  return `http://127.0.0.1:${server.port}`
}

/** Signs tokens with the real clock. */
function tokenMaker() {
  const client = createClient({ at: new Date().toISOString() })
  const application = { id: client.applicationId, name: 'Test', publicKeyPem: testKeys().publicKeyPem, redirectUrls: [REDIRECT_URL] }
  return {
    client,
    application,
    headers: async () => ({ Authorization: `Bearer ${await client.token()}`, 'Content-Type': 'application/json' }),
  }
}

async function connect(origin: string, maker: ReturnType<typeof tokenMaker>): Promise<string> {
  const headers = await maker.headers()
  const post = async (path: string, body: unknown) =>
    (await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<Record<string, string>>
  const { url } = await post('/auth', maker.client.authBody({ bank: 'Saaristo Bank', username: 'aino.virtanen' }))
  const { redirectUrl } = await post('/simulator/approve', { url, person: 'aino.virtanen' })
  return (await post('/sessions', { code: new URL(redirectUrl!).searchParams.get('code') })).session_id!
}

it('serves over HTTP, its pages on its own origin, health without a token', async () => {
  const maker = tokenMaker()
  const origin = await start({ applications: [maker.application] })
  expect(await (await fetch(`${origin}/health`)).json()).toMatchObject({ status: 'ok' })
  const { url } = (await (
    await fetch(`${origin}/auth`, {
      method: 'POST',
      headers: await maker.headers(),
      body: JSON.stringify(maker.client.authBody({ bank: 'Kontur', username: 'x' })),
    })
  ).json()) as { url: string }
  expect(url.startsWith(`${origin}/pages/`)).toBe(true)
  const page = await fetch(url)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await fetch(`${origin}/simulator/ledger`)).status).toBe(404)
})

it('takes applications from a file, also when it appears and changes later', async () => {
  const path = join(directory, 'applications.json')
  const maker = tokenMaker()
  const origin = await start({ applicationsFile: path })
  const status = async () => (await fetch(`${origin}/application`, { headers: await maker.headers() })).status
  expect(await status()).toBe(401)
  writeFileSync(path, JSON.stringify([maker.application]))
  await expect.poll(status, { timeout: 5_000 }).toBe(200)
})

it('keeps consents over a restart', async () => {
  const stateFile = join(directory, 'state', 'simulator.json')
  const maker = tokenMaker()
  const sessionId = await connect(await start({ stateFile, applications: [maker.application] }), maker)
  await server!.stop()
  const origin = await start({ stateFile })
  const session = await fetch(`${origin}/sessions/${sessionId}`, { headers: await maker.headers() })
  expect(await session.json()).toMatchObject({ status: 'AUTHORIZED' })
})

it('starts without a state file that cannot be read, and keeps it beside', async () => {
  const stateFile = join(directory, 'broken.json')
  writeFileSync(stateFile, '{')
  const origin = await start({ stateFile })
  expect((await fetch(`${origin}/health`)).status).toBe(200)
  expect(existsSync(`${stateFile}.unreadable`)).toBe(true)
})

it('closes the socket where a fault breaks the connection, and compresses what is too large', async () => {
  const origin = await start({ control: true })
  const add = (effect: unknown) =>
    fetch(`${origin}/simulator/faults`, { method: 'POST', body: JSON.stringify({ operation: 'GET /application', effect }) })
  await add({ kind: 'reset', when: 'before' })
  await expect(fetch(`${origin}/application`)).rejects.toThrow()
  await add({ kind: 'large', bytes: 5_000_000, compressed: true })
  const large = await fetch(`${origin}/application`)
  expect((await large.arrayBuffer()).byteLength).toBe(5_000_000)
  expect(large.headers.get('content-encoding')).toBe('gzip')
  expect((await fetch(`${origin}/application`)).status).toBe(401)
})

it('shows the ledger to whoever was given control', async () => {
  const origin = await start({ control: true })
  const accounts = (await (await fetch(`${origin}/simulator/ledger?what=accounts`)).json()) as { key: string; identificationHash: string }[]
  const joint = accounts.find((account) => account.key === 'fi-saaristo-bank/joint')!
  const query = (what: string) => `${origin}/simulator/ledger?what=${what}&hash=${encodeURIComponent(joint.identificationHash)}`
  expect(((await (await fetch(query('booked'))).json()) as unknown[]).length).toBeGreaterThan(500)
  expect(await (await fetch(query('balances'))).json()).toMatchObject({ currency: 'EUR' })
})

it('moves its clock, changes accounts, ends sessions and the old ways of banks when told, and remembers it', async () => {
  const stateFile = join(directory, 'moved.json')
  const maker = tokenMaker()
  const options = { control: true, stateFile, world: { begins: '2026-06-01' as never, banks: ['Saaristo Bank'] } }
  let origin = await start({ ...options, applications: [maker.application] })
  const post = async (path: string, body: unknown = {}) => {
    const answer = await fetch(`${origin}/simulator/${path}`, { method: 'POST', body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const sessionId = await connect(origin, maker)
  const account = 'fi-saaristo-bank/joint'
  expect((await post('clock', { advanceMs: 5 * 86_400_000 })).body).toMatchObject({ aheadMs: 5 * 86_400_000 })
  expect((await post('accounts/change', { account, change: 'close' })).status).toBe(200)
  expect((await post('turn')).status).toBe(200)
  expect((await post('sessions/end', { session_id: sessionId, status: 'EXPIRED' })).status).toBe(200)
  expect((await post('clock')).status).toBe(400)
  expect((await post('accounts/change', { account: 'nobody', change: 'close' })).status).toBe(404)
  expect((await post('accounts/change', { account, change: 'melt' })).status).toBe(400)
  expect((await post('sessions/end', { session_id: sessionId, status: 'GONE' })).status).toBe(400)
  await server!.stop()
  origin = await start(options)
  const session = await fetch(`${origin}/sessions/${sessionId}`, { headers: await maker.headers() })
  expect(await session.json()).toMatchObject({ status: 'EXPIRED' })
  const { simulator } = server!
  expect(Math.round((simulator.clock.now().getTime() - Date.now()) / 86_400_000)).toBe(5)
  expect(simulator.state.accountChanges).toMatchObject([{ accountKey: account, change: 'close' }])
  expect(simulator.state.turnedAt).not.toBeNull()
  const ledger = (await (await fetch(`${origin}/simulator/ledger?what=sessions`)).json()) as unknown[]
  expect(ledger).toMatchObject([{ id: sessionId, ended: { how: 'EXPIRED' } }])
  const clock = (await (await fetch(`${origin}/simulator/clock`)).json()) as { now: string }
  expect((await post('clock', { set: new Date().toISOString() })).body.now).not.toBe(clock.now)
})

it('shares the accounts a demonstration chooses', async () => {
  const maker = tokenMaker()
  const origin = await start({ applications: [maker.application], world: { begins: '2026-06-01' as never, banks: ['Saaristo Bank'] } })
  const headers = await maker.headers()
  const post = async (path: string, body: unknown) =>
    (await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<Record<string, unknown>>
  const { url } = await post('/auth', maker.client.authBody({ bank: 'Saaristo Bank', username: 'aino.virtanen' }))
  const { redirectUrl } = await post('/simulator/approve', { url, person: 'aino.virtanen', accounts: ['fi-saaristo-bank/joint'] })
  const session = await post('/sessions', { code: new URL(redirectUrl as string).searchParams.get('code') })
  expect(session.accounts).toMatchObject([{ details: 'Household' }])
})

it('takes its time over every answer, many at once', async () => {
  const origin = await start({ settings: { latencyMs: 200 } })
  const begun = performance.now()
  await Promise.all(Array.from({ length: 32 }, () => fetch(`${origin}/application`)))
  const took = performance.now() - begun
  expect(took).toBeGreaterThanOrEqual(195)
  expect(took).toBeLessThan(1_000)
})
