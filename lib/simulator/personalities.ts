/**
 * How a bank's interface behaves apart from its data. Every habit below was seen at real banks through the API this
 * simulator speaks; a bank here has one named set of them. Whatever is not named is by the book.
 */
export type Quirks = {
  readonly pageSize: number
  /** Days of history right after the person approved, and for how many minutes that lasts; afterwards `laterDays`. */
  readonly historyDays: number
  readonly freshMinutes: number
  readonly laterDays: number
  /** A too early `date_from`: refused naming the first allowed day, refused without it, or silently cut. */
  readonly earlyDateFrom: 'refused-naming-day' | 'refused' | 'cut'
  /** The window counts both ends, so the earliest day is one later than one would think. */
  readonly windowCountsBothEnds: boolean
  readonly longest: 'served' | 'needs-date-from'
  readonly dateTo: 'served' | 'refused'
  readonly pendingFilter: 'served' | 'refused-400' | 'refused-422'
  readonly pendingRows: 'served' | 'absent'
  /** Every second page is empty but carries a key. */
  readonly emptyPages: boolean
  readonly entryReference: 'stable' | 'per-delivery' | 'positional' | 'absent' | 'changes-when-booked'
  readonly transactionId: 'stable' | 'per-listing' | 'absent'
  readonly amountDecimals: 'by-currency' | 'three'
  readonly balanceAfter: 'given' | 'absent' | 'without-currency'
  readonly balances: 'booked-and-available' | 'booked-only' | 'failing' | 'available-includes-credit' | 'with-unknown-type' | 'four-types'
  readonly cardBalance: 'same' | 'other-zero'
  readonly counterparty: 'given' | 'own-name' | 'in-address' | 'absent'
  readonly remittance: 'plain' | 'sepa-tags' | 'technical-line-first' | 'labels'
  readonly absent: 'null' | 'left-out' | 'empty-text'
  readonly oneSessionPerPerson: boolean
  readonly attended: 'optional' | 'required'
  /** What counts against the daily number of calls without a person: per endpoint, or all calls together. */
  readonly quotaCounts: 'endpoint' | 'call'
  readonly oddities: readonly Oddity[]
  readonly sessionTimes: 'microseconds' | 'zulu'
}

/** Rows that come out wrong now and then. */
export type Oddity = 'unknown-status' | 'missing-dates' | 'broken-text' | 'odd-currency' | 'unbelievable-rows'

const BY_THE_BOOK: Quirks = {
  pageSize: 100,
  historyDays: 760,
  freshMinutes: 60,
  laterDays: 90,
  earlyDateFrom: 'refused-naming-day',
  windowCountsBothEnds: false,
  longest: 'served',
  dateTo: 'served',
  pendingFilter: 'served',
  pendingRows: 'served',
  emptyPages: false,
  entryReference: 'stable',
  transactionId: 'stable',
  amountDecimals: 'by-currency',
  balanceAfter: 'given',
  balances: 'booked-and-available',
  cardBalance: 'same',
  counterparty: 'given',
  remittance: 'plain',
  absent: 'null',
  oneSessionPerPerson: false,
  attended: 'optional',
  quotaCounts: 'endpoint',
  oddities: [],
  sessionTimes: 'microseconds',
}

export type Personality = { readonly summary: string; readonly quirks: Quirks }

function personality(summary: string, habits: Partial<Quirks>): Personality {
  return { summary, quirks: { ...BY_THE_BOOK, ...habits } }
}

export const PERSONALITIES = {
  'by-the-book': personality('Everything as documented: all keys present, nulls where nothing is known.', {}),
  'three-decimals': personality('Amounts as "25000.000", the balance after a row in currency "XXX".', {
    amountDecimals: 'three',
    balanceAfter: 'without-currency',
  }),
  'small-pages': personality('Ten rows a page; the id for details is another one each time the list is read.', {
    pageSize: 10,
    transactionId: 'per-listing',
    balanceAfter: 'absent',
  }),
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
  'pending-refused': personality('Asking for PDNG is refused with 422, asking without a status gives booked rows only.', {
    pendingFilter: 'refused-422',
    pendingRows: 'absent',
  }),
  'pending-bad-request': personality('Asking for PDNG is refused with 400; the balances come in four types.', {
    pendingFilter: 'refused-400',
    pendingRows: 'absent',
    balances: 'four-types',
  }),
  'balances-fail': personality('The balances endpoint always fails, transactions are fine.', { balances: 'failing' }),
  'longest-needs-date': personality(
    'The longest strategy is refused without date_from; windows too wide are refused without saying what would do.',
    {
      longest: 'needs-date-from',
      earlyDateFrom: 'refused',
      historyDays: 540,
    },
  ),
  'inclusive-window': personality('Ninety days count both ends: asking for exactly 90 days back is one too many.', {
    windowCountsBothEnds: true,
    historyDays: 365,
  }),
  'date-to-refused': personality('Refuses date_to; the history goes back a year.', { dateTo: 'refused', historyDays: 365 }),
  'own-name-as-creditor': personality('The holder’s own name stands where the other party should be.', { counterparty: 'own-name' }),
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
  'empty-pages': personality('Every second page is empty and still carries a key.', { emptyPages: true, pageSize: 25 }),
  'one-session': personality('A newly approved session ends the person’s earlier one.', { oneSessionPerPerson: true }),
  'attended-only': personality('Without the person’s headers every read is refused with 429.', { attended: 'required' }),
  'strict-quota': personality('All unattended calls of an account together count: four a day.', { quotaCounts: 'call' }),
  'credit-in-available': personality('The available balance includes the overdraft; card accounts show only an "OTHR" balance of zero.', {
    balances: 'available-includes-credit',
    cardBalance: 'other-zero',
  }),
  oddities: personality('Unknown statuses, missing dates, odd currencies, broken text and rows that cannot be believed.', {
    oddities: ['unknown-status', 'missing-dates', 'broken-text', 'odd-currency', 'unbelievable-rows'],
  }),
} as const satisfies Record<string, Personality>

export type PersonalityName = keyof typeof PERSONALITIES

export function quirksOf(name: PersonalityName): Quirks {
  return PERSONALITIES[name].quirks
}
