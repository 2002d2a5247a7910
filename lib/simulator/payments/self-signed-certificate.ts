import { createPublicKey, sign } from 'node:crypto'

/**
 * The smallest X.509 certificate a receiver can read: version 1, named "Simulator", signed with its own RSA key (RFC 5280, DER).
 * @returns PEM text
 */
export function selfSignedCertificate(privateKeyPem: string): string {
  const publicKey = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'der' })
  const toBeSigned = sequence(integer(1), SHA256_WITH_RSA, NAME, VALIDITY, NAME, publicKey)
  const signature = sign('sha256', toBeSigned, privateKeyPem)
  const der = sequence(toBeSigned, SHA256_WITH_RSA, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.from([value]))
}

/** 1.2.840.113549.1.1.11, without parameters. */
const SHA256_WITH_RSA = sequence(Buffer.from('06092a864886f70d01010b', 'hex'), Buffer.from('0500', 'hex'))

/** 2.5.4.3, the common name. */
const NAME = sequence(tagged(0x31, sequence(Buffer.from('0603550403', 'hex'), tagged(0x0c, Buffer.from('Simulator')))))

const VALIDITY = sequence(tagged(0x17, Buffer.from('240101000000Z')), tagged(0x17, Buffer.from('491231235959Z')))
