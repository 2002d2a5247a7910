import type { BankError } from '@/lib/banking/errors'
import { addDays, daysBetween, findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import type { Dialect } from './dialect'
import { firstWholeDay, hasHole, newestHeld, type Frontier, type HeldDays, type ListEnd } from './held-days'
import type { Window } from './window'

/** Days read again on every later run, because banks book into the past (field notes §2.4: 7 to 10). */
export const OVERLAP_DAYS = 10
/** "Longest" looks back from here: banks clip it themselves, but some refuse to be asked without a day. */
const HISTORY_YEARS = 20
/** Shorter and shorter, for banks that refuse without saying what they allow. */
const LADDER_DAYS = [1095, 730, 365] as const
/** Without the person every question counts, and there are four a day. */
const LADDER_DAYS_UNATTENDED = [365] as const
/** Both ends count: "the last 90 days" asked for as 90 days is 91 of them, and refused. */
export const WINDOW_DAYS = 89
/** A hole this close to the newest days is read along with them instead of in a list of its own. */
const NEAR_DAYS = 30

type PlanInput = {
  readonly today: IsoDate
  readonly held: HeldDays
  readonly dialect?: Dialect
  /** Ask for everything once more. */ readonly deep?: boolean
  /** A day the list has to reach back to, because rows from there on could not be believed the last time. */
  readonly backTo?: IsoDate | null
}

/**
 * The first list to ask for: what is newer than the days held, with an overlap; without any, everything there is, as deep
 * as the bank gives in the first minutes after the approval. Days are UTC, as the API counts them, and never in the future.
 */
export function planBooked({ today, held, dialect = {}, deep = false, backTo = null }: PlanInput): Window {
  const status = dialect.status === 'refused' ? null : 'BOOK'
  const known = newestHeld(held)
  if (known === null || deep) {
    const strategy = dialect.longest === 'refused' ? 'default' : 'longest'
    return { dateFrom: historyStart(today), dateTo: null, strategy, status }
  }
  // Our clock may have been ahead the last time.
  const overlap = addDays(earlier(known, today), -OVERLAP_DAYS)
  // Never before what is held: those days are another matter.
  const from = backTo === null || held.historyFrom === null ? overlap : earlier(later(backTo, held.historyFrom), overlap)
  const isNear = hasHole(held) && daysBetween(held.frontier.from, from) <= NEAR_DAYS
  return {
    dateFrom: isNear ? earlier(held.frontier.from, from) : withinAllowed(from, { today, known, dialect }),
    dateTo: null,
    strategy: 'default',
    status,
  }
}

/** Holds last up to a month. */
export const PENDING_DAYS_MIN = 30

/** Pending rows are asked for over one short window: older ones are not pending any more. */
export function planPending(today: IsoDate, { pendingDays }: Dialect = {}): Window {
  const dateFrom = pendingDays === undefined ? shortFrom(today) : addDays(today, 1 - pendingDays)
  return { dateFrom, dateTo: null, strategy: 'default', status: 'PDNG' }
}

/** What to ask for after a refusal; null when there is nothing left to leave out or to narrow. */
export function narrow(window: Window, error: BankError, { today, isAttended }: { today: IsoDate; isAttended: boolean }): Window | null {
  if (error.kind === 'parameter_refused') return withoutParameter(window)
  // Refused twice already: some banks do not know their own page key together with a status (field notes §4.3).
  if (error.kind === 'continuation_refused') return window.status === 'BOOK' ? { ...window, status: null } : null
  // Some banks answer a window that is too wide with a bare "no" or "unknown error" (field notes §2.5): try a short one, once.
  if (isBareRefusal(error) && window.strategy === 'longest') return { ...window, strategy: 'default', dateFrom: shortFrom(today) }
  if (error.kind !== 'period_refused') return null
  const hint = findIsoDate(error.facts.earliestDay)
  if (hint && hint > window.dateFrom && hint <= today) return { ...window, dateFrom: hint }
  const days = daysBetween(window.dateFrom, today)
  const step = (isAttended ? LADDER_DAYS : LADDER_DAYS_UNATTENDED).find((limit) => limit < days)
  if (step !== undefined) return { ...window, dateFrom: addDays(today, -step) }
  const short: Window = { ...window, strategy: 'default', dateFrom: shortFrom(today) }
  return short.dateFrom > window.dateFrom || window.strategy === 'longest' ? short : null
}

/**
 * The window before the days that are held. It overlaps them by two days, so that nothing falls between windows at banks
 * whose first or last day does not count. A bank that takes no end is asked for twice as many days up to today.
 */
export function planOlder(frontier: Frontier, { today, dialect }: { today: IsoDate; dialect: Dialect }): Window {
  const window: Window = {
    dateFrom: frontier.from,
    dateTo: null,
    strategy: 'default',
    status: dialect.status === 'refused' ? null : 'BOOK',
  }
  if (dialect.dateTo === 'refused') {
    const doubled = addDays(today, -2 * Math.max(1, daysBetween(frontier.day, today)))
    return dialect.windowDays === undefined ? window : { ...window, dateFrom: later(frontier.from, doubled) }
  }
  const dateTo = earlier(addDays(frontier.day, 1), today)
  const dateFrom = dialect.windowDays === undefined ? frontier.from : later(frontier.from, addDays(dateTo, 1 - WINDOW_DAYS))
  return { ...window, dateFrom, dateTo }
}

/** Before the newest short window lies everything else, as far back as we ask for. */
export function everythingBefore(newest: ListEnd, today: IsoDate): Frontier {
  return { from: historyStart(today), day: firstWholeDay(newest), until: today }
}

/** True for the short window a refusal led to: older days have to be asked for window by window. */
export function isShort(window: Window, today: IsoDate): boolean {
  return window.strategy === 'default' && window.dateTo === null && window.dateFrom === shortFrom(today)
}

/** Where "the newest days" begin when a bank's deep list may be stale: never wider than every bank allows. */
export function planFresh({ newestDay, today, status }: { newestDay: IsoDate | null; today: IsoDate; status: Window['status'] }): Window {
  const from = newestDay === null ? shortFrom(today) : later(addDays(newestDay, -OVERLAP_DAYS), shortFrom(today))
  return { dateFrom: earlier(from, today), dateTo: null, strategy: 'default', status }
}

/** Less overlap where the bank is known to refuse it, but never less than joins what is held. */
function withinAllowed(from: IsoDate, { today, known, dialect }: { today: IsoDate; known: IsoDate; dialect: Dialect }): IsoDate {
  if (dialect.windowDays === undefined) return from
  const allowed = addDays(today, 1 - dialect.windowDays)
  return allowed > from && allowed <= known ? allowed : from
}

/** Some banks know no strategy, some no status. A list of all statuses brings the pending rows along. */
function withoutParameter(window: Window): Window | null {
  if (window.strategy === 'longest') return { ...window, strategy: 'default' }
  return window.status === 'BOOK' ? { ...window, status: null } : null
}

/** The bank will not answer this question, however often it is put. */
export function isRefusal({ kind, facts }: BankError): boolean {
  return ['period_refused', 'parameter_refused', 'rejected'].includes(kind) || facts.httpStatus === 400
}

function isBareRefusal({ kind, facts }: BankError): boolean {
  return kind === 'rejected' || (kind === 'unavailable' && facts.httpStatus === 400)
}

function shortFrom(today: IsoDate): IsoDate {
  return addDays(today, 1 - WINDOW_DAYS)
}

function earlier(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? a : b
}

function later(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b
}

/** As far back as we ask: whole years, by days of 365.25, so that 29 February needs no care. */
export function historyStart(today: IsoDate): IsoDate {
  return addDays(today, -Math.round(HISTORY_YEARS * 365.25))
}
