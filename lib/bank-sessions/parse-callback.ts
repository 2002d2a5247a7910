/** What a bank's redirect says, before anyone believes it. */
export type ParsedCallback =
  | { readonly kind: 'code'; readonly state: string; readonly code: string }
  | { readonly kind: 'error'; readonly state: string; readonly error: string }
  | { readonly kind: 'unusable' }

/** 256 bits in base64url, as `newSecret` of lib/vault writes them. */
const STATE = /^[A-Za-z0-9_-]{43}$/
/** Visible ASCII (RFC 6749, appendix A.11); longer than any code met so far. */
const CODE = /^[\x21-\x7e]{1,2048}$/
/** RFC 6749, appendix A.7, without what would need escaping. */
const ERROR = /^[A-Za-z0-9_.-]{1,60}$/

/**
 * Reads the query of `GET /api/banks/callback` (seed 004: `code` and `state`, or `error`, `error_description` and `state`).
 * The description is anybody's text and is not taken: what a person reads is our own words for the code.
 * A parameter that comes twice, an array, both a code and an error, or neither: unusable as a whole (RFC 6749 §3.1).
 */
export function parseCallback(query: URLSearchParams): ParsedCallback {
  const state = single(query, 'state')
  const code = single(query, 'code')
  const error = single(query, 'error')
  if (state === null || !STATE.test(state) || code === 'repeated' || error === 'repeated') return { kind: 'unusable' }
  if (code !== null && error === null && CODE.test(code)) return { kind: 'code', state, code }
  if (error !== null && code === null) return { kind: 'error', state, error: ERROR.test(error) ? error : 'unknown_error' }
  return { kind: 'unusable' }
}

/** The one value, null when absent or empty, `repeated` when it comes more than once. */
function single(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name)
  if (values.length > 1) return 'repeated'
  return values[0] === undefined || values[0] === '' ? null : values[0]
}
