import { personality, type Personality } from '../quirks'

/** Banks whose rows are hard to recognise again. */
export const REFERENCE_HABITS = {
  'no-references': personality('No entry reference at all; the transactions have to be told apart by their content.', {
    entryReference: 'absent',
    transactionId: 'absent',
  }),
  'references-per-delivery': personality('A new entry reference for every row each time it is delivered.', {
    entryReference: 'per-delivery',
    transactionId: 'absent',
    balanceAfter: 'absent',
  }),
  'positional-references': personality('The entry reference is the row’s place in its day ("2026-02-03.2"), none for the first.', {
    entryReference: 'positional',
  }),
  'references-change-when-booked': personality('A pending row gets another entry reference when it is booked.', {
    entryReference: 'changes-when-booked',
  }),
  'references-in-phases': personality(
    'Card payments are booked at once and presented up to twelve days later under another code. Before the turning day a reference per delivery, then none for five days, then version 3 UUIDs that change when presented, after fifteen days one for both.',
    { entryReference: 'phases', transactionId: 'absent', bookings: 'at-once', balanceAfter: 'absent' },
  ),
  'shifting-references': personality('The reference is the row’s place among the rows of its day in this very listing ("2026-02-03-2").', {
    entryReference: 'shifting',
  }),
  'transaction-id-only': personality('No entry reference; the transaction id stays the same from pending to booked.', {
    entryReference: 'absent',
    balanceAfter: 'absent',
  }),
  'references-change-after-booking': personality('A booked row gets another entry reference two days after its booking.', {
    entryReference: 'changes-after-booking',
    transactionId: 'absent',
  }),
  'everything-new-each-time': personality(
    'References and transaction ids are new in every delivery; longest is refused without date_from.',
    { entryReference: 'per-delivery', transactionId: 'per-listing', longest: 'needs-date-from', earlyDateFrom: 'refused' },
  ),
  'day-sequence-references': personality('References count within the day ("D202606170000004"); the merchant stands in the address.', {
    entryReference: 'numbered-by-day',
    counterparty: 'in-address',
  }),
  'references-come-later': personality('A row gets its entry reference two days after its booking.', {
    entryReference: 'comes-later',
    transactionId: 'absent',
  }),
  renumbered: personality('On the turning day every row gets another entry reference; transaction ids never last.', {
    entryReference: 'renumbered',
    transactionId: 'per-listing',
  }),
} as const satisfies Record<string, Personality>
