import { createPrivateKey } from 'node:crypto'

/**
 * The private key as PKCS #8 PEM, or null when the text holds no RSA private key. Takes what people really have:
 * CRLF line ends, a byte order mark, `\n` written out (from a .env line), the whole PEM in base64, PKCS #1 or PKCS #8.
 */
export function parsePrivateKey(text: string): string | null {
  const plain = unescapeLines(text)
  return readKey(plain) ?? readKey(unescapeLines(Buffer.from(plain, 'base64').toString('utf8')))
}

function unescapeLines(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\\n', '\n')
    .replace(/\r\n?/g, '\n')
    .replace(/^["']|["']$/g, '')
    .trim()
}

function readKey(pem: string): string | null {
  const block = /-----BEGIN (?:RSA )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA )?PRIVATE KEY-----/.exec(pem)?.[0]
  if (!block) return null
  try {
    const key = createPrivateKey(block)
    return key.asymmetricKeyType === 'rsa' ? key.export({ type: 'pkcs8', format: 'pem' }).toString() : null
  } catch {
    return null
  }
}
