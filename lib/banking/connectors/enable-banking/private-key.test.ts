import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { importPrivateKey, normalisePrivateKey, PrivateKeyError } from './private-key'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string
const der8 = privateKey.export({ type: 'pkcs8', format: 'der' })
const der1 = privateKey.export({ type: 'pkcs1', format: 'der' })

const FORMS: readonly (readonly [string, string])[] = [
  ['PKCS #8 PEM', pkcs8],
  ['PKCS #1 PEM', pkcs1],
  ['Windows line ends', pkcs8.replaceAll('\n', '\r\n')],
  ['old Mac line ends', pkcs8.replaceAll('\n', '\r')],
  ['line breaks written as \\n', pkcs8.replaceAll('\n', '\\n')],
  ['line breaks written as \\n, in quotes', `"${pkcs8.replaceAll('\n', '\\n')}"`],
  ['line breaks written as \\r\\n', pkcs8.replaceAll('\n', '\\r\\n')],
  ['a byte order mark', `\uFEFF${pkcs8}`],
  ['indented lines', pkcs8.replaceAll('\n', '\n    ')],
  ['spaces in place of line breaks', pkcs8.trim().replaceAll('\n', ' ')],
  ['text before and after', `Bag Attributes\n    friendlyName: key\n${pkcs8}\nend\n`],
  ['the whole PEM in base64', Buffer.from(pkcs8).toString('base64')],
  [
    'the whole PEM in base64, wrapped',
    Buffer.from(pkcs1)
      .toString('base64')
      .replace(/(.{76})/g, '$1\n'),
  ],
  ['bare PKCS #8 DER in base64', der8.toString('base64')],
  ['bare PKCS #1 DER in base64url', der1.toString('base64url')],
]

describe('importPrivateKey', () => {
  it.each(FORMS)('reads %s', (_, text) => {
    expect(normalisePrivateKey(text)).toBe(pkcs8)
  })

  it('warns below 3,072 bits', () => {
    expect(importPrivateKey(pkcs8)).toMatchObject({ bits: 2048, weak: true })
    const strong = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    expect(importPrivateKey(strong)).toMatchObject({ bits: 3072, weak: false })
  })

  it('says which mistake it was', () => {
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
    const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string
    const lockedOldWay = privateKey.export({ type: 'pkcs1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'x' }) as string
    const mistakes: Record<string, string> = {
      too_short: small,
      not_rsa: curve,
      public_key: publicKey.export({ type: 'spki', format: 'pem' }) as string,
      certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      encrypted: locked,
    }
    for (const [problem, text] of Object.entries(mistakes)) expect(problemOf(text), problem).toBe(problem)
    expect(problemOf(lockedOldWay)).toBe('encrypted')
    for (const text of ['', 'hello', 'x'.repeat(30_000), pkcs8.slice(0, 200), 'AAAA'.repeat(100)]) expect(problemOf(text)).toBe('not_a_key')
  })

  it('never repeats the text in its error', () => {
    try {
      importPrivateKey('-----BEGIN PRIVATE KEY-----\nc2VjcmV0LXNlY3JldA==\n-----END PRIVATE KEY-----')
    } catch (error) {
      expect(String(error)).not.toContain('c2Vjcm')
    }
  })
})

function problemOf(text: string): string {
  try {
    importPrivateKey(text)
    return 'none'
  } catch (error) {
    return error instanceof PrivateKeyError ? error.problem : 'another error'
  }
}
