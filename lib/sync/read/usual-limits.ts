import { daysBetween, type IsoDate } from '@/lib/core/iso-date'

/** Banks cut "everything there is" at one of these without a word. */
const USUAL_LIMITS_DAYS = [90, 120, 180, 365, 395, 540, 730, 760, 1095] as const
const NEAR_DAYS = 7

/** True for a history that begins just where banks cut it: it may be longer. */
export function isNearLimit(earliestDay: IsoDate, today: IsoDate): boolean {
  const days = daysBetween(earliestDay, today)
  return days < USUAL_LIMITS_DAYS[0] || USUAL_LIMITS_DAYS.some((limit) => Math.abs(limit - days) <= NEAR_DAYS)
}
