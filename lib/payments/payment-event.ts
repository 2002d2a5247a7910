/** What the timeline of a payment tells; facts carry codes, never amounts, names or numbers of accounts. */
export const PAYMENT_EVENTS = [
  'created',
  'held',
  'approved_by_member',
  'refused_by_member',
  'attempt_prepared',
  'attempt_opened',
  'attempt_lost',
  'attempt_refused',
  'page_opened',
  'returned',
  'declined',
  'status_changed',
  'status_ignored',
  'poll_failed',
  'ask_bank',
  'given_by_hand',
  'marked_done_by_hand',
  'unmarked_by_hand',
  'withdrawn',
  'booked',
  'booking_gone',
  'booking_refused',
  'booking_refusal_undone',
] as const

export type PaymentEventKind = (typeof PAYMENT_EVENTS)[number]
