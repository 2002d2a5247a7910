/** Every documented error code with the status it comes with and its meaning in words. */
const ERRORS = {
  ACCESS_DENIED: [403, 'Access to this resource is denied'],
  ACCOUNT_DOES_NOT_EXIST: [404, 'No account with this id'],
  ALREADY_AUTHORIZED: [422, 'The session was authorized already'],
  ASPSP_ACCOUNT_NOT_ACCESSIBLE: [400, 'The account cannot be accessed'],
  ASPSP_ERROR: [400, 'Error interacting with ASPSP'],
  ASPSP_PAYMENT_NOT_ACCESSIBLE: [400, 'The payment cannot be read from the ASPSP'],
  ASPSP_PSU_ACTION_REQUIRED: [403, 'The PSU has to act first'],
  ASPSP_RATE_LIMIT_EXCEEDED: [429, 'ASPSP rate limit exceeded'],
  ASPSP_TIMEOUT: [408, 'Timeout interacting with ASPSP'],
  AUTHORIZATION_NOT_PROVIDED: [401, 'Authorization header is missing'],
  CLOSED_SESSION: [401, 'The session is closed'],
  DATE_FROM_IN_FUTURE: [422, 'date_from lies in the future'],
  DATE_TO_WITHOUT_DATE_FROM: [422, 'date_to was given without date_from'],
  EXPIRED_AUTHORIZATION_CODE: [422, 'The authorization code is expired'],
  EXPIRED_SESSION: [401, 'The session is expired'],
  INVALID_ACCOUNT_ID: [422, 'Either iban or another account identification is required'],
  INVALID_HOST: [403, 'This host is not allowed'],
  INVALID_PAYMENT: [422, 'The payment is invalid or expired'],
  NO_ACCOUNTS_ADDED: [403, 'No allowed accounts were added to the application'],
  PAYMENT_LIMIT_EXCEEDED: [422, 'Amount or number of transactions exceeds the limit'],
  PAYMENT_NOT_FINALIZED: [422, 'A payment can be deleted only when it is finalized or cancelled'],
  PAYMENT_NOT_FOUND: [404, 'No payment with this id'],
  PSU_HEADER_INVALID: [422, 'A PSU header has an invalid value'],
  PSU_HEADER_NOT_PROVIDED: [422, 'A required PSU header is missing'],
  REDIRECT_URI_NOT_ALLOWED: [400, 'The redirect URL is not registered'],
  REVOKED_SESSION: [401, 'The session was revoked'],
  SESSION_DOES_NOT_EXIST: [404, 'No session with this id'],
  TRANSACTION_DOES_NOT_EXIST: [404, 'No transaction with this id'],
  UNAUTHORIZED_IP: [403, 'This IP address may not access the resource'],
  UNAUTHORIZED_ACCESS: [401, 'Unauthorized access'],
  UNTRUSTED_PAYMENT_PARTY: [422, 'Creditor or debtor account is not trusted'],
  WEBHOOK_URI_NOT_ALLOWED: [400, 'The webhook URL is not registered'],
  WRONG_ASPSP_PROVIDED: [422, 'No ASPSP of this name in this country'],
  WRONG_AUTHORIZATION_CODE: [422, 'The authorization code is wrong'],
  WRONG_CONTINUATION_KEY: [422, 'The continuation key is wrong'],
  WRONG_CREDENTIALS_PROVIDED: [422, 'The credentials are wrong'],
  WRONG_DATE_INTERVAL: [422, 'date_from is later than date_to'],
  WRONG_REQUEST_PARAMETERS: [422, 'The request parameters are wrong'],
  WRONG_SESSION_STATUS: [422, 'The session has another status'],
  WRONG_TRANSACTIONS_PERIOD: [422, 'This period of transactions cannot be requested'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ErrorCode = keyof typeof ERRORS

type More = {
  readonly message?: string
  readonly detail?: unknown
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

/** A refusal, as the interface words it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly detail: unknown
  readonly headers: Record<string, string>
  /** Instead of the documented one: what the bank said, passed through. */
  readonly body: unknown

  constructor(
    readonly code: ErrorCode,
    { message, detail = null, status, headers = {}, body }: More = {},
  ) {
    super(message ?? ERRORS[code][1])
    this.status = status ?? ERRORS[code][0]
    this.detail = detail
    this.headers = headers
    this.body = body
  }

  toResponse(): Response {
    const body = this.body ?? { message: this.message, code: this.status, error: this.code, detail: this.detail }
    return Response.json(body, { status: this.status, headers: this.headers })
  }
}

/** A field of the request that is missing or malformed. */
export function wrongField(place: string, message: string): ApiError {
  return new ApiError('WRONG_REQUEST_PARAMETERS', { detail: [{ loc: place.split('.'), msg: message }] })
}

/** A refusal by its code, for faults. */
export function refusalFor({ code, detail }: { readonly code: string; readonly detail?: unknown }): ApiError {
  if (!(code in ERRORS)) throw new RangeError(`no error code ${code}`)
  return new ApiError(code as ErrorCode, { detail })
}
