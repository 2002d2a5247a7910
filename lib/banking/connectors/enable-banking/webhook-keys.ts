import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { Fetch } from '@/lib/banking/http'

const KEPT_MS = 3_600_000
const FAILURE_KEPT_MS = 60_000
/** What is fetched in a minute fits: a failure is not forgotten for another one. */
const ENTRIES_MAX = 32
/**
 * Addresses nobody has yet proved to be right are fetched at most so often a minute: anybody can name them. When strangers have used
 * that up, a message about a payment of ours still has its own.
 */
const UNPROVEN_PER_MINUTE = 10
const VOUCHED_PER_MINUTE = 10
/**
 * A stranger's message costs its sender nothing, and whether it is about a payment of ours is a question to the database: so many are
 * asked at once, and the others count as nobody's. A true one comes again.
 */
const QUESTIONS_AT_ONCE = 2
const FETCH_TIMEOUT_MS = 5_000
const BYTES_MAX = 64 * 1024
const MODULUS_BITS_MIN = 2_048

type Fetched = { readonly key: KeyObject; readonly validFrom: number; readonly validTo: number }
type Entry = { readonly answer: Promise<Fetched | null>; until: number; isProven: boolean }

export type WebhookKeys = {
  /** The key at an address that was checked before; null when none can be had now. `isVouchedFor` is asked only when it matters. */
  get(url: string, isVouchedFor: () => Promise<boolean>): Promise<KeyObject | null>
  /** A signature held with the key of this address: it is kept before others and fetched again whatever others ask for. */
  prove(url: string): void
}

/** Public keys of webhooks, by the address they are at, in memory for an hour. */
export function createWebhookKeys({ fetch, now }: { fetch: Fetch; now: () => Date }): WebhookKeys {
  const entries = new Map<string, Entry>()
  const mayAnybody = limitPerMinute(UNPROVEN_PER_MINUTE)
  const mayVouched = limitPerMinute(VOUCHED_PER_MINUTE)
  const askInTurn = limitAtOnce(QUESTIONS_AT_ONCE)

  const look = async (url: string, isVouchedFor: () => Promise<boolean>): Promise<Fetched | null> => {
    const known = entries.get(url)
    const time = now().getTime()
    if (known && known.until > time) return known.answer
    if (known?.isProven || mayAnybody(time)) return fetchAt(url, time)
    if (!(await askInTurn(isVouchedFor))) return null
    // Another message may have had it fetched meanwhile.
    const meanwhile = entries.get(url)
    if (meanwhile && meanwhile.until > time) return meanwhile.answer
    return mayVouched(time) ? fetchAt(url, time) : null
  }

  const fetchAt = (url: string, time: number): Promise<Fetched | null> => {
    const known = entries.get(url)
    const entry: Entry = { answer: fetchKey(fetch, url), until: time + KEPT_MS, isProven: known?.isProven ?? false }
    entries.delete(url)
    entries.set(url, entry)
    if (entries.size > ENTRIES_MAX) entries.delete(findDispensable(entries))
    void entry.answer.then((found) => {
      if (!found) entry.until = time + FAILURE_KEPT_MS
    })
    return entry.answer
  }

  return {
    async get(url, isVouchedFor) {
      const found = await look(url, isVouchedFor)
      const time = now().getTime()
      return found && found.validFrom <= time && time <= found.validTo ? found.key : null
    },
    prove(url) {
      const entry = entries.get(url)
      if (entry) entry.isProven = true
    },
  }
}

function findDispensable(entries: ReadonlyMap<string, Entry>): string {
  const [oldest] = entries.keys()
  return [...entries].find(([, entry]) => !entry.isProven)?.[0] ?? oldest!
}

/** False, unasked, while as many questions as may be are open. */
function limitAtOnce(most: number): (ask: () => Promise<boolean>) => Promise<boolean> {
  let open = 0
  return async (ask) => {
    if (open >= most) return false
    open += 1
    try {
      return await ask()
    } finally {
      open -= 1
    }
  }
}

function limitPerMinute(most: number): (time: number) => boolean {
  let [minute, count] = [0, 0]
  return (time) => {
    const current = Math.floor(time / 60_000)
    if (current !== minute) [minute, count] = [current, 0]
    count += 1
    return count <= most
  }
}

/** Null for whatever is not a key: another status, a redirect (never followed), too large, too slow, no PEM of an RSA key. */
async function fetchKey(fetch: Fetch, url: string): Promise<Fetched | null> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS)
  const gaveUp = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
  const read = async () => readKey(await fetch(new Request(url, { redirect: 'manual', signal })))
  return Promise.race([read().catch(() => null), gaveUp])
}

async function readKey(response: Response): Promise<Fetched | null> {
  if (response.status !== 200 || !response.body) return null
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += decoder.decode(read.value, { stream: true })
    if (text.length > BYTES_MAX) {
      await reader.cancel()
      return null
    }
  }
  return parseKey(text)
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/
const PUBLIC_KEY = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/

/**
 * The documents say "X.509 public key": a certificate, the first of a chain, or the bare key in its X.509 form, which has no dates.
 * Whose it is, is said by where it is: the address is on the list, and the connection to it is verified.
 */
function parseKey(text: string): Fetched | null {
  const [certificate] = CERTIFICATE.exec(text) ?? []
  const [bare] = PUBLIC_KEY.exec(text) ?? []
  if (certificate) {
    const { publicKey, validFrom, validTo } = new X509Certificate(certificate)
    return isUsable(publicKey) ? { key: publicKey, validFrom: Date.parse(validFrom), validTo: Date.parse(validTo) } : null
  }
  const key = bare ? createPublicKey(bare) : null
  return key && isUsable(key) ? { key, validFrom: -Infinity, validTo: Infinity } : null
}

function isUsable(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MODULUS_BITS_MIN
}
