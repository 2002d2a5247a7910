import { BankError } from '@/lib/banking/errors'
import type { HttpAnswer } from '@/lib/banking/http'
import type {
  AuthorizedSession,
  BankSessionStatus,
  Credentials,
  StartAuthorizationInput,
  StartedAuthorization,
  ValidatedCallback,
} from '@/lib/banking/port'
import type { Client } from './client'
import { clean, findInstant } from './map'
import { isSameAspsp, mapAccount, mapAspspRef, mapSession } from './map-session'
import { isAllowedRedirect } from './urls'
import { findJson, parseAnswer, WireAuthorized, WireSession, WireSessionId, WireStarted } from './wire'

/** POST /auth. A lost answer harms nothing: nobody has seen its URL. */
export async function requestAuthorization(client: Client, input: StartAuthorizationInput): Promise<HttpAnswer> {
  return client({ operation: 'start', method: 'POST', path: ['auth'], body: toAuthorizationRequest(input) })
}

/** @throws BankError `invalid_response` when the browser may not be sent where the answer says */
export function parseAuthorization(answer: HttpAnswer, apiUrl: string): StartedAuthorization {
  const started = parseAnswer(answer, WireStarted)
  if (!isAllowedRedirect(started.url, apiUrl)) throw new BankError('invalid_response', { bankCode: 'REDIRECT_URL_REFUSED' })
  return { url: started.url, authorizationId: started.authorization_id }
}

function toAuthorizationRequest(input: StartAuthorizationInput) {
  return {
    access: { valid_until: toRfc3339(input.validUntil), balances: true, transactions: true },
    aspsp: input.aspsp,
    state: input.state,
    redirect_url: input.redirectUrl,
    psu_type: input.psuType,
    language: input.language,
    psu_id: input.psuId,
    // Credentials without a method are refused (WRONG_REQUEST_PARAMETERS).
    ...(input.authMethod !== null && { auth_method: input.authMethod }),
    ...(input.authMethod !== null && input.credentials && { credentials: input.credentials, credentials_autosubmit: true }),
  }
}

/** With an offset, as the documents show it ("2025-12-01T12:00:00.000000+00:00"). */
function toRfc3339(instant: Date): string {
  return instant.toISOString().replace('Z', '+00:00')
}

/**
 * POST /sessions. The code works once, and part of the answer is given only here.
 * @throws BankError `unknown_outcome` when the answer was lost, `authorization_failed` with `ASPSP_MISMATCH` when the session
 * belongs to another bank than the one asked for; that session is ended first
 */
export async function completeAuthorization(client: Client, callback: ValidatedCallback): Promise<AuthorizedSession> {
  if (!callback.code) throw new BankError('authorization_failed', { bankCode: 'CODE_MISSING' })
  const answer = await client({ operation: 'complete', method: 'POST', path: ['sessions'], body: { code: callback.code } })
  try {
    return parseSession(answer, callback)
  } catch (error) {
    await endUnusable(client, answer)
    throw error
  }
}

function parseSession(answer: HttpAnswer, { aspsp }: ValidatedCallback): AuthorizedSession {
  const wire = parseAnswer(answer, WireAuthorized)
  if (!isSameAspsp(wire.aspsp, aspsp)) throw new BankError('authorization_failed', { bankCode: 'ASPSP_MISMATCH' })
  const validUntil = findInstant(wire.access?.valid_until)
  if (!validUntil) throw new BankError('invalid_response', { httpStatus: answer.status, bankMessage: 'access.valid_until: missing' })
  return {
    credentials: { sessionId: wire.session_id },
    validUntil,
    aspsp: mapAspspRef(wire.aspsp),
    psuType: clean(wire.psu_type) ?? 'personal',
    accounts: wire.accounts.map(mapAccount),
  }
}

/** A session we cannot use must not stay open at the bank. If this fails too, it ends by its own `valid_until`. */
async function endUnusable(client: Client, answer: HttpAnswer): Promise<void> {
  const handle = WireSessionId.safeParse(findJson(answer.text)).data
  if (handle) await revokeSession(client, { sessionId: handle.session_id }).catch(() => undefined)
}

/** GET /sessions/{id}. */
export async function getSession(client: Client, credentials: Credentials): Promise<BankSessionStatus> {
  const answer = await client({ operation: 'session', path: ['sessions', sessionIdOf(credentials)], background: true })
  return mapSession(parseAnswer(answer, WireSession))
}

const ENDED: readonly string[] = ['consent_closed', 'consent_expired', 'consent_revoked']

/**
 * DELETE /sessions/{id}. Ended before counts as done. PSU headers are optional here and what the bank requires is not known
 * at this point, so none are sent: all or none is the rule.
 */
export async function revokeSession(client: Client, credentials: Credentials): Promise<void> {
  try {
    await client({ operation: 'revoke', method: 'DELETE', path: ['sessions', sessionIdOf(credentials)] })
  } catch (error) {
    if (!(error instanceof BankError) || !ENDED.includes(error.kind)) throw error
  }
}

function sessionIdOf(credentials: Credentials): string {
  const { sessionId } = credentials
  if (!sessionId) throw new BankError('consent_closed', { bankCode: 'SESSION_ID_MISSING' })
  return sessionId
}
