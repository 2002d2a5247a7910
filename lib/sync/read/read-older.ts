import { BankError } from '@/lib/banking/errors'
import { addDays, daysBetween, findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { afterOlder, closeHole, firstWholeDay, hasHole, isOpenEnded, type Frontier } from './held-days'
import { keepHeldDays, storeHeld } from './keep-held-days'
import { isRefusal, planOlder, WINDOW_DAYS } from './plan'
import { readList, type ListReader } from './read-list'
import { stopsRun } from '@/lib/sync/run-error'
import { isNearLimit } from './usual-limits'
import type { Window } from './window'

/** Without the person, what else is left of a day's questions goes to the newest rows. */
const LISTS_UNATTENDED = 1

/** A year without any row is where the history of a bank that only gives short windows is taken to end. */
const EMPTY_WINDOWS_MAX = 4

/**
 * Reads the days before the frontier, window by window, until they are whole, the bank gives no more or the run has to
 * end. What is left stays the frontier of the next run. A bank that fails here has still given its newest days.
 * @throws BankError that concerns the whole access
 */
export async function readOlder(reader: ListReader, today: IsoDate): Promise<void> {
  const { context, report } = reader
  const state: Reading = { reader, today, empty: 0, lastWithRows: reader.held.frontier?.day ?? today, allowedFrom: null }
  for (let lists = 0; hasHole(reader.held); lists++) {
    const { frontier } = reader.held
    const from = state.allowedFrom !== null && state.allowedFrom > frontier.from ? state.allowedFrom : frontier.from
    if (from >= frontier.day) return giveUp(state, frontier)
    const isSparing = context.trigger === 'scheduled' && !context.isAttended && lists >= LISTS_UNATTENDED
    report.isUnfinished = isSparing || context.now() >= context.limits.until
    if (report.isUnfinished) return
    const window = planOlder({ ...frontier, from }, { today, dialect: reader.dialect })
    try {
      report.isUnfinished = !(await readWindow(state, { window, frontier }))
      if (report.isUnfinished) return
      if (hasHole(reader.held) && reader.held.frontier.day >= frontier.day) return giveUp(state, frontier)
    } catch (error) {
      if (!(error instanceof BankError) || stopsRun(error)) throw error
      const next = nextWay(state, error, window)
      if (next === 'none') return giveUp(state, frontier)
      report.isUnfinished = next === 'later'
      if (report.isUnfinished) return
    }
  }
}

type Reading = {
  readonly reader: ListReader
  readonly today: IsoDate
  empty: number
  /** How far back rows were found. */
  lastWithRows: IsoDate
  /** The first day the bank said it gives. */
  allowedFrom: IsoDate | null
}

/** False when the list stopped before its end. */
async function readWindow(state: Reading, { window, frontier }: { window: Window; frontier: Frontier }): Promise<boolean> {
  const { reader, today } = state
  const before = reader.held
  const onKept = keepHeldDays(reader, (end) => afterOlder(before, end))
  const list = await readList(reader, { operation: 'transactions', window, onKept, mayStop: reader.dialect.dateTo !== 'refused' })
  if (!list.whole) return false
  const isNews = list.earliestDay !== null && list.earliestDay < frontier.day
  const isAll = isOpenEnded(window.dateFrom, today)
  const mayBeCut = isAll && isNearLimit(list.earliestDay ?? frontier.day, today)
  const from = mayBeCut ? (list.earliestDay ?? frontier.day) : isAll ? window.dateFrom : firstWholeDay(list)
  reader.news.covered.push({ from, to: addDays(frontier.day, -1) })
  state.empty = isNews ? 0 : state.empty + 1
  if (isNews) state.lastWithRows = firstWholeDay(list)
  if (state.empty < EMPTY_WINDOWS_MAX || !isOpenEnded(frontier.from, today)) return true
  reader.news.covered.push({ from: frontier.from, to: addDays(frontier.day, -1) })
  await storeHeld(reader, closeHole(reader.held, state.lastWithRows))
  return true
}

/** `now`: ask in another way; `later`: the bank fails; `none`: it gives no older days. */
function nextWay(state: Reading, error: BankError, window: Window): 'now' | 'later' | 'none' {
  const { reader, today } = state
  if (error.kind === 'parameter_refused' && window.dateTo !== null) {
    reader.dialect = { ...reader.dialect, dateTo: 'refused' }
    return 'now'
  }
  const hint = findIsoDate(error.facts.earliestDay)
  if (error.kind === 'period_refused' && hint && hint > window.dateFrom) {
    state.allowedFrom = hint
    return 'now'
  }
  const isRefused = isRefusal(error)
  const isWide = daysBetween(window.dateFrom, window.dateTo ?? today) >= WINDOW_DAYS
  if (isRefused && isWide && reader.dialect.windowDays === undefined) {
    reader.dialect = { ...reader.dialect, windowDays: WINDOW_DAYS }
    return 'now'
  }
  return isRefused ? 'none' : 'later'
}

/** The bank gives no older days. Where rows are known to be missing, they are named; elsewhere the history begins here. */
function giveUp({ reader, lastWithRows, today }: Reading, frontier: Frontier): Promise<void> {
  if (isOpenEnded(frontier.from, today)) return storeHeld(reader, closeHole(reader.held, lastWithRows))
  reader.news.missing.push({ from: frontier.from, to: addDays(frontier.day, -1), reason: 'period_refused' })
  return storeHeld(reader, { historyFrom: frontier.day, readUntil: frontier.until, frontier: null })
}
