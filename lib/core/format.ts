import { dayIn, dayWord, formatClock, formatDay, weekdayName, type DayForm } from './format-day'
import { currencySymbol, formatMoney, formatMoneyParts, hiddenMoneyParts, type SignDisplay } from './format-money'
import { readFormatStyle, type FormatStyle } from './format-style'
import { addDays, parseIsoDate, type IsoDate } from './iso-date'
import type { MoneyDto } from './money-dto'

/** How things are written for one person, as plain data that crosses to the browser. */
export type Display = {
  /** Language of the words, a BCP 47 tag; the country's habits are in `style`. */
  readonly language: string
  readonly style: FormatStyle
  /** IANA name. */
  readonly timeZone: string
  /** The day it is in that zone. */
  readonly today: IsoDate
  /** Digits of money are not to be shown. */
  readonly isPrivate: boolean
}

export const DEFAULT_DISPLAY: Display = {
  language: 'en',
  style: readFormatStyle('en-GB'),
  timeZone: 'UTC',
  today: parseIsoDate('1970-01-01'),
  isPrivate: false,
}

/** Every `DayForm`, and `heading` (Today, Friday 20 November) and `relative` (today, yesterday, else Wed 18 Nov). */
export type DayTextForm = DayForm | 'heading' | 'relative'

/** `clock` 17:05 · `relative` today 17:05, else Thu 19 Nov 21:10 · `asOf` 17:05, else Thu 21:10, else 18 Nov · `exact` 20 Nov 2026 17:14:08 */
export type TimeTextForm = 'clock' | 'relative' | 'asOf' | 'exact'

/** The words the formats need, from the `format` messages. */
export type FormatWords = (
  key: 'today' | 'yesterday' | 'tomorrow' | 'todayHeading' | 'yesterdayHeading' | 'dayTime',
  values?: Record<string, string>,
) => string

export type Format = ReturnType<typeof createFormat>

/** Writes days, times, money and shares as text, the same on the server and in the browser. */
export function createFormat(display: Display, words: FormatWords) {
  const { language, style, timeZone, today, isPrivate } = display
  const plainDay = (day: IsoDate, form: DayForm) => formatDay(day, form, { language, style, today })

  function day(text: string, form: DayTextForm = 'weekday'): string {
    const date = parseIsoDate(text)
    if (form !== 'heading' && form !== 'relative') return plainDay(date, form)
    const word = dayWord(date, today)
    if (form === 'relative') return word ? words(word) : plainDay(date, 'weekday')
    if (word === 'today' || word === 'yesterday') return words(`${word}Heading`, { day: plainDay(date, 'longWeekday') })
    return plainDay(date, 'longWeekday')
  }

  function time(at: Date | string, form: TimeTextForm = 'relative'): string {
    const instant = new Date(at)
    const date = dayIn(instant, timeZone)
    const clock = formatClock(instant, timeZone, { hour12: style.hour12, seconds: form === 'exact' })
    if (form === 'clock') return clock
    if (form === 'exact')
      return words('dayTime', {
        day: `${plainDay(date, 'short')}${date.slice(0, 4) === today.slice(0, 4) ? ` ${date.slice(0, 4)}` : ''}`,
        time: clock,
      })
    if (form === 'relative') return words('dayTime', { day: day(date, 'relative'), time: clock })
    if (date === today) return clock
    if (date < addDays(today, -6) || date > today) return plainDay(date, 'short')
    return words('dayTime', { day: weekdayName(date, language), time: clock })
  }

  function money(dto: MoneyDto, { sign, symbol = false }: { sign?: SignDisplay; symbol?: boolean } = {}): string {
    if (isPrivate) return Object.values(hiddenMoneyParts(dto, style)).join('')
    return formatMoney(dto, style, { sign, symbol: symbol ? currencySymbol(dto.currency, language) : undefined })
  }

  /** 0.027 → `2,7 %`; one decimal, never hidden digits of money. */
  function percent(ratio: number): string {
    const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 1, useGrouping: false }).format(Math.abs(ratio * 100))
    return `${ratio < 0 ? '\u2212' : ''}${digits.replace('.', style.decimal)}${style.percentGap}%`
  }

  /** A count: 1340 → `1 340`. */
  function count(value: number | bigint): string {
    const { sign, whole } = formatMoneyParts({ amount: String(value), currency: '' }, style)
    return sign + whole
  }

  return { day, time, money, percent, count, display }
}
