/**
 * Where a payment stands with us. The six words people read are in `PAYMENT_WORDS`; the rest are moments between them.
 *
 * draft      typed, nothing else                    held      waits for a second member's approval
 * ready      approved or needs nobody; not sent     starting  an attempt is committed and the bank is being asked
 * unknown    the answer was lost                    waiting   the bank waits for its customer's approval
 * accepted   the bank took it                       executed  the bank says it is carried out
 * rejected   the bank said no                       cancelled declined, run out or withdrawn
 */
export const PAYMENT_STATUSES = [
  'draft',
  'held',
  'ready',
  'starting',
  'unknown',
  'waiting',
  'accepted',
  'executed',
  'rejected',
  'cancelled',
] as const

export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** The six words, and the one for not knowing. */
export const PAYMENT_WORDS = {
  draft: 'draft',
  held: 'draft',
  ready: 'draft',
  starting: 'unknown',
  unknown: 'unknown',
  waiting: 'waiting',
  accepted: 'accepted',
  executed: 'executed',
  rejected: 'rejected',
  cancelled: 'cancelled',
} as const satisfies Record<PaymentStatus, string>

export type PaymentWord = (typeof PAYMENT_WORDS)[PaymentStatus]

export const ATTEMPT_STATES = ['prepared', 'open', 'lost', 'refused', 'over'] as const

export type AttemptState = (typeof ATTEMPT_STATES)[number]
