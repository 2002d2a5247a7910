import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Opening failed. One error for every cause, so that an answer never tells which part of an envelope was wrong. */
export class VaultError extends Error {
  override readonly name = 'VaultError'
  constructor() {
    super('a sealed value cannot be opened')
  }
}

const IV_BYTES = 12
const TAG_BYTES = 16
const FORM = /^v1\.([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)$/

/**
 * Seals bytes as `v1.<keyId>.<iv>.<tag>.<data>` (base64url), AES-256-GCM with a random 96-bit IV and a whole 128-bit tag.
 * `context` is authenticated but not stored: the same one must be given to open it (NIST SP 800-38D).
 */
export function sealBytes(key: Uint8Array, keyId: string, context: readonly string[], plain: Uint8Array): string {
  const iv = takeIv()
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(authenticated(keyId, context))
  const data = cipher.update(plain)
  cipher.final() // A stream mode: nothing is left to come out, but the tag is ready only now.
  return ['v1', keyId, iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), data.toString('base64url')].join('.')
}

/** Asking for randomness is a call into the system: once for many, because a first sync seals thousands of rows. Each is used once. */
const POOL_BYTES = IV_BYTES * 256
let pool = Buffer.alloc(0)

function takeIv(): Buffer {
  if (pool.length < IV_BYTES) pool = randomBytes(POOL_BYTES)
  const iv = pool.subarray(0, IV_BYTES)
  pool = pool.subarray(IV_BYTES)
  return iv
}

/** @throws VaultError when the key is unknown, the context is another one, or a single bit differs */
export function openBytes(findKey: (keyId: string) => Uint8Array | undefined, context: readonly string[], sealed: string): Buffer {
  const [, keyId, ivText, tagText, dataText] = FORM.exec(sealed) ?? []
  const key = keyId ? findKey(keyId) : undefined
  const [iv, tag, data] = [ivText, tagText, dataText].map((text) => decode(text))
  if (!keyId || !key || !iv || !tag || !data || iv.length !== IV_BYTES || tag.length !== TAG_BYTES) throw new VaultError()
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(authenticated(keyId, context))
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(data), decipher.final()])
  } catch {
    throw new VaultError()
  }
}

/** A list as JSON has one reading only; joined text would let "a|b" + "c" pass for "a" + "b|c". */
function authenticated(keyId: string, context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(['v1', keyId, ...context]), 'utf8')
}

/** Strict: the last character's unused bits must be zero, so that one value has one spelling. */
function decode(text: string | undefined): Buffer | null {
  if (text === undefined) return null
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : null
}
