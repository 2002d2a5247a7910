import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Window } from './window'

/** Where a reading stopped: days from `day` to `until` are held, those from `from` up to `day` are still to be read. */
export type Frontier = { readonly from: IsoDate; readonly day: IsoDate; readonly until: IsoDate }

/** Which days of an account one access has read whole: from `historyFrom` to `readUntil`, and what `frontier` says besides. */
export type HeldDays = { readonly historyFrom: IsoDate | null; readonly readUntil: IsoDate | null; readonly frontier: Frontier | null }

/** How a list ended. `wholeFrom` and `wholeUntil` name whole days of a list that stopped in the middle (`DayOrder`). */
export type ListEnd = {
  readonly window: Window
  readonly whole: boolean
  readonly earliestDay: IsoDate | null
  readonly newestDay: IsoDate | null
  readonly wholeFrom: IsoDate | null
  readonly wholeUntil: IsoDate | null
}

type StoredDays = Readonly<Record<'historyFrom' | 'readUntil' | 'frontierFrom' | 'frontierDay' | 'frontierUntil', Date | null>>

/** As the access keeps it, in whole or not at all. */
export function heldDaysOf({ historyFrom, readUntil, frontierFrom, frontierDay, frontierUntil }: StoredDays): HeldDays {
  const frontier =
    frontierFrom && frontierDay && frontierUntil
      ? { from: utcDay(frontierFrom), day: utcDay(frontierDay), until: utcDay(frontierUntil) }
      : null
  return { historyFrom: historyFrom && utcDay(historyFrom), readUntil: readUntil && utcDay(readUntil), frontier }
}

/** Days a reading that was cut short left unread. */
export function hasHole(held: HeldDays): held is HeldDays & { frontier: Frontier } {
  return held.frontier !== null && held.frontier.from < held.frontier.day
}

/** The last day known to be read; what comes after it is asked for next. */
export function newestHeld({ readUntil, frontier }: HeldDays): IsoDate | null {
  return later(readUntil, frontier?.until ?? null)
}

/** True for the beginning of a window that asks for as much as there is: it is no day that is known to exist. */
export function isOpenEnded(from: IsoDate, today: IsoDate): boolean {
  return from <= addDays(today, -15 * 365)
}

/** The first day a list surely brought whole: some banks do not count the first day of what they are asked for. */
export function firstWholeDay({ window, earliestDay }: Pick<ListEnd, 'window' | 'earliestDay'>): IsoDate {
  return earliestDay === window.dateFrom ? window.dateFrom : addDays(window.dateFrom, 1)
}

/** A list of all there is: it came to its end where the bank's history begins. */
function isDeep({ window }: ListEnd, today: IsoDate): boolean {
  return window.strategy === 'longest' || isOpenEnded(window.dateFrom, today)
}

/** From when on a whole list that reaches up to today brought everything. */
export function firstHeldDay(end: ListEnd, today: IsoDate): IsoDate {
  return isDeep(end, today) ? (end.earliestDay ?? end.window.dateFrom) : firstWholeDay(end)
}

/** What is held after a list that reaches up to today. Only a whole list moves `historyFrom` and `readUntil`. */
export function afterNewest(held: HeldDays, end: ListEnd, today: IsoDate): HeldDays {
  return end.whole ? afterWhole(held, end, today) : afterPart(held, end, today)
}

function afterWhole(held: HeldDays, end: ListEnd, today: IsoDate): HeldDays {
  const { window, earliestDay } = end
  const { historyFrom, readUntil, frontier } = held
  const isFirst = readUntil === null && frontier === null
  const isAllThereIs = isFirst || isDeep(end, today)
  const reached = isAllThereIs ? (earliestDay ?? window.dateFrom) : firstWholeDay(end)
  const until = isStale(end, today) ? later(newestHeld(held), end.newestDay) : today
  // A deep list without a row, perhaps because the bank did not look.
  if (until === null) return held
  // A deep list that came to its end is all there is, however the bank narrowed it.
  const isAll = window.strategy === 'longest' && frontier !== null && isOpenEnded(frontier.from, today)
  if (hasHole(held) && window.dateFrom > held.frontier.from && !isAll) {
    const isBelow = readUntil !== null && historyFrom !== null && held.frontier.day <= historyFrom
    if (isBelow && isApart(held, end)) return { historyFrom: null, readUntil: null, frontier: { ...held.frontier, day: reached, until } }
    return {
      historyFrom,
      readUntil: isBelow ? until : readUntil,
      frontier: { ...held.frontier, day: joined(held.frontier, end, reached), until },
    }
  }
  // Days between what was held and what the bank still gives are lost: the history begins anew after them.
  if (isApart(held, end)) return { historyFrom: reached, readUntil: until, frontier: null }
  const from = frontier ? earlier(reached, frontier.day) : reached
  return { historyFrom: frontier || isAllThereIs ? earlier(historyFrom, from) : (historyFrom ?? from), readUntil: until, frontier: null }
}

function isApart(held: HeldDays, { window }: ListEnd): boolean {
  const known = newestHeld(held)
  return known !== null && window.dateFrom > addDays(known, 1)
}

/** A list from before the frontier on moves it back; one that begins after all that is held leaves a wider hole. */
function joined({ day, until }: Frontier, { window }: ListEnd, reached: IsoDate): IsoDate {
  if (window.dateFrom > addDays(until, 1)) return reached
  return window.dateFrom <= day ? earlier(reached, day) : day
}

/** The newest row of a deep list is older than this: the bank may not have looked (field notes §2.4). */
const STALE_DAYS = 7

export function isStale({ window, newestDay }: ListEnd, today: IsoDate): boolean {
  return window.strategy === 'longest' && (newestDay === null || newestDay < addDays(today, -STALE_DAYS))
}

/** Up to when a list that begins with the newest days is good. */
function newestOf(end: ListEnd, today: IsoDate): IsoDate | null {
  return isStale(end, today) ? end.newestDay : today
}

function afterPart(held: HeldDays, end: ListEnd, today: IsoDate): HeldDays {
  const { window, wholeFrom, wholeUntil, earliestDay } = end
  const { readUntil, historyFrom, frontier } = held
  const until = newestOf(end, today)
  if (wholeFrom && until) {
    // Days the bank refused between are part of the hole, and the day that was still going on when it was read.
    const from = readUntil && isApart(held, end) ? readUntil : window.dateFrom
    if (!frontier) return { ...held, frontier: { from, day: wholeFrom, until } }
    // A hole below the whole history stays the one hole there is; the newest days are asked for again.
    if (readUntil && historyFrom && frontier.day <= historyFrom) return held
    const joins = wholeFrom <= addDays(frontier.until, 1)
    const start = hasHole(held) ? frontier.from : from
    return {
      ...held,
      frontier: {
        from: start,
        day: joins ? earlier(wholeFrom, frontier.day) : wholeFrom,
        until: joins ? (later(frontier.until, until) ?? until) : until,
      },
    }
  }
  const known = newestHeld(held)
  if (!wholeUntil || (known && (wholeUntil <= known || window.dateFrom > addDays(known, 1)))) return held
  const isAllThereIs = known === null || isDeep(end, today)
  const start = isAllThereIs && earliestDay ? earliestDay : firstWholeDay(end)
  return { ...held, frontier: frontier ? { ...frontier, until: wholeUntil } : { from: start, day: start, until: wholeUntil } }
}

/** What is held after a list of days before the frontier. */
export function afterOlder(held: HeldDays, end: ListEnd): HeldDays {
  if (!hasHole(held)) return held
  const { frontier } = held
  if (!end.whole) {
    const day = end.wholeFrom && end.wholeFrom < frontier.day ? end.wholeFrom : frontier.day
    return { ...held, frontier: { ...frontier, day } }
  }
  if (end.window.dateFrom > frontier.from) return { ...held, frontier: { ...frontier, day: earlier(frontier.day, firstWholeDay(end)) } }
  return closeHole(held, end.earliestDay ?? frontier.day)
}

/** Nothing before the frontier is left to ask for: the history begins where it was reached. */
export function closeHole({ historyFrom, readUntil, frontier }: HeldDays, reached: IsoDate): HeldDays {
  if (!frontier) return { historyFrom, readUntil, frontier }
  return { historyFrom: earlier(historyFrom, reached), readUntil: later(readUntil, frontier.until), frontier: null }
}

function earlier(a: IsoDate | null, b: IsoDate): IsoDate {
  return a !== null && a < b ? a : b
}

function later(a: IsoDate | null, b: IsoDate | null): IsoDate | null {
  return a === null || (b !== null && b > a) ? b : a
}
