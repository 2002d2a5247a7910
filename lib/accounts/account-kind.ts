import { AVAILABLE_BALANCES, CASH_ACCOUNT_TYPES } from '@/lib/core/iso-20022'

/** The message key of an account's type; a code we do not know is `OTHR`. */
export function accountTypeKey(type: string): (typeof CASH_ACCOUNT_TYPES)[number] {
  return CASH_ACCOUNT_TYPES.find((known) => known === type) ?? 'OTHR'
}

/** How a balance is meant, in one word of the ledger: money in the books, money to spend, or something the bank calls otherwise. */
export function balanceBasis(type: string | null): 'booked' | 'available' | 'expected' | 'other' {
  if (type === null) return 'other'
  if (AVAILABLE_BALANCES.includes(type)) return 'available'
  if (type === 'XPCD') return 'expected'
  return ['ITBD', 'CLBD', 'OPBD', 'PRCD', 'VALU'].includes(type) ? 'booked' : 'other'
}
