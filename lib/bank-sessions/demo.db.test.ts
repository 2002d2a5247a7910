import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import { setEnvironment } from '@/lib/env'
import type { Viewer } from '@/lib/households/viewer'
import { startSimulatorServer, type SimulatorServer } from '@/lib/simulator/server'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { canStartDemo, startDemo } from './demo'
import { listBankSessions } from './list-bank-sessions'
import { hasDemo, removeDemo } from './remove-demo'

const browserId = 'b'.repeat(43)
const applicationId = 'cf589be3-3755-465b-a8df-a90a16a31403'

let database: TestDatabase
let simulator: SimulatorServer
let viewer: Viewer
let folder: string

beforeAll(async () => {
  database = await createTestDatabase()
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const publicKeyPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const application = {
    id: applicationId,
    publicKeyPem,
    redirectUrls: ['http://localhost:3000/api/banks/callback'],
    name: 'Saldo',
    environment: 'SANDBOX',
    active: true,
  } as const
  simulator = await startSimulatorServer({ port: 0, seed: 'demo test', applications: [application] })
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-demo-'))
  fs.writeFileSync(path.join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  replaceRegistry(undefined)
  setEnvironment({
    SIMULATOR: 'on',
    SIMULATOR_PORT: String(simulator.port),
    ENABLE_BANKING_API_URL: `http://127.0.0.1:${simulator.port}`,
    ENABLE_BANKING_APP_ID: applicationId,
    ENABLE_BANKING_PRIVATE_KEY_FILE: path.join(folder, 'key.pem'),
  })
})

afterAll(async () => {
  await simulator.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

beforeEach(async () => {
  viewer = (await seedHousehold({ memberName: 'Aino' })).viewer
})

const start = () => startDemo(viewer, { browserId, now: new Date() })

async function rowsLeft(): Promise<Record<string, number>> {
  const tables = [
    'member',
    'bank_session',
    'authorization_attempt',
    'account',
    'account_access',
    'account_identity',
    'account_feed',
    'balance',
    'transaction',
    'sync_run',
    'sync_run_account',
    'bank_call',
  ]
  const counts = await Promise.all(
    tables.map(async (table) => {
      const [row] = await database.ownerQuery<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE household_id = $1`, [
        viewer.householdId,
      ])
      return [table, row!.n] as const
    }),
  )
  return Object.fromEntries(counts.filter(([, n]) => n > 0))
}

test('one click makes a household of two with three banks, whose first readings are queued', async () => {
  expect(await canStartDemo(viewer)).toBe(true)
  const connected = await start()
  const sessions = await listBankSessions(viewer, new Date())
  expect(new Set(sessions.map(({ bankName }) => bankName))).toEqual(new Set(['Saaristo Bank', 'Kontur', 'Norrskenbanken']))
  expect(new Set(sessions.map(({ memberName }) => memberName))).toEqual(new Set(['Aino', 'Elias']))
  expect(sessions.every(({ isDemo, accountCount }) => isDemo && accountCount > 0)).toBe(true)
  const queued = await database.ownerQuery(
    `SELECT key FROM graphile_worker._private_jobs WHERE key LIKE 'sync:%' AND payload ->> 'householdId' = $1`,
    [viewer.householdId],
  )
  expect(new Set(queued.map(({ key }) => key))).toEqual(new Set(connected.map((id) => `sync:${id}`)))
  expect(await canStartDemo(viewer)).toBe(false)
})

test('the joint account is one, held by both and shared; what is only the viewer’s stays with the viewer', async () => {
  await start()
  const accounts = await database.ownerQuery<{ holders: number; share: string }>(
    `SELECT a.share, count(x.*)::int AS holders FROM account a
       JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.holder
      WHERE a.household_id = $1 AND a.choice = 'kept' GROUP BY a.id, a.share`,
    [viewer.householdId],
  )
  expect(accounts.filter(({ holders }) => holders === 2)).toEqual([{ share: 'full', holders: 2 }])
  expect(new Set(accounts.filter(({ holders }) => holders === 1).map(({ share }) => share))).toEqual(new Set(['none', 'view']))
})

test('another click takes all of it away again, and leaves the real member and nothing else', async () => {
  await start()
  expect(await hasDemo(viewer)).toBe(true)
  await removeDemo(viewer)
  expect(await rowsLeft()).toEqual({ member: 1 })
  expect(await hasDemo(viewer)).toBe(false)
  expect(await canStartDemo(viewer)).toBe(true)
})

test('two clicks at once make one demo', async () => {
  const outcomes = await Promise.allSettled([start(), start()])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const members = await database.ownerQuery('SELECT name FROM member WHERE household_id = $1 AND is_demo', [viewer.householdId])
  expect(members).toEqual([{ name: 'Elias' }])
})

test('a household with a bank, a viewer of the household, and a Saldo without the simulator get none', async () => {
  await start()
  await expect(start()).rejects.toMatchObject({ code: 'conflict' })
  await expect(startDemo(await seedMember(viewer.householdId, 'viewer'), { browserId, now: new Date() })).rejects.toMatchObject({
    code: 'not_allowed',
  })
})

test('a simulator that does not approve leaves nothing behind', async () => {
  setEnvironment({ SIMULATOR_PORT: '1', ENABLE_BANKING_API_URL: 'http://127.0.0.1:1' })
  await expect(start()).rejects.toMatchObject({ code: 'bank_unavailable' })
  setEnvironment({ SIMULATOR_PORT: String(simulator.port), ENABLE_BANKING_API_URL: `http://127.0.0.1:${simulator.port}` })
  expect(await rowsLeft()).toEqual({ member: 1 })
})
