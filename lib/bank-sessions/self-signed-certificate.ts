// The library finds its encoders through decorators and needs this in place first.
import 'reflect-metadata'
import { createHash, createPublicKey, webcrypto, type KeyObject } from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'

const YEARS_VALID = 10
const RSA_SHA256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/**
 * A self-signed X.509 v3 certificate (RFC 5280) for the public half of an RSA key, as PEM: what the control panel and the
 * registration API take ("openssl req -new -x509" in seed 004). Only its public key matters there; nothing is trusted
 * because of it. The same key, name and day always give the same certificate.
 */
export async function selfSignedCertificate({ privateKey, commonName, notBefore }: CertificateInput): Promise<string> {
  const publicDer = createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).export({ type: 'spki', format: 'der' })
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: serialNumber(publicDer),
      // As an object, so that a comma or equals sign in the name stays part of the name.
      name: [{ CN: [commonName.slice(0, 64)] }],
      notBefore,
      notAfter: new Date(Date.UTC(notBefore.getUTCFullYear() + YEARS_VALID, notBefore.getUTCMonth(), notBefore.getUTCDate())),
      signingAlgorithm: RSA_SHA256,
      keys: {
        privateKey: await webcrypto.subtle.importKey('pkcs8', privateKey.export({ type: 'pkcs8', format: 'der' }), RSA_SHA256, false, [
          'sign',
        ]),
        publicKey: await webcrypto.subtle.importKey('spki', publicDer, RSA_SHA256, true, ['verify']),
      },
    },
    webcrypto as Crypto,
  )
  return `${certificate.toString('pem')}\n`
}

export type CertificateInput = { readonly privateKey: KeyObject; readonly commonName: string; readonly notBefore: Date }

/** Positive and at most 20 octets (RFC 5280 §4.1.2.2), as hexadecimal digits. */
function serialNumber(publicDer: Buffer): string {
  return `01${createHash('sha256').update(publicDer).digest('hex').slice(0, 32)}`
}
