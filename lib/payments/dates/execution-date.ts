import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { findTargetHoliday, isWeekend, type TargetHoliday } from './target-calendar'

export type ExecutionDay = {
  readonly day: IsoDate
  /** Why it is not the day wanted: what that day is. */
  readonly because: null | 'weekend' | 'holiday'
  readonly holiday: TargetHoliday | null
}

type Money = {
  /** An instant payment moves on any day. */
  readonly instant: boolean
  /** Only the euro rests by this calendar; for another currency weekends are known and the bank's own holidays are not. */
  readonly currency?: string
}

/** The day a payment wanted for a day is carried out: the next on which banks work. Nothing is said of a bank's time of day. */
export function executionDay(wanted: IsoDate, money: Money): ExecutionDay {
  const why = findRest(wanted, money)
  return { day: nextWorkingDay(wanted, money, 1), because: why?.because ?? null, holiday: why?.holiday ?? null }
}

/** The nearest day on which money moves, the day itself included: forwards (1) or backwards (-1). */
export function nextWorkingDay(from: IsoDate, money: Money, step: 1 | -1): IsoDate {
  let day = from
  // Never more than a weekend beside a holiday or two.
  for (let tries = 0; tries < 10 && findRest(day, money) !== null; tries++) day = addDays(day, step)
  return day
}

function findRest(
  day: IsoDate,
  { instant, currency = 'EUR' }: Money,
): { because: 'weekend' | 'holiday'; holiday: TargetHoliday | null } | null {
  if (instant) return null
  const holiday = currency === 'EUR' ? findTargetHoliday(day) : null
  if (holiday !== null) return { because: 'holiday', holiday }
  return isWeekend(day) ? { because: 'weekend', holiday: null } : null
}
