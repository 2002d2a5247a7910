import { personality, type Personality } from '../quirks'

/** Banks that word rows, dates and amounts in their own way. */
export const CONTENT_HABITS = {
  'three-decimals': personality('Amounts as "25000.000", the balance after a row in currency "XXX".', {
    amountDecimals: 'three',
    balanceAfter: 'without-currency',
  }),
  'own-name-as-creditor': personality('The holder’s own name stands where the other party should be.', { counterparty: 'own-name' }),
  'own-name-or-none': personality('The other party is the holder’s own name or missing altogether.', { counterparty: 'own-name-or-none' }),
  'merchant-in-address': personality('The other party’s name is empty, the merchant stands in the postal address.', {
    counterparty: 'in-address',
  }),
  'technical-line-first': personality('A line of the card terminal comes first, the merchant second; names are empty text.', {
    counterparty: 'absent',
    remittance: 'technical-line-first',
    absent: 'empty-text',
  }),
  'sepa-tags': personality('Remittance text with EREF+, MREF+ and SVWZ+ tags; the full history for three minutes only.', {
    remittance: 'sepa-tags',
    freshMinutes: 3,
  }),
  'label-soup': personality(
    'Remittance as "mandatereference:,creditorid:,remittanceinformation:"; balance with an unknown type beside the booked one.',
    {
      remittance: 'labels',
      balances: 'with-unknown-type',
    },
  ),
  'empty-text': personality('Empty text instead of null everywhere.', { absent: 'empty-text' }),
  'keys-left-out': personality('What is not known is left out; session times end in Z.', { absent: 'left-out', sessionTimes: 'zulu' }),
  'dates-shift': personality('Booking and value dates differ by up to three days from one day’s delivery to the next, for ten days.', {
    dates: 'shifting',
  }),
  'dates-shift-without-references': personality('Dates wander as with `dates-shift`, and there are no references to hold on to.', {
    dates: 'shifting',
    entryReference: 'absent',
    transactionId: 'absent',
  }),
  'dates-come-later': personality('Value and transaction date are missing until three days after booking; no references.', {
    dates: 'come-later',
    entryReference: 'absent',
    transactionId: 'absent',
  }),
  'texts-change': personality('Short shouted text without a name at first, the full wording three days after booking; no references.', {
    texts: 'grow',
    entryReference: 'absent',
    transactionId: 'absent',
  }),
  'estimated-amounts': personality('Pending amounts lack the tip or use another rate; references change when booked.', {
    pendingAmounts: 'estimated',
    entryReference: 'changes-when-booked',
    transactionId: 'absent',
  }),
  'corrected-payments': personality(
    'One card payment in ten is reversed and charged again on the same day; no references, no balance after a row.',
    { corrections: 'same-day', entryReference: 'absent', transactionId: 'absent', balanceAfter: 'absent' },
  ),
  'pending-as-other': personality('What is pending has the status OTHR; the filter PDNG finds nothing.', { pendingStatus: 'OTHR' }),
  oddities: personality('Unknown statuses, missing dates, odd currencies, broken text and rows that cannot be believed.', {
    oddities: ['unknown-status', 'missing-dates', 'broken-text', 'odd-currency', 'unbelievable-rows'],
  }),
} as const satisfies Record<string, Personality>
