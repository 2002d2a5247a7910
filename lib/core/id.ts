/**
 * A new row id: UUID version 7 (RFC 9562 §5.7), so that ids made later sort later and index pages stay warm.
 * Ids are names, not secrets; secrets come from `newSecret` in lib/vault.
 */
export function newId(now: Date = new Date()): string {
  const bytes = takeRandom(16)
  let ms = now.getTime()
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return formatUuid(bytes)
}

/** Asking for randomness is a call into the system: once for many ids, because a first sync makes thousands of them. */
const POOL_BYTES = 4096
const pool = new Uint8Array(POOL_BYTES)
let taken = POOL_BYTES

function takeRandom(count: number): Uint8Array {
  if (taken + count > POOL_BYTES) {
    crypto.getRandomValues(pool)
    taken = 0
  }
  taken += count
  return pool.slice(taken - count, taken)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): boolean {
  return UUID.test(text)
}

function formatUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
