/** How a bank's interface behaves apart from its data. Every habit was seen at real banks through the API this simulator speaks. */
export type Quirks = ReferenceQuirks & ContentQuirks & ListingQuirks & AccessQuirks

/** How a row can be recognised again. */
export type ReferenceQuirks = {
  /**
   * `positional`: counted within its booked day; `shifting`: counted within whatever is listed; `numbered-by-day`: the
   * running number of its day. `changes-after-booking`, `comes-later` and `phases` go by the time since booking or since
   * the day on which the banks change their ways, as does `renumbered`.
   */
  readonly entryReference:
    | 'stable'
    | 'per-delivery'
    | 'positional'
    | 'shifting'
    | 'absent'
    | 'changes-when-booked'
    | 'changes-after-booking'
    | 'numbered-by-day'
    | 'comes-later'
    | 'renumbered'
    | 'phases'
  readonly transactionId: 'stable' | 'per-listing' | 'absent'
}

/** What a row says. */
export type ContentQuirks = {
  /** Card payments are booked the moment they happen and worded otherwise when the merchant presents them. */
  readonly bookings: 'when-settled' | 'at-once'
  /** Some card payments are reversed and charged again on the same day, alike but for the direction. */
  readonly corrections: 'none' | 'same-day'
  readonly amountDecimals: 'by-currency' | 'three'
  readonly balanceAfter: 'given' | 'absent' | 'without-currency'
  readonly counterparty: 'given' | 'own-name' | 'own-name-or-none' | 'in-address' | 'card-number' | 'absent'
  readonly remittance: 'plain' | 'sepa-tags' | 'technical-line-first' | 'labels'
  readonly absent: 'null' | 'left-out' | 'empty-text'
  /** Pending amounts are those of the card's authorisation: without the tip, at another rate. */
  readonly pendingAmounts: 'final' | 'estimated'
  readonly pendingStatus: 'PDNG' | 'OTHR'
  /** Booking and value date wander by up to three days for ten days; or a row gets its further dates days after its booking. */
  readonly dates: 'fixed' | 'shifting' | 'come-later'
  /** Short and shouted at first, in full a few days after booking. */
  readonly texts: 'fixed' | 'grow'
  readonly oddities: readonly Oddity[]
}

/** Which rows are listed, and how. */
export type ListingQuirks = {
  readonly pageSize: number
  /** Days of history right after the person approved, and for how many minutes that lasts; afterwards `laterDays`. */
  readonly historyDays: number
  readonly freshMinutes: number
  readonly laterDays: number
  /** A too early `date_from`: refused naming the first allowed day, refused without it, refused in words of its own, or silently cut. */
  readonly earlyDateFrom: 'refused-naming-day' | 'refused' | 'period-invalid' | 'cut'
  /** The window counts both ends, so the earliest day is one later than one would think. */
  readonly windowCountsBothEnds: boolean
  /** `stale` leaves out the last days; `like-default` refuses an early `date_from` as the default strategy does. */
  readonly longest: 'served' | 'needs-date-from' | 'stale' | 'like-default'
  readonly dateFrom: 'inclusive' | 'exclusive'
  readonly dateTo: 'inclusive' | 'exclusive' | 'refused'
  readonly pendingFilter: 'served' | 'refused-400' | 'refused-422'
  readonly pendingRows: 'served' | 'absent'
  /** Every second page is empty but carries a key. */
  readonly emptyPages: boolean
  readonly order: 'newest-first' | 'oldest-first' | 'shuffled'
  /** What happens between two pages does not show (`frozen`), or moves the rows along (`live`). */
  readonly pages: 'frozen' | 'live'
  /** A page after the first is refused when the request filters by status. */
  readonly statusOnLaterPages: 'served' | 'refused'
}

/** Accounts, balances, sessions and limits. */
export type AccessQuirks = {
  readonly balances:
    | 'booked-and-available'
    | 'booked-only'
    | 'failing'
    | 'failing-for-cards'
    | 'available-includes-credit'
    | 'booked-includes-pending'
    | 'with-unknown-type'
    | 'four-types'
  readonly cardBalance: 'same' | 'other-zero'
  /** A card account lists nearly all rows of the current account over again. */
  readonly cardRows: 'own' | 'mirror'
  readonly accountCurrency: 'given' | 'unknown'
  /** What becomes of the person's earlier session once another is approved; `ends-unsaid`: it stays authorised and cannot read. */
  readonly earlierSession: 'lives' | 'ends' | 'ends-at-sign-in' | 'ends-unsaid'
  readonly attended: 'optional' | 'required'
  /** Headers of the person beyond those the bank asks for. */
  readonly furtherHeaders: 'ignored' | 'refused'
  /** What counts against the daily number of calls without a person. */
  readonly quotaCounts: 'endpoint' | 'call' | 'consent'
  readonly quotaWindow: 'utc-day' | 'rolling'
  readonly quotaRefusal: 'plain' | 'wrapped'
  readonly sessionTimes: 'microseconds' | 'zulu'
  /** What happens to accounts on the day the banks change their ways. */
  readonly atTurn: 'nothing' | 'renumber' | 'rehash' | 'come-and-go'
}

/** Rows that come out wrong now and then. */
export type Oddity = 'unknown-status' | 'missing-dates' | 'broken-text' | 'odd-currency' | 'unbelievable-rows'

/** Everything as documented. */
export const BY_THE_BOOK: Quirks = {
  entryReference: 'stable',
  transactionId: 'stable',
  bookings: 'when-settled',
  corrections: 'none',
  amountDecimals: 'by-currency',
  balanceAfter: 'given',
  counterparty: 'given',
  remittance: 'plain',
  absent: 'null',
  pendingAmounts: 'final',
  pendingStatus: 'PDNG',
  dates: 'fixed',
  texts: 'fixed',
  oddities: [],
  pageSize: 100,
  historyDays: 760,
  freshMinutes: 60,
  laterDays: 90,
  earlyDateFrom: 'refused-naming-day',
  windowCountsBothEnds: false,
  longest: 'served',
  dateFrom: 'inclusive',
  dateTo: 'inclusive',
  pendingFilter: 'served',
  pendingRows: 'served',
  emptyPages: false,
  order: 'newest-first',
  pages: 'frozen',
  statusOnLaterPages: 'served',
  balances: 'booked-and-available',
  cardBalance: 'same',
  cardRows: 'own',
  accountCurrency: 'given',
  earlierSession: 'lives',
  attended: 'optional',
  furtherHeaders: 'ignored',
  quotaCounts: 'endpoint',
  quotaWindow: 'utc-day',
  quotaRefusal: 'plain',
  sessionTimes: 'microseconds',
  atTurn: 'nothing',
}

export type Personality = { readonly summary: string; readonly quirks: Quirks }

/** A named set of habits; whatever is not named is by the book. */
export function personality(summary: string, habits: Partial<Quirks>): Personality {
  return { summary, quirks: { ...BY_THE_BOOK, ...habits } }
}
