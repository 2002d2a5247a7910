import { cleanLine } from '@/lib/core/text'
import { BankError } from '@/lib/banking/errors'
import { INTERACTIVE_TIMEOUT_MS, neverLeft, send, type Fetch, type HttpAnswer } from '@/lib/banking/http'
import { readErrorBody } from './error-body'
import { isLoopback } from './urls'
import { findJson } from './wire'

/** Fields of the registration API (seed 004, "Application registration API"). The last four are required for production. */
export type NewApplication = {
  readonly name: string
  readonly environment: 'SANDBOX' | 'PRODUCTION'
  readonly redirectUrls: readonly string[]
  readonly certificatePem: string
  readonly description: string | null
  readonly gdprEmail: string | null
  readonly privacyUrl: string | null
  readonly termsUrl: string | null
}

/** `unknown`: the request left and no usable answer came; look in the control panel before trying again. */
export type Registration =
  | { readonly outcome: 'registered'; readonly applicationId: string }
  | {
      readonly outcome: 'token_refused' | 'refused' | 'unreachable' | 'unknown'
      readonly httpStatus: number | null
      readonly bankMessage: string | null
    }

type RegisterInput = {
  readonly fetch: Fetch
  readonly apiUrl: string
  /** The control panel's token: used for this call, kept nowhere. */ readonly token: string
  readonly application: NewApplication
}

/** POST https://enablebanking.com/api/applications. Answers what happened instead of throwing: each outcome has its own advice. */
export async function registerApplication({ fetch, apiUrl, token, application }: RegisterInput): Promise<Registration> {
  try {
    const request = new Request(registrationUrl(apiUrl), {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${token.trim()}` },
      body: JSON.stringify(toBody(application)),
    })
    return toRegistration(await send(fetch, request, INTERACTIVE_TIMEOUT_MS))
  } catch (error) {
    // A token with line breaks or other signs cannot even be put into a header.
    if (error instanceof TypeError) return { outcome: 'token_refused', httpStatus: null, bankMessage: null }
    if (!(error instanceof BankError)) throw error
    return {
      outcome: neverLeft(error) ? 'unreachable' : 'unknown',
      httpStatus: error.facts.httpStatus ?? null,
      bankMessage: error.facts.bankMessage ?? null,
    }
  }
}

/** The control panel's API lives on the main host; a loopback API is a simulator and serves both. */
export function registrationUrl(apiUrl: string): string {
  const api = new URL(apiUrl)
  return isLoopback(api.hostname) ? `${api.origin}/api/applications` : 'https://enablebanking.com/api/applications'
}

function toBody(application: NewApplication) {
  const { name, environment, redirectUrls, certificatePem, description, gdprEmail, privacyUrl, termsUrl } = application
  return {
    name,
    environment,
    certificate: certificatePem,
    redirect_urls: redirectUrls,
    ...(description && { description }),
    ...(gdprEmail && { gdpr_email: gdprEmail }),
    ...(privacyUrl && { privacy_url: privacyUrl }),
    ...(termsUrl && { terms_url: termsUrl }),
  }
}

function toRegistration(answer: HttpAnswer): Registration {
  const id = answer.status < 300 ? findApplicationId(answer.text) : null
  if (id) return { outcome: 'registered', applicationId: id }
  const facts = { httpStatus: answer.status, bankMessage: cleanLine(readErrorBody(answer.text)?.words, 200) }
  if (answer.status === 401 || answer.status === 403) return { outcome: 'token_refused', ...facts }
  if (answer.status >= 400 && answer.status < 500) return { outcome: 'refused', ...facts }
  return { outcome: 'unknown', ...facts }
}

function findApplicationId(text: string): string | null {
  const json = findJson(text)
  const id = typeof json === 'object' && json !== null && 'app_id' in json ? json.app_id : null
  return typeof id === 'string' && /^[A-Za-z0-9._-]{1,100}$/.test(id) ? id : null
}
