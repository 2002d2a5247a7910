import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser'

/** `not_used` the person or the device said no, or it took too long · `known` this device has one already · `unsupported` */
export type PasskeyFault = 'not_used' | 'known' | 'unsupported'

type Found<Answer> = { readonly ok: true; readonly answer: Answer } | { readonly ok: false; readonly fault: PasskeyFault }

/** Lets the device ask its person for a passkey. */
export function askForPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<Found<AuthenticationResponseJSON>> {
  return attempt(async () => {
    const { startAuthentication } = await import('@simplewebauthn/browser')
    return startAuthentication({ optionsJSON: options })
  })
}

/** Lets the device make a passkey. */
export function makePasskey(options: PublicKeyCredentialCreationOptionsJSON): Promise<Found<RegistrationResponseJSON>> {
  return attempt(async () => {
    const { startRegistration } = await import('@simplewebauthn/browser')
    return startRegistration({ optionsJSON: options })
  })
}

async function attempt<Answer>(work: () => Promise<Answer>): Promise<Found<Answer>> {
  if (typeof window.PublicKeyCredential !== 'function') return { ok: false, fault: 'unsupported' }
  try {
    return { ok: true, answer: await work() }
  } catch (error) {
    const isKnown = error instanceof Error && error.name === 'InvalidStateError'
    return { ok: false, fault: isKnown ? 'known' : 'not_used' }
  }
}
