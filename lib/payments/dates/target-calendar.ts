import { addDays, type IsoDate } from '@/lib/core/iso-date'

/** The six days a year on which the euro's settlement system rests besides weekends (ECB, TARGET holidays since 2002). */
export const TARGET_HOLIDAYS = ['new_year', 'good_friday', 'easter_monday', 'labour_day', 'christmas', 'second_christmas_day'] as const

export type TargetHoliday = (typeof TARGET_HOLIDAYS)[number]

const FIXED: Readonly<Record<string, TargetHoliday>> = {
  '01-01': 'new_year',
  '05-01': 'labour_day',
  '12-25': 'christmas',
  '12-26': 'second_christmas_day',
}

export function findTargetHoliday(day: IsoDate): TargetHoliday | null {
  const fixed = FIXED[day.slice(5)]
  if (fixed) return fixed
  const easter = easterSunday(Number(day.slice(0, 4)))
  if (day === addDays(easter, -2)) return 'good_friday'
  return day === addDays(easter, 1) ? 'easter_monday' : null
}

export function isWeekend(day: IsoDate): boolean {
  const weekday = new Date(day).getUTCDay()
  return weekday === 0 || weekday === 6
}

/** Gregorian Easter (Meeus/Jones/Butcher). */
export function easterSunday(year: number): IsoDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as IsoDate
}
