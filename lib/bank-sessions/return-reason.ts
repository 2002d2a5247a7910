/** Why a trip to a bank ended without access; each has its own page. */
export const RETURN_REASONS = [
  'unknown',
  'expired',
  'used',
  'other_person',
  'other_login',
  'other_browser',
  'declined',
  'bank_error',
  'code_refused',
  'lost_answer',
  'bank_unavailable',
  'no_accounts',
  'application',
  'unusable',
  'failed',
] as const

export type ReturnReason = (typeof RETURN_REASONS)[number]

/** One of the viewer's own trips to a bank, for the page that says how it ended. */
export type AttemptDto = {
  readonly id: string
  readonly bankName: string
  readonly country: string
  readonly at: string
  /** The access it was to renew, which is as it was. */
  readonly renewsId: string | null
  /** Our code or the bank's for how it went, for support. */
  readonly code: string | null
}
