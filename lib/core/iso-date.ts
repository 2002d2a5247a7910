/**
 * Days without a clock. A booking date is a plain calendar day at the bank and is never shifted by a time zone,
 * so it lives as branded `'YYYY-MM-DD'` text (ISO 8601); instants are `Date`.
 */
export type IsoDate = string & { readonly __isoDate: unique symbol }

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000

/** The day, or null when the text is not a day that exists ("2026-02-30", "", "20260201"). */
export function findIsoDate(text: string | null | undefined): IsoDate | null {
  const match = FORM.exec(text ?? '')
  if (!match) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return day >= 1 && day <= daysInMonth(year, month) ? (text as IsoDate) : null
}

/** By arithmetic: a first sync reads tens of thousands of days. 0 for a month that does not exist. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  if (month < 1 || month > 12) return 0
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** @throws RangeError when the text is not a day that exists. */
export function parseIsoDate(text: string): IsoDate {
  const day = findIsoDate(text)
  if (!day) throw new RangeError(`not a day: ${JSON.stringify(text.slice(0, 40))}`)
  return day
}

/** The day an instant falls on in UTC, the zone the bank APIs count days in. */
export function utcDay(instant: Date): IsoDate {
  return instant.toISOString().slice(0, 10) as IsoDate
}

export function addDays(day: IsoDate, days: number): IsoDate {
  return utcDay(new Date(Date.parse(day) + days * DAY_MS))
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

export function firstOfMonth(day: IsoDate): IsoDate {
  return `${day.slice(0, 7)}-01` as IsoDate
}

/** The first day of the month `months` away. */
export function addMonths(day: IsoDate, months: number): IsoDate {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return utcDay(new Date(Date.UTC(year, month - 1 + months, 1)))
}
