import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import type { HttpAnswer } from '@/lib/banking/http'
import { findRefusedField } from './refused-field'
import { KIND_BY_CODE } from './errors'
import { findJson } from './wire'

/**
 * The refusals of POST /payments after which certainly nothing was made: the API itself says no, to us or to what was sent, before
 * or instead of handing it to the bank. Everything else may have been taken and is `unknown_outcome`:
 *
 * | answer                                                    | means                                                            |
 * | --------------------------------------------------------- | ---------------------------------------------------------------- |
 * | no connection made                                        | `unreachable`: nothing arrived                                   |
 * | timeout, reset, cut off, too large, a redirect            | unknown                                                          |
 * | 2xx without a readable payment id                         | unknown                                                          |
 * | 408, 5xx, whatever they say                               | unknown                                                          |
 * | `ASPSP_ERROR` `ASPSP_TIMEOUT` `ASPSP_PSU_ACTION_REQUIRED` | unknown: the bank behind was asked, also where it comes as 400   |
 * | 429                                                       | `rate_limited`: turned away                                      |
 * | 4xx with a code of this list                              | a refusal, by that code                                          |
 * | 422 with the list of fields the API's validation makes    | `parameter_refused`                                              |
 * | 4xx with another code or none, a page of a proxy          | unknown                                                          |
 */
const CERTAIN: ReadonlySet<string> = new Set([
  'ACCESS_DENIED',
  'ACCOUNT_DOES_NOT_EXIST',
  'ASPSP_ACCOUNT_NOT_ACCESSIBLE',
  'ASPSP_PAYMENT_NOT_ACCESSIBLE',
  'ASPSP_RATE_LIMIT_EXCEEDED',
  'AUTHORIZATION_NOT_PROVIDED',
  'INVALID_ACCOUNT_ID',
  'INVALID_HOST',
  'INVALID_PAYMENT',
  'NO_ACCOUNTS_ADDED',
  'PAYMENT_LIMIT_EXCEEDED',
  'PSU_HEADER_INVALID',
  'PSU_HEADER_NOT_PROVIDED',
  'REDIRECT_URI_NOT_ALLOWED',
  'UNAUTHORIZED_ACCESS',
  'UNAUTHORIZED_IP',
  'UNTRUSTED_PAYMENT_PARTY',
  'WEBHOOK_URI_NOT_ALLOWED',
  'WRONG_ASPSP_PROVIDED',
  'WRONG_CREDENTIALS_PROVIDED',
  'WRONG_REQUEST_PARAMETERS',
])

/** @param error what the answer means where nothing hangs on it (`toBankError`) */
export function toPaymentError(answer: HttpAnswer, error: BankError): BankError {
  const json = findJson(answer.text)
  const refusedField = findRefusedField(json)
  const facts = { ...error.facts, ...(refusedField !== null && { refusedField }) }
  return new BankError(findKind(answer.status, error, json), { ...facts, cause: error })
}

function findKind(status: number, { kind, facts: { bankCode } }: BankError, json: unknown): BankErrorKind {
  if (status < 400 || status >= 500 || status === 408) return 'unknown_outcome'
  if (status === 429) return 'rate_limited'
  // A clock that is off is the reason of a refusal that is certain.
  if (bankCode !== undefined && CERTAIN.has(bankCode)) return kind === 'clock_off' ? kind : KIND_BY_CODE[bankCode]!
  return bankCode === undefined && status === 422 && isValidation(json) ? 'parameter_refused' : 'unknown_outcome'
}

/** `{ "detail": [{ "loc": ["body", …], "msg": …, "type": … }] }`: the request did not get past the API's schema. */
function isValidation(json: unknown): boolean {
  const detail = (json as { detail?: unknown } | null | undefined)?.detail
  return Array.isArray(detail) && detail.length > 0 && detail.every((entry) => Array.isArray((entry as { loc?: unknown } | null)?.loc))
}
