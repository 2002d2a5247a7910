import type { FormatStyle } from './format-style'
import { daysBetween, parseIsoDate, type IsoDate } from './iso-date'

/** `short` 18 Nov · `weekday` Wed 18 Nov · `long` 18 November · `longWeekday` Wednesday 18 November · `full` 18 November 2026 · `fullWeekday` Wednesday 18 November 2026 · `month` November 2026 */
export type DayForm = 'short' | 'weekday' | 'long' | 'longWeekday' | 'full' | 'fullWeekday' | 'month'

/** `today` decides whether the year is worth writing: it is left out when it is this year's. */
export type DayContext = { readonly language: string; readonly style: FormatStyle; readonly today: IsoDate }

/** Writes a calendar day in words of the language and the order of the country. No time zone is involved. */
export function formatDay(day: IsoDate, form: DayForm, context: DayContext): string {
  const { language, style, today } = context
  const isLong = form !== 'short' && form !== 'weekday'
  const month = nameOf(day, language, { month: isLong ? 'long' : 'short' })
  const year = day.slice(0, 4)
  if (form === 'month') return `${month} ${year}`
  const dayOfMonth = day.slice(8).replace(/^0/, '')
  const hasWeekday = form === 'weekday' || form === 'longWeekday' || form === 'fullWeekday'
  const weekday = hasWeekday ? weekdayName(day, language, isLong ? 'long' : 'short') : ''
  const withYear = form === 'full' || form === 'fullWeekday' || year !== today.slice(0, 4)
  const date = style.monthFirst ? `${month} ${dayOfMonth}${withYear ? ',' : ''}` : `${dayOfMonth} ${month}`
  return [weekday + (weekday && style.monthFirst ? ',' : ''), date, withYear ? year : ''].filter(Boolean).join(' ')
}

export function weekdayName(day: IsoDate, language: string, length: 'short' | 'long' = 'short'): string {
  return nameOf(day, language, { weekday: length })
}

/** Which word stands for the day, if one does. */
export function dayWord(day: IsoDate, today: IsoDate): 'today' | 'yesterday' | 'tomorrow' | null {
  const distance = daysBetween(today, day)
  if (distance === 0) return 'today'
  if (distance === -1) return 'yesterday'
  return distance === 1 ? 'tomorrow' : null
}

/** The calendar day an instant falls on in an IANA time zone; in UTC when the zone is unknown. */
export function dayIn(instant: Date, timeZone: string): IsoDate {
  return parseIsoDate(formatter('en-CA', timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant))
}

/** `17:05`, or `5:05 pm` where the country counts to twelve; with seconds `17:05:09`. */
export function formatClock(instant: Date, timeZone: string, { hour12, seconds = false }: { hour12: boolean; seconds?: boolean }): string {
  const hours: Intl.DateTimeFormatOptions = hour12 ? { hour: 'numeric', hourCycle: 'h12' } : { hour: '2-digit', hourCycle: 'h23' }
  const parts = formatter('en', timeZone, { ...hours, minute: '2-digit', second: '2-digit' }).formatToParts(instant)
  // Engines differ in the space before am and pm (U+202F or a plain one), so the text is put together here.
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  const clock = [read('hour'), read('minute'), ...(seconds ? [read('second')] : [])].join(':')
  return hour12 ? `${clock}\u00A0${read('dayPeriod').toLowerCase()}` : clock
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function nameOf(day: IsoDate, language: string, options: { month?: 'short' | 'long'; weekday?: 'short' | 'long' }): string {
  return formatter(language, 'UTC', options).format(new Date(`${day}T00:00:00Z`))
}

function formatter(language: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`
  let known = formatters.get(key)
  if (!known) {
    known = createFormatter(language, timeZone, options)
    formatters.set(key, known)
  }
  return known
}

function createFormatter(language: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone })
  } catch {
    return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  }
}
