import { createHash, generateKeyPairSync } from 'node:crypto'
import type { Simulation } from '../simulation'
import { selfSignedCertificate } from './self-signed-certificate'

export type WebhookKey = { readonly privateKeyPem: string; readonly certificatePem: string; readonly path: string }

const known = new Map<string, WebhookKey>()

/** The key of everything this simulator tells by itself; made at first need and kept with the state. */
export function webhookKeyOf({ state, changed }: Simulation): WebhookKey {
  if (state.webhookKeyPem === null) {
    state.webhookKeyPem = makeKeyPem()
    changed()
  }
  return keyOf(state.webhookKeyPem)
}

let strangerPem: string | null = null

/** Somebody who would like to be the interface. */
export function strangersKey(): WebhookKey {
  return keyOf((strangerPem ??= makeKeyPem()))
}

/** GET /webhooks/certificates/…: the address changes with the key, so that one may keep what one has fetched. */
export function serveCertificate(simulation: Simulation, pathname: string): Response | null {
  const { certificatePem, path } = webhookKeyOf(simulation)
  if (pathname !== path) return null
  return new Response(certificatePem, { headers: { 'Content-Type': 'application/x-pem-file', 'Cache-Control': 'max-age=3600' } })
}

function makeKeyPem(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function keyOf(privateKeyPem: string): WebhookKey {
  let key = known.get(privateKeyPem)
  if (!key) {
    const certificatePem = selfSignedCertificate(privateKeyPem)
    const name = createHash('sha256').update(certificatePem).digest('hex').slice(0, 16)
    known.set(privateKeyPem, (key = { privateKeyPem, certificatePem, path: `/webhooks/certificates/${name}.pem` }))
  }
  return key
}
