import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/errors'
import { env, type Env } from '@/lib/env'
import { parseTransactions } from './connectors/enable-banking/account-data'
import { createEnableBankingConnector } from './connectors/enable-banking/connector'
import { mapTransaction } from './connectors/enable-banking/map'
import { importPrivateKey, normalisePrivateKey, PrivateKeyError, type PrivateKeyProblem } from './connectors/enable-banking/private-key'
import { registerApplication, type NewApplication, type Registration } from './connectors/enable-banking/register-application'
import {
  createWebhookVerifier,
  type KnowsPayment,
  type WebhookMessage,
  type WebhookVerdict,
  type WebhookVerifier,
} from './connectors/enable-banking/verify-webhook'
import { BankError } from './errors'
import type { Fetch } from './http'
import { networkFetch } from './network'
import type { Connector, ConnectorId, TransactionsPage } from './port'

/** Whose application speaks to the banks: the one of this installation, or a member's own. */
export type ConnectorSource =
  { readonly kind: 'instance' } | { readonly kind: 'member'; readonly applicationId: string; readonly privateKeyPem: string }

export type Registry = {
  /** @throws AppError `bank_not_configured` when the installation has no application of its own */
  getConnector(source: ConnectorSource): Connector
  hasInstanceApplication(): boolean
  /** Registers an application with the control panel's token, which is used for this one call and kept nowhere. */
  register(token: string, application: NewApplication): Promise<Registration>
  /** Whether a message that came to us is from Enable Banking, and about which payments. Judged by when the signal aborts. */
  verifyWebhook: WebhookVerifier
}

type RegistryInput = {
  readonly fetch: Fetch
  readonly now: () => Date
  readonly env: () => Pick<Env, 'enableBanking'>
  readonly timeoutMs?: number
}

const CONNECTORS_MAX = 200

/**
 * Chooses and wires connectors: gives them fetch, clock and keys. One connector per application is kept, so that its
 * signed token is made once and used again; the oldest goes when there are too many.
 */
export function createRegistry({ fetch, now, env, timeoutMs }: RegistryInput): Registry {
  const connectors = new Map<string, Connector>()
  const verifiers = new Map<string, WebhookVerifier>()
  return {
    getConnector(source) {
      const { apiUrl } = env().enableBanking
      const keys = source.kind === 'member' ? source : instanceKeys(env())
      const name = cacheKey([apiUrl, keys.applicationId, keys.privateKeyPem])
      const connector = connectors.get(name) ?? createEnableBankingConnector({ apiUrl, ...keys, fetch, now, timeoutMs })
      connectors.delete(name)
      connectors.set(name, connector)
      if (connectors.size > CONNECTORS_MAX) connectors.delete(connectors.keys().next().value!)
      return connector
    },
    hasInstanceApplication: () => findInstanceKeys(env()) !== null,
    register: (token, application) => registerApplication({ fetch, apiUrl: env().enableBanking.apiUrl, token, application }),
    verifyWebhook(message, signal, knowsPayment) {
      const { apiUrl } = env().enableBanking
      const verify = verifiers.get(apiUrl) ?? createWebhookVerifier({ apiUrl, fetch, now })
      verifiers.set(apiUrl, verify)
      return verify(message, signal, knowsPayment)
    },
  }
}

/** The registry of this process. */
export function getConnector(source: ConnectorSource): Connector {
  return processRegistry().getConnector(source)
}

export function hasInstanceApplication(): boolean {
  return processRegistry().hasInstanceApplication()
}

export function registerWithControlPanel(token: string, application: NewApplication): Promise<Registration> {
  return processRegistry().register(token, application)
}

export type { WebhookMessage }

export function verifyWebhook(message: WebhookMessage, signal: AbortSignal, knowsPayment: KnowsPayment): Promise<WebhookVerdict> {
  return processRegistry().verifyWebhook(message, signal, knowsPayment)
}

/** What was kept of a bank, read once more as its connector reads today. Needs no key and asks nobody. */
export type KeptReader = {
  /** @throws BankError `invalid_response` when the page cannot be read as a whole */
  readPage(raw: string): TransactionsPage
  /** Whether a row that was set aside would be believed now. */
  believes(wire: unknown): boolean
}

const KEPT_READERS: Record<ConnectorId, KeptReader> = {
  'enable-banking': {
    readPage: (text) => parseTransactions({ status: 200, headers: new Headers(), text }),
    believes: (wire) => 'row' in mapTransaction(wire),
  },
}

/** @throws BankError `invalid_response` for a connector of another version of this program */
export function getKeptReader(connectorId: string): KeptReader {
  if (!Object.hasOwn(KEPT_READERS, connectorId)) throw new BankError('invalid_response', { bankCode: 'UNKNOWN_CONNECTOR' })
  return KEPT_READERS[connectorId as ConnectorId]
}

export type ReadKey =
  | { readonly ok: true; readonly privateKeyPem: string; readonly bits: number; readonly weak: boolean }
  | { readonly ok: false; readonly problem: PrivateKeyProblem }

/** What a pasted or uploaded key is: the key in one form (PKCS #8 PEM), or which mistake it looks like. */
export function readPrivateKey(text: string): ReadKey {
  try {
    const { bits, weak } = importPrivateKey(text)
    return { ok: true, privateKeyPem: normalisePrivateKey(text), bits, weak }
  } catch (error) {
    if (error instanceof PrivateKeyError) return { ok: false, problem: error.problem }
    throw error
  }
}

/**
 * Next evaluates modules several times per process (once for pages, once for what runs beside them). Each has connectors of its
 * own: those of another would throw that one's BankError, which is no BankError here.
 */
let registry: Registry | undefined

function processRegistry(): Registry {
  return (registry ??= createRegistry({ fetch: networkFetch, now: () => new Date(), env }))
}

/** Replaces the registry of this process, for tests that fake the world behind the use-cases. */
export function replaceRegistry(replacement: Registry | undefined): void {
  registry = replacement
}

function instanceKeys(settings: Pick<Env, 'enableBanking'>) {
  const keys = findInstanceKeys(settings)
  if (!keys) throw new AppError('bank_not_configured', 'no ENABLE_BANKING_APP_ID and key')
  return keys
}

function findInstanceKeys({ enableBanking: { appId, privateKeyPem } }: Pick<Env, 'enableBanking'>) {
  return appId && privateKeyPem ? { applicationId: appId, privateKeyPem } : null
}

/** Keys are not kept as map keys: a digest names the connector. */
function cacheKey(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}
