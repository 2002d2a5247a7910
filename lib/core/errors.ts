/** Why a request of a person was refused. Closed: the UI maps every code to words (components/ui/error-words). */
export const APP_ERROR_CODES = [
  'unauthenticated',
  'forbidden_origin',
  'not_found',
  'not_allowed',
  'invalid_input',
  'conflict',
  'expired',
  'already_used',
  'too_many_attempts',
  'wrong_credentials',
  'bank_unavailable',
  'bank_refused',
  'bank_rate_limited',
  'bank_not_configured',
  'bank_key_rejected',
  'bank_clock_off',
  'bank_redirect_not_registered',
  'bank_answer_unusable',
  'unavailable',
  'step_up_needed',
  'payment_limit',
  'payee_not_listed',
  'payment_in_progress',
  'payment_changed',
  'payment_unsupported',
] as const

export type AppErrorCode = (typeof APP_ERROR_CODES)[number]

/** Field name → code of what is wrong with it; words are the UI's. */
export type FieldErrors = Record<string, string>

/**
 * A refused request. "Not yours" and "not there" are both `not_found`.
 * The message is for logs and never crosses to the browser.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  constructor(
    readonly code: AppErrorCode,
    message: string = code,
    readonly fields?: FieldErrors,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

export function notFound(what: string): AppError {
  return new AppError('not_found', `${what} not found`)
}
