/** What the redirect after a payment says, before anyone believes it. */
export type ParsedReturn = { readonly state: string; readonly error: string | null } | null

/** 256 bits in base64url, as `newSecret` of lib/vault writes them. */
const STATE = /^[A-Za-z0-9_-]{43}$/
/** RFC 6749, appendix A.7, without what would need escaping. */
const ERROR = /^[A-Za-z0-9_.-]{1,60}$/

/**
 * Reads the query of `GET /api/payments/callback`: `state` alone, or with `error` and `error_description`. The description is
 * anybody's text and is not taken. Null for one without a state of ours, or with one that comes twice.
 */
export function parsePaymentReturn(query: URLSearchParams): ParsedReturn {
  const [states, errors] = [query.getAll('state'), query.getAll('error')]
  const [state, error] = [states[0] ?? '', errors[0] ?? '']
  if (states.length !== 1 || errors.length > 1 || !STATE.test(state)) return null
  if (error === '') return { state, error: null }
  return { state, error: ERROR.test(error) ? error : 'unknown_error' }
}
