import { createHash, timingSafeEqual } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import type { Fetch } from '@/lib/banking/http'
import { isAllowedRedirect } from './urls'
import { createWebhookKeys, type WebhookKeys } from './webhook-keys'
import { findJson } from './wire'

export type WebhookMessage = { readonly authorization: string | null; readonly body: Uint8Array }

/**
 * genuine  signed by Enable Banking over this very body: it is about that application, and what it says is a hint
 * refused  it is not, and why
 * unproven the key could not be fetched in time; a later delivery may find it
 */
export type WebhookVerdict =
  | { readonly kind: 'genuine'; readonly applicationId: string; readonly environment: string; readonly paymentIds: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: WebhookRefusal }
  | { readonly kind: 'unproven' }

export type WebhookRefusal = 'no_token' | 'algorithm' | 'key_address' | 'claims' | 'digest' | 'signature'

/** Whether a payment of these bank numbers is ours. They are random: who names one has heard of it. */
export type KnowsPayment = (paymentIds: readonly string[]) => Promise<boolean>

export type WebhookVerifier = (message: WebhookMessage, signal: AbortSignal, knowsPayment: KnowsPayment) => Promise<WebhookVerdict>

const TOKEN_LENGTH_MAX = 8_192
const CLOCK_TOLERANCE_S = 300

/**
 * Webhooks as documented (enablebanking.com/docs/api/webhooks): a JWT in `Authorization`, RS256 only, with the key's address in
 * `x5u`, the application in `sub`, its `environment`, and in `msgi` the digest of the body. There is no expiry and no number, so a
 * message can be replayed for ever: what it says must never be more than a reason to ask.
 *
 * What costs nothing is checked first, so that nobody makes us fetch keys with a message that would be refused anyway.
 */
export function createWebhookVerifier({ apiUrl, fetch, now }: { apiUrl: string; fetch: Fetch; now: () => Date }): WebhookVerifier {
  const keys = createWebhookKeys({ fetch, now })
  return async (message, signal, knowsPayment) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(message.authorization ?? '')?.[1]
    if (!token || token.length > TOKEN_LENGTH_MAX) return refuse('no_token')
    const header = attempt(() => decodeProtectedHeader(token))
    if (header?.alg !== 'RS256') return refuse('algorithm')
    const address = header.x5u
    if (typeof address !== 'string' || !isAllowedRedirect(address, apiUrl)) return refuse('key_address')
    const claims = readClaims(attempt(() => decodeJwt(token)))
    if (!claims) return refuse('claims')
    if (!isDigestOf(claims.digest, message.body)) return refuse('digest')
    const paymentIds = findPaymentIds(message.body)
    const isVouchedFor = () => (paymentIds.length > 0 ? knowsPayment(paymentIds).catch(() => false) : Promise.resolve(false))
    const proof = await Promise.race([checkSignature({ token, address, isVouchedFor, keys, now: now() }), whenAborted(signal)])
    if (proof !== 'good') return proof === 'bad' ? refuse('signature') : { kind: 'unproven' }
    const { applicationId, environment } = claims
    return { kind: 'genuine', applicationId, environment, paymentIds }
  }
}

type Proof = 'good' | 'bad' | 'unproven'

async function checkSignature({
  token,
  address,
  isVouchedFor,
  keys,
  now,
}: {
  token: string
  address: string
  isVouchedFor: () => Promise<boolean>
  keys: WebhookKeys
  now: Date
}): Promise<Proof> {
  const key = await keys.get(address, isVouchedFor)
  if (!key) return 'unproven'
  try {
    // An expiry is not documented; one that is there is respected.
    await jwtVerify(token, key, { algorithms: ['RS256'], currentDate: now, clockTolerance: CLOCK_TOLERANCE_S })
    keys.prove(address)
    return 'good'
  } catch {
    return 'bad'
  }
}

type Claims = { readonly applicationId: string; readonly environment: string; readonly digest: Uint8Array }

function readClaims(payload: Readonly<Record<string, unknown>> | null): Claims | null {
  const { sub, environment, msgi } = payload ?? {}
  const digest = typeof msgi === 'string' ? readDigest(msgi) : null
  if (typeof sub !== 'string' || sub === '' || typeof environment !== 'string' || !digest) return null
  return { applicationId: sub, environment, digest }
}

/** `sha256-` and 32 bytes in base64, as documented; the alphabet for URLs and missing padding say the same bytes. */
function readDigest(text: string): Uint8Array | null {
  const encoded = /^sha256-([A-Za-z0-9+/_-]{43}=?)$/.exec(text)?.[1]
  return encoded ? Buffer.from(encoded, 'base64') : null
}

function isDigestOf(digest: Uint8Array, body: Uint8Array): boolean {
  const actual = createHash('sha256').update(body).digest()
  return digest.byteLength === actual.byteLength && timingSafeEqual(digest, actual)
}

const PAYMENT_IDS_MAX = 5
const DEPTH_MAX = 4

/** The body's form is not documented, so its payments are looked for by name. */
function findPaymentIds(body: Uint8Array): string[] {
  const found = new Set<string>()
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return
    for (const [name, entry] of Object.entries(value).slice(0, 50)) {
      const isId = name === 'payment_id' || name === 'paymentId' || name === 'id'
      if (isId && typeof entry === 'string' && /^[\w-]{8,100}$/.test(entry) && found.size < PAYMENT_IDS_MAX) found.add(entry)
      else look(entry, depth + 1)
    }
  }
  look(findJson(new TextDecoder().decode(body)), 0)
  return [...found]
}

function whenAborted(signal: AbortSignal): Promise<'unproven'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('unproven')
    signal.addEventListener('abort', () => resolve('unproven'), { once: true })
  })
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}

function refuse(reason: WebhookRefusal): WebhookVerdict {
  return { kind: 'refused', reason }
}
