import { addDays, parseIsoDate, utcDay } from '@/lib/core/iso-date'
import type { BalanceDto } from '@/lib/insights/account-page'

/** Balances of a day; the others are of a moment. */
const OF_A_DAY = ['CLBD', 'OPBD', 'PRCD', 'CLAV', 'OPAV', 'VALU']

/** The day a balance is of, where that says more than when it was read: closing balances, and those the bank dated earlier. */
export function balanceDay({ type, referenceDate, observedAt }: Pick<BalanceDto, 'type' | 'referenceDate' | 'observedAt'>): string | null {
  if (referenceDate === null) return null
  return OF_A_DAY.includes(type) || referenceDate < utcDay(new Date(observedAt)) ? referenceDate : null
}

/** The day of a balance that was old already when it was read; yesterday's close is the newest there is. */
export function staleBalanceDay(balance: Pick<BalanceDto, 'type' | 'referenceDate' | 'observedAt'>): string | null {
  const day = balanceDay(balance)
  return day !== null && addDays(parseIsoDate(day), 3) < utcDay(new Date(balance.observedAt)) ? day : null
}
