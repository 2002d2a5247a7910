/**
 * ISO 20022 codes as the bank APIs use them. The sets are open: a code we do not know is kept as received.
 */

/** Known transaction statuses (Enable Banking `TransactionStatus`). */
export const TRANSACTION_STATUSES = ['BOOK', 'PDNG', 'HOLD', 'SCHD', 'CNCL', 'RJCT', 'OTHR'] as const
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[number]

/** An unknown status is treated as OTHR: shown, never counted in totals. */
export function normaliseStatus(code: string | null | undefined): TransactionStatus {
  return TRANSACTION_STATUSES.find((known) => known === code) ?? 'OTHR'
}

/** Only booked rows are money that has moved. */
export function isBooked(status: string): boolean {
  return status === 'BOOK'
}

/** Pending and held rows may become bookings. */
export function isPending(status: string): boolean {
  return status === 'PDNG' || status === 'HOLD'
}

export const BALANCE_TYPES = ['CLBD', 'ITBD', 'XPCD', 'CLAV', 'ITAV', 'FWAV', 'OPBD', 'OPAV', 'PRCD', 'VALU', 'INFO', 'OTHR'] as const

/** Booked balances, the one to show first: what is in the books now, then at the last close. */
export const BOOKED_BALANCES: readonly string[] = ['ITBD', 'CLBD', 'XPCD', 'PRCD', 'OPBD', 'VALU']
/** Available balances may include a credit line; they are shown apart and counted only when nothing booked is known. */
export const AVAILABLE_BALANCES: readonly string[] = ['ITAV', 'CLAV', 'FWAV', 'OPAV']
/** Last resort, in this order. */
export const OTHER_BALANCES: readonly string[] = ['OTHR', 'INFO']

export const CASH_ACCOUNT_TYPES = ['CACC', 'CASH', 'CARD', 'LOAN', 'SVGS', 'OTHR'] as const
