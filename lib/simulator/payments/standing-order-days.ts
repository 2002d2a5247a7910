import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { dayOfMonth, isBusinessDay, onOrAfterBusinessDay } from '../world/calendar'

const EVERY_DAYS: Readonly<Record<string, number>> = { DAIL: 1, WEEK: 7, TOWK: 14 }
const EVERY_MONTHS: Readonly<Record<string, number>> = { MNTH: 1, TOMN: 2, QUTR: 3, SEMI: 6, YEAR: 12 }

/** An endless one is worked out as far as anybody will look. */
const DAYS_MAX = 400

export type StandingOrder = { readonly frequency: string; readonly executionRule: string | null; readonly endDate: string | null }

/** The days on which a standing order is carried out, shifted to days on which banks work: before with PREC, else after. */
export function standingOrderDays(first: IsoDate, { frequency, executionRule, endDate }: StandingOrder): IsoDate[] {
  const days: IsoDate[] = []
  for (let nth = 0; nth < DAYS_MAX; nth++) {
    const day = nthDay(first, frequency, nth)
    if (endDate !== null && day > endDate) break
    days.push(executionRule === 'PREC' ? onOrBeforeBusinessDay(day) : onOrAfterBusinessDay(day))
  }
  return [...new Set(days)]
}

function nthDay(first: IsoDate, frequency: string, nth: number): IsoDate {
  const everyDays = EVERY_DAYS[frequency]
  return everyDays ? addDays(first, everyDays * nth) : addMonths(first, (EVERY_MONTHS[frequency] ?? 1) * nth)
}

/** The same day of a later month, or its last one where it has none. */
function addMonths(day: IsoDate, months: number): IsoDate {
  const month = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  month.setUTCMonth(month.getUTCMonth() + months)
  const last = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 0)).getUTCDate()
  month.setUTCDate(Math.min(dayOfMonth(day), last))
  return utcDay(month)
}

function onOrBeforeBusinessDay(day: IsoDate): IsoDate {
  let candidate = day
  while (!isBusinessDay(candidate)) candidate = addDays(candidate, -1)
  return candidate
}
