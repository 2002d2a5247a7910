import { personality, type Personality } from '../quirks'

/** Banks with habits about accounts, balances, sessions and the number of calls. */
export const ACCESS_HABITS = {
  'balances-fail': personality('The balances endpoint always fails, transactions are fine.', { balances: 'failing' }),
  'card-balances-fail': personality('The balances of card accounts always fail.', { balances: 'failing-for-cards' }),
  'credit-in-available': personality('The available balance includes the overdraft; card accounts show only an "OTHR" balance of zero.', {
    balances: 'available-includes-credit',
    cardBalance: 'other-zero',
  }),
  'booked-includes-pending': personality('The balance called booked has pending payments taken off already; only ITBD is given.', {
    balances: 'booked-includes-pending',
  }),
  'card-mirrors-current': personality(
    'Currency "XXX" on accounts; the card account repeats 95 of 100 rows of the current account and has a balance of zero.',
    { cardRows: 'mirror', cardBalance: 'other-zero', accountCurrency: 'unknown' },
  ),
  'one-session': personality('A newly approved session ends the person’s earlier one.', { earlierSession: 'ends' }),
  'session-ends-at-sign-in': personality(
    'An earlier session ends as soon as the person approves another, even if its code is never used.',
    {
      earlierSession: 'ends-at-sign-in',
    },
  ),
  'session-ends-unsaid': personality('An earlier session still calls itself authorised but every read is a wrapped 401.', {
    earlierSession: 'ends-unsaid',
  }),
  'attended-only': personality('Without the person’s headers every read is refused with 429.', { attended: 'required' }),
  'headers-refused': personality('Headers of the person beyond the one that is required are refused as invalid.', {
    furtherHeaders: 'refused',
  }),
  'strict-quota': personality('All unattended calls of an account together count: four a day.', { quotaCounts: 'call' }),
  'quota-per-consent': personality('Unattended reads of all accounts count together against the consent, for each endpoint.', {
    quotaCounts: 'consent',
  }),
  'quota-rolling': personality('Unattended reads count within 24 hours, not within a calendar day.', { quotaWindow: 'rolling' }),
  'quota-wrapped': personality('The refusal of the fifth read is a 400 ASPSP_ERROR with the 429 inside.', { quotaRefusal: 'wrapped' }),
  'zulu-session': personality('Times of sessions end in Z, the status of the user is "enabled".', {
    sessionTimes: 'zulu',
  }),
  'accounts-renumbered': personality('On the turning day accounts get other names and numbers; the old hash stays among the alternates.', {
    atTurn: 'renumber',
  }),
  'hash-changes': personality('On the turning day the first hash is another one, the old one stays among the alternates.', {
    atTurn: 'rehash',
  }),
  'accounts-come-and-go': personality('On the turning day the savings account is closed and a card account appears.', {
    atTurn: 'come-and-go',
  }),
} as const satisfies Record<string, Personality>
