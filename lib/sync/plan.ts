import type { BankError } from '@/lib/banking/errors'
import { addDays, daysBetween, findIsoDate, type IsoDate } from '@/lib/core/iso-date'

/** One list to ask a bank for. All pages of it are asked for with exactly these parameters. */
export type Window = {
  readonly dateFrom: IsoDate
  /** Only with `default`, and only for windows that lie before another. */
  readonly dateTo: IsoDate | null
  readonly strategy: 'default' | 'longest'
  readonly status: 'BOOK' | 'PDNG' | null
}

/** Days read again on every later run, because banks book into the past (field notes §2.4: 7 to 10). */
export const OVERLAP_DAYS = 10
/** "Longest" looks back from here: banks clip it themselves, but some refuse to be asked without a day. */
const HISTORY_YEARS = 20
/** Shorter and shorter, for banks that refuse without saying what they allow. */
const LADDER_DAYS = [1095, 730, 365] as const
/** Both ends count: "the last 90 days" asked for as 90 days is 91 of them, and refused. */
export const WINDOW_DAYS = 89

/**
 * The first list to ask for. `readUntil` is the last day of the newest whole read; without one, everything there is,
 * as deep as the bank gives in the first minutes after the approval. Days are UTC, as the API counts them.
 */
export function planBooked({ today, readUntil }: { today: IsoDate; readUntil: IsoDate | null }): Window {
  if (readUntil === null) return { dateFrom: yearsBefore(today, HISTORY_YEARS), dateTo: null, strategy: 'longest', status: 'BOOK' }
  return { dateFrom: earlier(addDays(readUntil, -OVERLAP_DAYS), today), dateTo: null, strategy: 'default', status: 'BOOK' }
}

/** Pending rows are asked for over one short window: older ones are not pending any more. */
export function planPending(today: IsoDate): Window {
  return { dateFrom: shortFrom(today), dateTo: null, strategy: 'default', status: 'PDNG' }
}

/** What to ask for after a refusal; null when there is nothing left to leave out or to narrow. */
export function narrow(window: Window, error: BankError, today: IsoDate): Window | null {
  if (error.kind === 'parameter_refused') return withoutParameter(window)
  // Some banks answer a window that is too wide with a bare "no" (field notes §2.5): try a short one, once.
  if (error.kind === 'rejected' && window.strategy === 'longest') return { ...window, strategy: 'default', dateFrom: shortFrom(today) }
  if (error.kind !== 'period_refused') return null
  const hint = findIsoDate(error.facts.earliestDay)
  if (hint && hint > window.dateFrom && hint <= today) return { ...window, dateFrom: hint }
  const days = daysBetween(window.dateFrom, today)
  const step = LADDER_DAYS.find((limit) => limit < days)
  if (step !== undefined) return { ...window, dateFrom: addDays(today, -step) }
  const short: Window = { ...window, strategy: 'default', dateFrom: shortFrom(today) }
  return short.dateFrom > window.dateFrom || window.strategy === 'longest' ? short : null
}

/**
 * The window before one that was read, for banks that only give short windows; null before the history we ask for.
 * Windows touch and do not overlap.
 */
export function windowBefore(window: Window, today: IsoDate): Window | null {
  const dateTo = addDays(window.dateFrom, -1)
  if (dateTo < yearsBefore(today, HISTORY_YEARS)) return null
  return { ...window, strategy: 'default', dateFrom: addDays(dateTo, 1 - WINDOW_DAYS), dateTo }
}

/** True for the short window a refusal led to: older days have to be asked for window by window. */
export function isShort(window: Window, today: IsoDate): boolean {
  return window.strategy === 'default' && window.dateTo === null && window.dateFrom === shortFrom(today)
}

/** Some banks know no strategy, some no status. A list of all statuses brings the pending rows along. */
function withoutParameter(window: Window): Window | null {
  if (window.strategy === 'longest') return { ...window, strategy: 'default' }
  return window.status === 'BOOK' ? { ...window, status: null } : null
}

function shortFrom(today: IsoDate): IsoDate {
  return addDays(today, 1 - WINDOW_DAYS)
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b
}

/** Whole years, by days of 365.25, so that 29 February needs no care. */
function yearsBefore(day: IsoDate, years: number): IsoDate {
  return addDays(day, -Math.round(years * 365.25))
}
