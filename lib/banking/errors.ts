/**
 * What a failed call to a bank means for what we do next. Closed; each connector maps its own codes in its `errors.ts`.
 *
 * consent_expired / consent_revoked / consent_closed  the bank session is over: ask the person to approve again
 * psu_action_required   the person must do something in the bank's own app first; then approve again
 * account_not_accessible   this account only; the others go on
 * rate_limited          wait until `retryAt`
 * unavailable           the bank does not answer, or not with sense: back off, old data stays
 * unreachable           no connection was made, so nothing arrived: our network or the bank interface is down; asking again costs nothing
 * clock_off             our clock is off by `clockSkewSeconds`, and what carries our time is refused for it: no fault of the bank
 * period_refused        the window of days is too wide; `earliestDay` when the bank says which day is allowed
 * parameter_refused     the bank refuses one of our parameters (PDNG, strategy): try without
 * continuation_refused  the page key is no longer good: begin this account again, once
 * authorization_failed  the callback's code is used, expired or wrong: start again
 * authorization_declined   the person said no at the bank
 * credentials_refused   what the person typed is not accepted
 * psu_headers_refused   retry once without any PSU header
 * application_rejected  our application id, key, service or redirect URL is refused: an operator must act
 * redirect_not_registered  our redirect URL is not on the application's list
 * no_accounts           restricted application without linked accounts
 * rejected              the bank understood and says no
 * invalid_response      the answer is not what the documents describe, too large, or not JSON
 * unknown_outcome       a request that changes something may or may not have arrived
 */
export const BANK_ERROR_KINDS = [
  'consent_expired',
  'consent_revoked',
  'consent_closed',
  'psu_action_required',
  'account_not_accessible',
  'rate_limited',
  'unavailable',
  'unreachable',
  'clock_off',
  'period_refused',
  'parameter_refused',
  'continuation_refused',
  'authorization_failed',
  'authorization_declined',
  'credentials_refused',
  'psu_headers_refused',
  'application_rejected',
  'redirect_not_registered',
  'no_accounts',
  'rejected',
  'invalid_response',
  'unknown_outcome',
] as const

export type BankErrorKind = (typeof BANK_ERROR_KINDS)[number]

export type BankErrorFacts = {
  /** The bank's own code, kept as received for support ("ASPSP_RATE_LIMIT_EXCEEDED"). */
  bankCode?: string
  httpStatus?: number
  /** Not before this instant. */
  retryAt?: Date
  /** With `rate_limited`: the day's number of reads is used up. Otherwise the bank only asks for a pause. */
  isDailyLimit?: boolean
  /** With `period_refused`: the earliest day the bank allows. */
  earliestDay?: string
  bankRequestId?: string
  /** With `clock_off`: our clock minus the bank's. */
  clockSkewSeconds?: number
  /** The field of our request that is refused, as a dotted path of what was sent ("payment_request.debtor_account"), ≤ 120 characters. */
  refusedField?: string
  /** At most 200 characters of the bank's text, cleaned; for logs and support, never rendered as our own words. */
  bankMessage?: string
  /** With `invalid_response`: the answer as received, to be kept sealed. No field of the error that anything prints. */
  unreadable?: string
  cause?: unknown
}

export class BankError extends Error {
  override readonly name = 'BankError'
  readonly facts: Omit<BankErrorFacts, 'cause' | 'unreadable'>
  declare readonly unreadable: string | undefined

  constructor(
    readonly kind: BankErrorKind,
    { cause, unreadable, ...facts }: BankErrorFacts = {},
  ) {
    super(`bank: ${kind}${facts.bankCode ? ` (${facts.bankCode})` : ''}`, cause === undefined ? undefined : { cause })
    this.facts = facts
    Object.defineProperty(this, 'unreadable', { value: unreadable })
  }
}
