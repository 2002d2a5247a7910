import { createPrivateKey, type KeyObject } from 'node:crypto'

export type PrivateKeyProblem = 'not_a_key' | 'certificate' | 'public_key' | 'encrypted' | 'not_rsa' | 'too_short'

export class PrivateKeyError extends Error {
  override readonly name = 'PrivateKeyError'
  constructor(
    readonly problem: PrivateKeyProblem,
    options?: ErrorOptions,
  ) {
    super(`private key unusable: ${problem}`, options)
  }
}

const BITS_MIN = 2048
const BITS_RECOMMENDED = 3072
/** A 16,384-bit key in PEM has about 13,000 characters. */
const LENGTH_MAX = 20_000

export type ImportedKey = {
  readonly key: KeyObject
  readonly bits: number
  /** Below 3,072 bits: works, but replace it. */ readonly weak: boolean
}

/**
 * Reads an RSA private key in the forms people paste and keep in variables: PKCS #8 or PKCS #1 PEM, with CRLF, with
 * literal `\n`, indented, or the whole PEM (or bare DER) in base64.
 * @throws PrivateKeyError saying which mistake it looks like; the text itself is never part of the error
 */
export function importPrivateKey(text: string): ImportedKey {
  const pem = toPem(text)
  const key = readKey(pem)
  if (key.asymmetricKeyType !== 'rsa') throw new PrivateKeyError('not_rsa')
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < BITS_MIN) throw new PrivateKeyError('too_short')
  return { key, bits, weak: bits < BITS_RECOMMENDED }
}

/** The same key in one form, PKCS #8 PEM, for keeping. */
export function normalisePrivateKey(text: string): string {
  return importPrivateKey(text).key.export({ type: 'pkcs8', format: 'pem' }) as string
}

function toPem(text: string): string {
  if (text.length > LENGTH_MAX) throw new PrivateKeyError('not_a_key')
  const unescaped = text
    .replace(/^\uFEFF/, '')
    .replace(/\\r/g, '')
    .replace(/\\n/g, '\n')
    .replace(/\r\n?/g, '\n')
    .trim()
    .replace(/^(["'])([\s\S]*)\1$/, '$2')
  const lines = unescaped
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
  return lines.includes('-----BEGIN') ? rewrap(lines) : fromBase64(lines)
}

/** Some tools join the lines of a PEM with spaces or nothing; the base64 between the armour is what counts. */
function rewrap(pem: string): string {
  const match = /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]+?)-----END \1-----/.exec(pem)
  if (!match?.[1] || !match[2]) throw new PrivateKeyError('not_a_key')
  const label = match[1]
  if (label === 'ENCRYPTED PRIVATE KEY' || /ENCRYPTED/.test(match[2])) throw new PrivateKeyError('encrypted')
  if (label.endsWith('CERTIFICATE')) throw new PrivateKeyError('certificate')
  if (label.endsWith('PUBLIC KEY')) throw new PrivateKeyError('public_key')
  const body = match[2].replace(/\s/g, '').replace(/(.{64})(?=.)/g, '$1\n')
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`
}

function fromBase64(text: string): string {
  const compact = text.replace(/\s/g, '')
  if (!/^[A-Za-z0-9+/_-]{100,}={0,2}$/.test(compact)) throw new PrivateKeyError('not_a_key')
  const bytes = Buffer.from(compact, 'base64')
  const inner = bytes.toString('latin1')
  if (inner.includes('-----BEGIN')) return toPem(inner)
  return derToPem(bytes)
}

/** PKCS #8 holds an algorithm sequence right after the version, PKCS #1 an integer. */
function derToPem(der: Buffer): string {
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    try {
      return createPrivateKey({ key: der, format: 'der', type }).export({ type: 'pkcs8', format: 'pem' }) as string
    } catch {
      continue
    }
  }
  throw new PrivateKeyError('not_a_key')
}

function readKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch (cause) {
    throw new PrivateKeyError('not_a_key', { cause })
  }
}
