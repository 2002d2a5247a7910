import { createPrivateKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import { registerWithControlPanel } from '@/lib/banking/registry'
import { env } from '@/lib/env'
import { paymentRedirectUrl, redirectUrl } from './redirect-url'
import { selfSignedCertificate } from './self-signed-certificate'

const BITS = 4096

export type KeyAndCertificate = { readonly privateKeyPem: string; readonly certificatePem: string }

/** A new RSA-4096 key and its self-signed certificate. Takes a second or two; nothing of it is stored here. */
export async function generateKeyAndCertificate({ commonName, now }: { commonName: string; now: Date }): Promise<KeyAndCertificate> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS })
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificatePem: await selfSignedCertificate({ privateKey, commonName, notBefore: now }),
  }
}

/** The certificate of a kept key again: the same for the same key, name and day. */
export function certificateOf(privateKeyPem: string, { commonName, notBefore }: { commonName: string; notBefore: Date }): Promise<string> {
  return selfSignedCertificate({ privateKey: createPrivateKey(privateKeyPem), commonName, notBefore })
}

export type RegistrationRequest = {
  readonly name: string
  readonly environment: 'SANDBOX' | 'PRODUCTION'
  readonly certificatePem: string
  /** From the control panel; used once, never stored, never logged. */
  readonly controlPanelToken: string
  /** Required by the API for production. */
  readonly description?: string | null
  readonly gdprEmail?: string | null
  readonly privacyUrl?: string | null
  readonly termsUrl?: string | null
}

export type RegistrationOutcome = Awaited<ReturnType<typeof registerWithControlPanel>>

/** Registers an application for this installation's redirect URLs. Needs no viewer: the page and the command line share it. */
export function registerApplication(request: RegistrationRequest): Promise<RegistrationOutcome> {
  const { controlPanelToken, description = null, gdprEmail = null, privacyUrl = null, termsUrl = null, ...rest } = request
  const { appUrl } = env()
  const application = {
    ...rest,
    description,
    gdprEmail,
    privacyUrl,
    termsUrl,
    redirectUrls: [redirectUrl(appUrl), paymentRedirectUrl(appUrl)],
  }
  return registerWithControlPanel(controlPanelToken, application)
}
