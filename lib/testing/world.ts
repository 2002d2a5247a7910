import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterAll } from 'vitest'
import { keepAccounts } from '@/lib/accounts/keep-accounts'
import { createRegistry, replaceRegistry } from '@/lib/banking/registry'
import { authorizeBankSession } from '@/lib/bank-sessions/authorize-bank-session'
import { takeCallback } from '@/lib/bank-sessions/callback'
import { redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { startBankSession } from '@/lib/bank-sessions/start-bank-session'
import { asSystem } from '@/lib/db'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/households/viewer'
import type { FaultRule } from '@/lib/simulator/faults'
import { createSimulator, type Simulator } from '@/lib/simulator/simulator'
import { runSync, type SyncReport } from '@/lib/sync/run'
import type { SyncTrigger } from '@/lib/sync/sync-input'

export type TestWorld = {
  readonly simulator: Simulator
  /** The one clock of both sides. */
  now(): Date
  advance(ms: number): void
  /** From choosing a bank to kept accounts, through the same doors as a person. Answers the bank session. */
  connectBank(viewer: Viewer, visit: BankVisit): Promise<string>
  sync(householdId: string, bankSessionId: string, trigger?: SyncTrigger): Promise<SyncReport>
}

export type BankVisit = { readonly country: string; readonly bank: string; readonly person: string }

type Options = { readonly seed?: string; readonly at?: string; readonly faults?: readonly FaultRule[] }

const API_URL = 'http://127.0.0.1:3001'
const BROWSER_ID = 'the browser of the test'

let keyPem: string | null = null

/**
 * The whole bank's side in this process: a seeded simulator that the connectors of this test file call instead of the
 * network. Needs `createTestDatabase` first.
 */
export function createTestWorld({ seed = 'test', at = '2026-11-20T12:00:00Z', faults = [] }: Options = {}): TestWorld {
  let clock = Date.parse(at)
  const now = () => new Date(clock)
  const simulator = createSimulator({ seed, now, baseUrl: API_URL, faults })
  installRegistry(simulator, now)
  afterAll(() => replaceRegistry(undefined))
  return {
    simulator,
    now,
    advance: (ms) => void (clock += ms),
    connectBank: (viewer, visit) => connectBank(simulator, viewer, { ...visit, now: now() }),
    sync: (householdId, bankSessionId, trigger = 'first') => runSync({ householdId, bankSessionId, trigger, now }),
  }
}

function installRegistry(simulator: Simulator, now: () => Date): void {
  const privateKeyPem = (keyPem ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString())
  const publicKeyPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString()
  const { id: appId } = simulator.registerApplication({ publicKeyPem, redirectUrls: [redirectUrl(env().appUrl)], name: 'Test' })
  const enableBanking = { apiUrl: API_URL, appId, privateKeyPem }
  replaceRegistry(createRegistry({ fetch: (request) => simulator.fetch(request), now, env: () => ({ enableBanking }) }))
}

async function connectBank(
  simulator: Simulator,
  viewer: Viewer,
  { country, bank, person, now }: BankVisit & { now: Date },
): Promise<string> {
  const request = { psuContext: null, browserId: BROWSER_ID, now }
  const wish = { source: 'instance', country, name: bank, psuType: 'personal', authMethod: null, credentials: {}, renews: null } as const
  const { url } = await startBankSession(viewer, wish, request)
  const callback = await approve(simulator, url, person)
  const actor = { ...viewer, browserId: BROWSER_ID }
  const taken = await takeCallback(actor, callback.searchParams, now)
  if (taken.kind !== 'accepted') throw new Error(`the callback was ${taken.kind}`)
  const authorization = await authorizeBankSession(actor, taken, request)
  if (!authorization.ok) throw new Error(`the exchange ended with ${authorization.kind}`)
  await keepAll(viewer, authorization.bankSessionId)
  return authorization.bankSessionId
}

async function approve(simulator: Simulator, url: string, person: string): Promise<URL> {
  const request = new Request(`${API_URL}/simulator/approve`, { method: 'POST', body: JSON.stringify({ url, person }) })
  const answer = (await (await simulator.fetch(request)).json()) as { redirectUrl?: string }
  if (!answer.redirectUrl) throw new Error(`${person} could not approve`)
  return new URL(answer.redirectUrl)
}

function keepAll({ householdId, memberId }: Viewer, bankSessionId: string): Promise<void> {
  return asSystem(householdId, async (db) => {
    const feeds = await db.accountFeed.findMany({
      where: { householdId, bankSessionId, sealedUid: { not: null } },
      select: { accountId: true },
    })
    const choices = feeds.map(({ accountId }) => ({ accountId, keep: true, share: 'none' as const, name: '' }))
    await keepAccounts(db, { householdId, memberId, bankSessionId }, choices)
  })
}
