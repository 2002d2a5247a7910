import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { keepAccounts } from '@/lib/accounts/keep-accounts'
import type { Fetch } from '@/lib/banking/http'
import type { PsuContext } from '@/lib/banking/port'
import { createRegistry, replaceRegistry } from '@/lib/banking/registry'
import { finishCallback } from '@/lib/bank-sessions/finish-callback'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { startBankSession } from '@/lib/bank-sessions/start-bank-session'
import { asSystem } from '@/lib/db'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/households/viewer'
import { createSimulator, type Simulator, type SimulatorOptions } from '@/lib/simulator/simulator'
import { runSync, type SyncReport } from '@/lib/sync/run'
import type { SyncTrigger } from '@/lib/sync/sync-input'

export type BankWorld = {
  readonly simulator: Simulator
  readonly keys: BankKeys
  /** The one clock of both sides. */
  now(): Date
  /** From choosing a bank to the way back from it, through the same doors as a person. Answers the bank session. */
  visitBank(viewer: Viewer, visit: BankVisit): Promise<string>
  /** The same, with every account kept and none shared. */
  connectBank(viewer: Viewer, visit: BankVisit): Promise<string>
  /** One reading; with `psuContext` of somebody who is there, which no bank counts. */
  sync(householdId: string, bankSessionId: string, trigger?: SyncTrigger, psuContext?: PsuContext): Promise<SyncReport>
}

export type BankVisit = {
  readonly country: string
  readonly bank: string
  readonly person: string
  /** The access to renew. */
  readonly renews?: string
}

export type WorldOptions = Omit<SimulatorOptions, 'baseUrl'> & {
  /** What lies between our connectors and the bank; the simulator itself when absent. */
  readonly between?: (simulator: Simulator) => Fetch
}

/** The application our connectors speak as. */
export type BankKeys = { readonly apiUrl: string; readonly appId: string; readonly privateKeyPem: string }

const API_URL = 'http://127.0.0.1:3001'
const BROWSER_ID = 'the browser of the test'

let keyPem: string | null = null

/**
 * The whole bank's side in this process: a seeded simulator that the connectors of this process call instead of the
 * network. Needs a database of its own first (`openOwnDatabase`).
 */
export function openBankWorld({ between, ...options }: WorldOptions): BankWorld {
  const { now } = options
  const simulator = createSimulator({ ...options, baseUrl: API_URL })
  return joinBankWorld({ simulator, apiUrl: API_URL }, { now, ...(between ? { fetch: between(simulator) } : {}) })
}

type Joined = { readonly simulator: Simulator; readonly apiUrl: string }

/** The same with a simulator that is there already, for instance one that other processes call over the network. */
export function joinBankWorld({ simulator, apiUrl }: Joined, { now, fetch }: { now: () => Date; fetch?: Fetch }): BankWorld {
  const keys = registerAt(simulator, apiUrl)
  replaceRegistry(createRegistry({ fetch: fetch ?? ((request) => simulator.fetch(request)), now, env: () => ({ enableBanking: keys }) }))
  return {
    simulator,
    keys,
    now,
    visitBank: (viewer, visit) => visitBank(simulator, viewer, { ...visit, now: now() }),
    connectBank: async (viewer, visit) => {
      const bankSessionId = await visitBank(simulator, viewer, { ...visit, now: now() })
      await keepAll(viewer, bankSessionId)
      return bankSessionId
    },
    sync: (householdId, bankSessionId, trigger = 'first', psuContext) =>
      runSync({ householdId, bankSessionId, trigger, now, psuContext: psuContext ?? null }),
  }
}

function registerAt(simulator: Simulator, apiUrl: string): BankKeys {
  const privateKeyPem = (keyPem ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString())
  const publicKeyPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString()
  const { appUrl } = env()
  const redirectUrls = [redirectUrl(appUrl), paymentRedirectUrl(appUrl)]
  const { id: appId } = simulator.registerApplication({ publicKeyPem, redirectUrls, webhookUrls: [appUrl], name: 'Test' })
  return { apiUrl, appId, privateKeyPem }
}

async function visitBank(simulator: Simulator, viewer: Viewer, visit: BankVisit & { now: Date }): Promise<string> {
  const { country, bank, person, renews = null, now } = visit
  const request = { psuContext: null, browserId: BROWSER_ID, now }
  const wish = { source: 'instance', country, name: bank, psuType: 'personal', authMethod: null, credentials: {}, renews } as const
  const { url } = await startBankSession(viewer, wish, request)
  const callback = await approve(simulator, url, person)
  const finished = await finishCallback({ ...viewer, browserId: BROWSER_ID }, callback.searchParams, request)
  if (!finished.ok) throw new Error(`the way back from the bank ended with ${finished.reason}`)
  return finished.bankSessionId
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
