import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'

export const DAY_MS = 86_400_000
export const HOUR_MS = 3_600_000
export const MINUTE_MS = 60_000

/** The first day anything happens in the simulated world; fixed, so that a day's rows never depend on when they are asked for. */
export const WORLD_BEGINS = '2024-01-01' as IsoDate

/** 0 Sunday … 6 Saturday */
export function weekday(day: IsoDate): number {
  return new Date(day).getUTCDay()
}

export function dayOfMonth(day: IsoDate): number {
  return parseInt(day.slice(8, 10), 10)
}

export function monthOf(day: IsoDate): number {
  return parseInt(day.slice(5, 7), 10)
}

export function startOf(day: IsoDate): number {
  return Date.parse(day)
}

/** Asked for the same few thousand days over and over. */
const businessDays = new Map<IsoDate, boolean>()

/** Days on which the euro system settles: not at weekends, not on its six holidays. */
export function isBusinessDay(day: IsoDate): boolean {
  let known = businessDays.get(day)
  if (known === undefined) businessDays.set(day, (known = settles(day)))
  return known
}

function settles(day: IsoDate): boolean {
  const dow = weekday(day)
  if (dow === 0 || dow === 6) return false
  const date = day.slice(5)
  if (date === '01-01' || date === '05-01' || date === '12-25' || date === '12-26') return false
  const easter = easterSunday(parseInt(day.slice(0, 4), 10))
  return day !== addDays(easter, -2) && day !== addDays(easter, 1)
}

/** The same day when it is one, else the next business day. */
export function onOrAfterBusinessDay(day: IsoDate): IsoDate {
  let candidate = day
  while (!isBusinessDay(candidate)) candidate = addDays(candidate, 1)
  return candidate
}

/** `count` business days later. */
export function addBusinessDays(day: IsoDate, count: number): IsoDate {
  let candidate = day
  for (let left = count; left > 0; left--) candidate = onOrAfterBusinessDay(addDays(candidate, 1))
  return candidate
}

export function lastOfMonth(day: IsoDate): IsoDate {
  return utcDay(new Date(Date.UTC(parseInt(day.slice(0, 4), 10), monthOf(day), 0)))
}

type Due = readonly { readonly date: number; readonly last: number }[]

const dueDates = new Map<IsoDate, Due>()

/** True when this is the business day a payment due on `dueDay` of the month falls on (31 means the last day). */
export function isDue(day: IsoDate, dueDay: number): boolean {
  let due = dueDates.get(day)
  if (!due) dueDates.set(day, (due = datesDueOn(day)))
  return due.some(({ date, last }) => date === Math.min(dueDay, last))
}

/** A business day stands for itself and for the days without settlement right before it. */
function datesDueOn(day: IsoDate): Due {
  const due: { date: number; last: number }[] = []
  if (!isBusinessDay(day)) return due
  let candidate = day
  do {
    due.push({ date: dayOfMonth(candidate), last: dayOfMonth(lastOfMonth(candidate)) })
    candidate = addDays(candidate, -1)
  } while (!isBusinessDay(candidate))
  return due
}

const easters = new Map<number, IsoDate>()

/** Gregorian Easter (the anonymous algorithm of 1876). */
function easterSunday(year: number): IsoDate {
  const known = easters.get(year)
  if (known) return known
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  const easter = utcDay(new Date(Date.UTC(year, month - 1, day)))
  easters.set(year, easter)
  return easter
}
