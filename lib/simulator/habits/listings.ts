import { personality, type Personality } from '../quirks'

/** Banks with rules of their own for periods, filters and pages. */
export const LISTING_HABITS = {
  'small-pages': personality('Ten rows a page; the id for details is another one each time the list is read.', {
    pageSize: 10,
    transactionId: 'per-listing',
    balanceAfter: 'absent',
  }),
  'empty-pages': personality('Every second page is empty and still carries a key.', { emptyPages: true, pageSize: 25 }),
  'order-changes': personality('Rows come in another order each time; no references.', {
    order: 'shuffled',
    pageSize: 40,
    entryReference: 'absent',
    transactionId: 'absent',
    balanceAfter: 'absent',
  }),
  'oldest-first': personality('The oldest row comes first.', { order: 'oldest-first', pageSize: 50 }),
  'live-pages': personality('What is booked while pages are read moves the rows along, so that some come twice.', {
    pages: 'live',
    pageSize: 20,
  }),
  'status-breaks-paging': personality('A filter by status is refused on every page after the first.', {
    statusOnLaterPages: 'refused',
    pageSize: 30,
  }),
  'pending-refused': personality('Asking for PDNG is refused with 422, asking without a status gives booked rows only.', {
    pendingFilter: 'refused-422',
    pendingRows: 'absent',
  }),
  'pending-bad-request': personality('Asking for PDNG is refused with 400; the balances come in four types.', {
    pendingFilter: 'refused-400',
    pendingRows: 'absent',
    balances: 'four-types',
  }),
  'longest-needs-date': personality(
    'The longest strategy is refused without date_from; windows too wide are refused without saying what would do.',
    {
      longest: 'needs-date-from',
      earlyDateFrom: 'refused',
      historyDays: 540,
    },
  ),
  'longest-stale': personality('The longest strategy leaves out the last nine days; the other party of card payments is "CARD-1234".', {
    longest: 'stale',
    counterparty: 'card-number',
  }),
  'inclusive-window': personality('Ninety days count both ends: asking for exactly 90 days back is one too many.', {
    windowCountsBothEnds: true,
    historyDays: 365,
  }),
  'inclusive-window-unsaid': personality(
    'Ninety days, both ends counted, with every strategy and from the first minute; refused without saying what would do.',
    { windowCountsBothEnds: true, historyDays: 90, earlyDateFrom: 'refused', longest: 'like-default' },
  ),
  'period-invalid': personality(
    'Windows too wide are refused with the bank’s own body: title, code PERIOD_INVALID and detail, no message.',
    {
      earlyDateFrom: 'period-invalid',
      longest: 'like-default',
      historyDays: 90,
    },
  ),
  'date-to-refused': personality('Refuses date_to; the history goes back a year.', { dateTo: 'refused', historyDays: 365 }),
  'date-from-exclusive': personality('date_from itself is not part of the period.', { dateFrom: 'exclusive' }),
  'date-to-exclusive': personality('date_to itself is not part of the period.', { dateTo: 'exclusive' }),
} as const satisfies Record<string, Personality>
