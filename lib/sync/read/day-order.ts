import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'

/**
 * In which order a list hands over its days. Most banks begin with the newest, some with the oldest; where a list stops
 * before its end, this says which of its days are whole all the same. A list in no order has no such days.
 */
export type DayOrder = {
  note(day: IsoDate): void
  /** Newest first: days from here on are whole, whatever may follow. */
  wholeFrom(): IsoDate | null
  /** Oldest first: days up to here are whole. */
  wholeUntil(): IsoDate | null
  earliestDay(): IsoDate | null
  newestDay(): IsoDate | null
}

/** Rows may stand this many days out of line: banks sort by a moment they do not tell. */
const DISORDER_DAYS = 5

/** Fewer rows stand in some order by chance. */
const ROWS_MIN = 10

export function openDayOrder(): DayOrder {
  let earliest: IsoDate | null = null
  let newest: IsoDate | null = null
  let isFalling = true
  let isRising = true

  let rows = 0

  const isWide = () => rows >= ROWS_MIN && earliest !== null && newest !== null && daysBetween(earliest, newest) > DISORDER_DAYS

  return {
    note(day) {
      rows += 1
      if (earliest === null || newest === null) {
        earliest = newest = day
        return
      }
      if (isFalling && day > earliest && daysBetween(earliest, day) > DISORDER_DAYS) isFalling = false
      if (isRising && day < newest && daysBetween(day, newest) > DISORDER_DAYS) isRising = false
      if (day < earliest) earliest = day
      if (day > newest) newest = day
    },
    wholeFrom: () => (isFalling && isWide() && earliest ? addDays(earliest, DISORDER_DAYS + 1) : null),
    wholeUntil: () => (isRising && isWide() && newest ? addDays(newest, -DISORDER_DAYS - 1) : null),
    earliestDay: () => earliest,
    newestDay: () => newest,
  }
}
