import { createHash, createPublicKey, sign, X509Certificate, type KeyObject } from 'node:crypto'

const YEARS_VALID = 10

/**
 * A self-signed X.509 v3 certificate (RFC 5280) for the public half of an RSA key, as PEM: what the control panel and the
 * registration API take ("openssl req -new -x509" in seed 004). Only its public key matters there; nothing is trusted
 * because of it. The same key, name and day always give the same certificate.
 */
export function selfSignedCertificate({ privateKey, commonName, notBefore }: CertificateInput): string {
  const spki = createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).export({ type: 'spki', format: 'der' })
  const notAfter = new Date(Date.UTC(notBefore.getUTCFullYear() + YEARS_VALID, notBefore.getUTCMonth(), notBefore.getUTCDate()))
  const name = distinguishedName(commonName)
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(serialNumber(spki)),
    SHA256_WITH_RSA,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    spki,
  )
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, SHA256_WITH_RSA, node(0x03, Buffer.from([0]), signature))
  return new X509Certificate(certificate).toString()
}

export type CertificateInput = { readonly privateKey: KeyObject; readonly commonName: string; readonly notBefore: Date }

/** DER: tag, length, content. */
function node(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), length(body.length), body])
}

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes])
  const digits = Buffer.from(bytes.toString(16).padStart(bytes > 0xffff ? 6 : bytes > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits])
}

function sequence(...content: readonly Buffer[]): Buffer {
  return node(0x30, ...content)
}

function tagged(number: number, content: Buffer): Buffer {
  return node(0xa0 | number, content)
}

function integer(bytes: Buffer): Buffer {
  return node(0x02, bytes)
}

/** Positive and at most 20 octets (RFC 5280 §4.1.2.2). */
function serialNumber(spki: Buffer): Buffer {
  const digest = createHash('sha256').update(spki).digest().subarray(0, 16)
  return Buffer.concat([Buffer.from([0x01]), digest])
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
function time(instant: Date): Buffer {
  const digits = `${instant.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`
  return instant.getUTCFullYear() < 2050 ? node(0x17, Buffer.from(digits.slice(2))) : node(0x18, Buffer.from(digits))
}

function distinguishedName(commonName: string): Buffer {
  const value = node(0x0c, Buffer.from(commonName.slice(0, 64), 'utf8'))
  return sequence(node(0x31, sequence(OID_COMMON_NAME, value)))
}

/** 2.5.4.3 */
const OID_COMMON_NAME = Buffer.from('0603550403', 'hex')
/** 1.2.840.113549.1.1.11 with its NULL parameters */
const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex')
