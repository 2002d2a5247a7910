import type { StandingOrderRule } from '@/lib/banking/payment-port'
import { addDays, addMonths, daysBetween, type IsoDate } from '@/lib/core/iso-date'
import { nextWorkingDay } from './execution-date'

/** ISO 20022 frequencies the bank interfaces take. */
export const FREQUENCIES = ['DAIL', 'WEEK', 'TOWK', 'MNTH', 'TOMN', 'QUTR', 'SEMI', 'YEAR'] as const

export const EXECUTION_RULES = ['FWNG', 'PREC'] as const

const DAYS: Readonly<Record<string, number>> = { DAIL: 1, WEEK: 7, TOWK: 14 }
const MONTHS: Readonly<Record<string, number>> = { MNTH: 1, TOMN: 2, QUTR: 3, SEMI: 6, YEAR: 12 }

export function isFrequency(code: string): boolean {
  return Object.hasOwn(DAYS, code) || Object.hasOwn(MONTHS, code)
}

type Wanted = { readonly count: number; readonly until?: IsoDate; readonly currency?: string }

/** The `count` first days a standing order moves money, shifted past days of rest by its rule; fewer when it, or `until`, ends before. */
export function standingDays(first: IsoDate, rule: StandingOrderRule, options: Wanted): IsoDate[] {
  if (!isFrequency(rule.frequency)) return []
  const step = rule.executionRule === 'PREC' ? -1 : 1
  const days: IsoDate[] = []
  for (let at = 0; days.length < options.count; at++) {
    const nominal = nominalDay(first, rule.frequency, at)
    if (rule.endDate !== null && nominal > rule.endDate) break
    const day = nextWorkingDay(nominal, { instant: false, currency: options.currency }, step)
    if (options.until !== undefined && day > options.until) break
    // A daily order has one day after a weekend, not three.
    if (day !== days.at(-1)) days.push(day)
  }
  return days
}

/** Counted from the first day each time, so that the 31st comes back after a short month. */
function nominalDay(first: IsoDate, frequency: string, at: number): IsoDate {
  const days = DAYS[frequency]
  if (days !== undefined) return addDays(first, days * at)
  const month = addMonths(first, (MONTHS[frequency] ?? 1) * at)
  const lastOfMonth = daysBetween(month, addMonths(month, 1))
  return addDays(month, Math.min(Number(first.slice(8)), lastOfMonth) - 1)
}
