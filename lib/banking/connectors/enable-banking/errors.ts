import { cleanLine } from '@/lib/core/text'
import { maskIbans } from '@/lib/core/iban'
import { BankError, type BankErrorFacts, type BankErrorKind } from '@/lib/banking/errors'
import type { HttpAnswer } from '@/lib/banking/http'
import { readErrorBody, type ErrorBody } from './error-body'
import { findClockSkew, findEarliestDay, findRetryAt, isDailyLimit, isQuotaText } from './error-hints'

/** Which call failed: the same code or status can mean different things. */
export type Operation =
  | 'application'
  | 'aspsps'
  | 'start'
  | 'complete'
  | 'session'
  | 'revoke'
  | 'details'
  | 'balances'
  | 'transactions'
  | 'transaction'
  | 'pay'
  | 'payment'
  | 'payment_line'

/** Every `ErrorCode` of the documents (seed 004 and OpenAPI 1.0.0-3030f99c) → what we do next. */
export const KIND_BY_CODE: Readonly<Record<string, BankErrorKind>> = {
  ACCESS_DENIED: 'application_rejected',
  ACCOUNT_DOES_NOT_EXIST: 'account_not_accessible',
  ALREADY_AUTHORIZED: 'authorization_failed',
  ASPSP_ACCOUNT_NOT_ACCESSIBLE: 'account_not_accessible',
  ASPSP_ERROR: 'unavailable',
  ASPSP_PAYMENT_NOT_ACCESSIBLE: 'rejected',
  ASPSP_PSU_ACTION_REQUIRED: 'psu_action_required',
  ASPSP_RATE_LIMIT_EXCEEDED: 'rate_limited',
  ASPSP_TIMEOUT: 'unavailable',
  AUTHORIZATION_NOT_PROVIDED: 'application_rejected',
  CLOSED_SESSION: 'consent_closed',
  DATE_FROM_IN_FUTURE: 'period_refused',
  DATE_TO_WITHOUT_DATE_FROM: 'period_refused',
  EXPIRED_AUTHORIZATION_CODE: 'authorization_failed',
  EXPIRED_SESSION: 'consent_expired',
  INVALID_ACCOUNT_ID: 'account_not_accessible',
  INVALID_HOST: 'application_rejected',
  INVALID_PAYMENT: 'rejected',
  NO_ACCOUNTS_ADDED: 'no_accounts',
  PAYMENT_LIMIT_EXCEEDED: 'rejected',
  PAYMENT_NOT_FINALIZED: 'rejected',
  PAYMENT_NOT_FOUND: 'rejected',
  PSU_HEADER_INVALID: 'psu_headers_refused',
  PSU_HEADER_NOT_PROVIDED: 'psu_headers_refused',
  REDIRECT_URI_NOT_ALLOWED: 'redirect_not_registered',
  REVOKED_SESSION: 'consent_revoked',
  SESSION_DOES_NOT_EXIST: 'consent_closed',
  TRANSACTION_DOES_NOT_EXIST: 'rejected',
  UNAUTHORIZED_ACCESS: 'application_rejected',
  UNAUTHORIZED_IP: 'application_rejected',
  UNTRUSTED_PAYMENT_PARTY: 'rejected',
  WEBHOOK_URI_NOT_ALLOWED: 'redirect_not_registered',
  WRONG_ASPSP_PROVIDED: 'rejected',
  WRONG_AUTHORIZATION_CODE: 'authorization_failed',
  WRONG_CONTINUATION_KEY: 'continuation_refused',
  WRONG_CREDENTIALS_PROVIDED: 'credentials_refused',
  WRONG_DATE_INTERVAL: 'period_refused',
  WRONG_REQUEST_PARAMETERS: 'parameter_refused',
  WRONG_SESSION_STATUS: 'consent_closed',
  WRONG_TRANSACTIONS_PERIOD: 'period_refused',
}

/** While the code is being exchanged there is no access yet that could have ended: these all mean "start again". */
const KIND_WHILE_COMPLETING: Readonly<Record<string, BankErrorKind>> = {
  CLOSED_SESSION: 'authorization_failed',
  EXPIRED_SESSION: 'authorization_failed',
  REVOKED_SESSION: 'authorization_failed',
  SESSION_DOES_NOT_EXIST: 'authorization_failed',
  WRONG_SESSION_STATUS: 'authorization_failed',
  WRONG_REQUEST_PARAMETERS: 'authorization_failed',
}

/** Turns an answer that is not a success into what it means for us. Decided by `error`, then by what is wrapped, then by status. */
export function toBankError(answer: HttpAnswer, operation: Operation, now: Date): BankError {
  const body = readErrorBody(answer.text)
  const refused = findKind(answer, body, operation)
  const clockSkewSeconds = carriesOurTime(refused, answer, body) ? findClockSkew(answer.headers, now) : null
  const kind = clockSkewSeconds === null ? refused : 'clock_off'
  return new BankError(kind, {
    ...compact({ bankCode: body?.code, bankMessage: toMessage(body), bankRequestId: cleanLine(answer.headers.get('x-request-id'), 100) }),
    httpStatus: answer.status,
    ...compact({
      retryAt: findRetryAt(kind, answer.headers, body, now),
      earliestDay: kind === 'period_refused' ? findEarliestDay(body, now) : null,
      isDailyLimit: kind === 'rate_limited' && isDailyLimit(body) ? true : null,
      clockSkewSeconds,
    }),
  })
}

/** Tokens carry our time, and so do days: a clock that is off makes good keys and windows look bad. */
function carriesOurTime(kind: BankErrorKind, { status }: HttpAnswer, body: ErrorBody | null): boolean {
  return (kind === 'application_rejected' && status === 401) || body?.code === 'DATE_FROM_IN_FUTURE'
}

function findKind(answer: HttpAnswer, body: ErrorBody | null, operation: Operation): BankErrorKind {
  if (!body) return kindWithoutBody(answer.status)
  if (body.code === 'ASPSP_ERROR') return findWrappedKind(body, operation) ?? 'unavailable'
  if (operation === 'complete' && body.code && Object.hasOwn(KIND_WHILE_COMPLETING, body.code)) return KIND_WHILE_COMPLETING[body.code]!
  if (body.code === 'WRONG_REQUEST_PARAMETERS') {
    if (/continuation.?key/i.test(body.words)) return 'continuation_refused'
    if (body.upstreamStatus === 429 || isQuotaText(body.words)) return 'rate_limited'
  }
  if (body.code && Object.hasOwn(KIND_BY_CODE, body.code)) return KIND_BY_CODE[body.code]!
  return findWrappedKind(body, operation) ?? kindByStatus(answer.status, operation)
}

/** The bank's own answer inside Enable Banking's: names of exceptions, its status, its words (field-notes §4.3). */
function findWrappedKind(body: ErrorBody, operation: Operation): BankErrorKind | null {
  if (body.names.includes('PsuActionRequiredException')) return 'psu_action_required'
  if (body.names.includes('AccountNotAccessibleException')) return 'account_not_accessible'
  if (body.names.includes('PERIOD_INVALID')) return 'period_refused'
  if (/continuation.?key/i.test(body.words)) return 'continuation_refused'
  if (body.upstreamStatus === 429 || isQuotaText(body.words)) return 'rate_limited'
  return body.upstreamStatus === null ? null : kindByUpstreamStatus(body.upstreamStatus, operation)
}

function kindByUpstreamStatus(status: number, operation: Operation): BankErrorKind | null {
  if (status === 401 || status === 403) return kindWithoutConsent(operation)
  if (status === 404 && isAccountOperation(operation)) return 'account_not_accessible'
  if ((status === 400 || status === 422) && operation === 'transactions') return 'parameter_refused'
  return null
}

/** The bank refuses us: before there is a consent, and for payments, which have none, that ends no access. */
function kindWithoutConsent(operation: Operation): BankErrorKind | null {
  if (operation === 'pay' || operation === 'payment' || operation === 'payment_line') return null
  return operation === 'start' || operation === 'complete' ? 'authorization_failed' : 'consent_revoked'
}

/** A code we do not know, or none: the status has to do. */
function kindByStatus(status: number, operation: Operation): BankErrorKind {
  if (status === 429) return 'rate_limited'
  if (status === 401) return 'application_rejected'
  if (status === 404 && isAccountOperation(operation)) return 'account_not_accessible'
  if (status === 404 && (operation === 'session' || operation === 'revoke')) return 'consent_closed'
  if (status === 400 || status === 422) return operation === 'transactions' ? 'parameter_refused' : 'rejected'
  if (status === 403 || status === 404) return 'rejected'
  return 'unavailable'
}

/** Not JSON: a proxy or a maintenance page, not the API. */
function kindWithoutBody(status: number): BankErrorKind {
  if (status === 429) return 'rate_limited'
  return status >= 500 || status === 408 ? 'unavailable' : 'invalid_response'
}

function isAccountOperation(operation: Operation): boolean {
  return operation === 'details' || operation === 'balances' || operation === 'transactions'
}

function toMessage(body: ErrorBody | null): string | null {
  return cleanLine(maskIbans(body?.words ?? ''), 200)
}

function compact(facts: { [K in keyof BankErrorFacts]: BankErrorFacts[K] | null }): BankErrorFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined))
}
