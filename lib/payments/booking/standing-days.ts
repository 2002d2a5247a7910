import { addDays, addMonths, daysBetween, firstOfMonth, type IsoDate } from '@/lib/core/iso-date'

/** One execution of a standing order and the days on which its debit is believed; the days of two do not overlap. */
export type StandingDay = { readonly day: IsoDate; readonly from: IsoDate; readonly until: IsoDate }

type Rhythm = { readonly days?: number; readonly months?: number; /** A debit may come so many days early. */ readonly early: number }

/** Codes of the interface's frequencies. */
const RHYTHMS: Readonly<Record<string, Rhythm>> = {
  DAIL: { days: 1, early: 0 },
  WEEK: { days: 7, early: 1 },
  TOWK: { days: 14, early: 3 },
  MNTH: { months: 1, early: 3 },
  TOMN: { months: 2, early: 3 },
  QUTR: { months: 3, early: 3 },
  SEMI: { months: 6, early: 3 },
  YEAR: { months: 12, early: 3 },
}

const LATE_DAYS = 10
/** Ten years of every day. */
const DAYS_MAX = 3_660

/** The days of a standing order from its first up to `until`. Of a frequency we do not know only the first is expected. */
export function standingDays(
  { frequency, first, end }: { readonly frequency: string; readonly first: IsoDate; readonly end: IsoDate | null },
  until: IsoDate,
): StandingDay[] {
  const rhythm = RHYTHMS[frequency]
  if (!rhythm) return [{ day: first, from: first, until: addDays(first, LATE_DAYS) }]
  const days: StandingDay[] = []
  for (let at = 0; at < DAYS_MAX; at++) {
    const day = nthDay(first, rhythm, at)
    if (addDays(day, -rhythm.early) > until || (end !== null && day > end)) break
    const next = nthDay(first, rhythm, at + 1)
    const late = Math.min(LATE_DAYS, daysBetween(day, next) - rhythm.early - 1)
    days.push({ day, from: addDays(day, -rhythm.early), until: addDays(day, Math.max(0, late)) })
  }
  return days
}

function nthDay(first: IsoDate, { days, months }: Rhythm, at: number): IsoDate {
  return days === undefined ? sameDayOf(first, (months ?? 1) * at) : addDays(first, days * at)
}

/** The 31st of a shorter month is its last day, and the 31st again in the month after. */
function sameDayOf(first: IsoDate, months: number): IsoDate {
  const month = addMonths(first, months)
  const length = daysBetween(month, addMonths(first, months + 1))
  const dayOfMonth = daysBetween(firstOfMonth(first), first)
  return addDays(month, Math.min(dayOfMonth, length - 1))
}
