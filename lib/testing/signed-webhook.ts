import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { selfSignedCertificate } from '@/lib/bank-sessions/self-signed-certificate'

export type WebhookSigner = {
  /** PEM of the certificate that belongs at `x5u`. */
  readonly certificate: string
  readonly privateKey: KeyObject
  sign(body: string, change?: Partial<WebhookToken>): Promise<string>
}

export type WebhookToken = { readonly header: Record<string, unknown>; readonly claims: Record<string, unknown>; readonly key: KeyObject }

type Facts = {
  readonly notBefore: Date
  readonly x5u: string
  readonly applicationId: string
  readonly environment: string
  readonly bits?: number
}

/** Signs webhooks as Enable Banking documents them; every part can be made wrong. */
export async function createWebhookSigner({ notBefore, x5u, applicationId, environment, bits = 2048 }: Facts): Promise<WebhookSigner> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits })
  return {
    certificate: await selfSignedCertificate({ privateKey, commonName: 'enablebanking.com', notBefore }),
    privateKey,
    async sign(body, { header = {}, claims = {}, key = privateKey } = {}) {
      const msgi = `sha256-${createHash('sha256').update(body).digest('base64')}`
      const token = new SignJWT({ sub: applicationId, environment, msgi, ...claims })
      return `Bearer ${await token.setProtectedHeader({ alg: 'RS256', typ: 'JWT', x5u, ...header }).sign(key)}`
    },
  }
}
