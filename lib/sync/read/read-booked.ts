import { askAgainFrom } from '@/lib/accounts/doubted-days'
import { BankError } from '@/lib/banking/errors'
import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import {
  afterNewest,
  firstHeldDay,
  firstWholeDay,
  hasHole,
  isOpenEnded,
  isStale,
  newestHeld,
  type HeldDays,
  type ListEnd,
} from './held-days'
import { keepHeldDays, storeHeld } from './keep-held-days'
import { keepLostDays } from './keep-news'
import { everythingBefore, historyStart, isRefusal, isShort, narrow, planBooked, planFresh } from './plan'
import { findCutDays } from './cut-days'
import { readList, readWholeList, type ListReader, type ReadList } from './read-list'
import { readOlder } from './read-older'
import { todayOf } from '@/lib/sync/sync-context'
import { isNearLimit } from './usual-limits'
import type { Window } from './window'

/** However a bank's hints go, it is not asked in more ways than this. */
const ASKS_MAX = 12

export type ReadBooked = {
  /** The bank gave all statuses in one list, pending rows too. */
  readonly includesPending: boolean
}

/**
 * Reads the booked rows: everything the first time, with an overlap later, then what an earlier run left unread. A refused
 * period or parameter is asked for in another way, and the way is remembered.
 * @throws BankError when the newest days could not be read; what came before is kept
 */
export async function readBooked(reader: ListReader): Promise<ReadBooked> {
  const { context } = reader
  const today = todayOf(context)
  const isFirst = newestHeld(reader.held) === null
  const deep = context.trigger === 'first' && (isCutShort(reader.held, today) || reader.openGaps.length > 0)
  // What is held ends before the newest days: a deep list that is stale, where another question brings them.
  const isBehind = (list: ListEnd) =>
    isStale(list, today) && newestHeld(reader.held) !== null && (list.wholeFrom !== null || (list.whole && !isFirst))
  let { window, list } = await readNewest(reader, { today, deep, isBehind })
  if (isBehind(list)) ({ window, list } = await readNewest(reader, { today, deep: false, isBehind: () => false }))
  if (!list.whole) return stopHere(reader, list, today)
  if (isFirst && window.strategy === 'longest' && isStale(list, today)) await readFresh(reader, { list, today })
  if (isFirst && isShort(window, today)) await storeHeld(reader, { ...reader.held, frontier: everythingBefore(list, today) })
  if (hasHole(reader.held)) await readOlder(reader, today)
  return { includesPending: window.status === null }
}

/** The newest days are here and older ones are left, or not even that. */
async function stopHere(reader: ListReader, list: ReadList, today: IsoDate): Promise<ReadBooked> {
  if (list.error || !list.wholeFrom) throw list.error ?? new BankError('unavailable', { bankCode: 'TOO_SLOW' })
  reader.report.isUnfinished = true
  // In the first hour the bank may still give what it will not give tomorrow.
  if (reader.context.trigger === 'first' && hasHole(reader.held)) await readOlder(reader, today)
  return { includesPending: false }
}

type Newest = { readonly window: Window; readonly list: ReadList }

type Asking = { readonly today: IsoDate; readonly deep: boolean; readonly isBehind: (list: ListEnd) => boolean }

async function readNewest(reader: ListReader, { today, deep, isBehind }: Asking): Promise<Newest> {
  const { held, context } = reader
  const keepHeld = keepHeldDays(reader, (end) => afterNewest(held, end, today))
  const onKept = async (db: Db, end: ListEnd) => {
    await keepHeld(db, end)
    if (!end.whole) return
    await noteLostDays(reader, db, { before: held, list: end, today })
    if (!isBehind(end)) noteCovered(reader, end, today)
    await keepLostDays(reader, db)
  }
  const plain = planBooked({ today, held, dialect: reader.dialect, deep })
  let window = deep ? plain : planBooked({ today, held, dialect: reader.dialect, backTo: askAgainFrom(reader.openGaps, today) })
  for (let asks = 1; ; asks++) {
    try {
      const list = await readList(reader, { operation: 'transactions', window, onKept, mayStop: true })
      return { window, list }
    } catch (error) {
      if (window.dateFrom < plain.dateFrom && error instanceof BankError && isRefusal(error)) {
        // What was asked for beside the newest days must not cost them, and teaches nothing of the bank.
        window = plain
        continue
      }
      const next = error instanceof BankError && asks < ASKS_MAX ? narrow(window, error, { today, isAttended: context.isAttended }) : null
      if (!next || !(error instanceof BankError)) throw error
      learn(reader, { refused: window, error, next, today })
      window = next
    }
  }
}

/** The first reading stopped in the middle, and the bank still gives its oldest days. */
function isCutShort(held: HeldDays, today: IsoDate): boolean {
  return hasHole(held) && isOpenEnded(held.frontier.from, today)
}

type Refusal = { readonly refused: Window; readonly error: BankError; readonly next: Window; readonly today: IsoDate }

/** What a definite refusal says about the next time; a bare "no" says too little. */
function learn(reader: ListReader, { refused, error, next, today }: Refusal): void {
  if (error.kind === 'parameter_refused' || error.kind === 'continuation_refused') {
    if (refused.strategy !== next.strategy) reader.dialect = { ...reader.dialect, longest: 'refused' }
    if (refused.status !== next.status) reader.dialect = { ...reader.dialect, status: 'refused' }
  }
  if (error.kind === 'period_refused' && next.strategy === 'default')
    reader.dialect = { ...reader.dialect, windowDays: daysBetween(next.dateFrom, today) + 1 }
}

/**
 * Days between what was held and what the bank still gives are named, whether it refused them or left them out; the last day held
 * too, which was still going on when it was read.
 */
async function noteLostDays(
  { context, feed, news }: ListReader,
  db: Db,
  { before, list, today }: { before: HeldDays; list: ListEnd; today: IsoDate },
): Promise<void> {
  const from = newestHeld(before)
  if (from === null) return
  const isRefused = list.window.dateFrom > from
  const cut = { accountId: feed.accountId, list, known: from }
  const to = isRefused ? addDays(firstHeldDay(list, today), -1) : await findCutDays(db, context, cut)
  if (to && to >= from) news.missing.push({ from, to, reason: 'period_refused' })
}

function noteCovered({ news }: ListReader, list: ListEnd, today: IsoDate): void {
  const { window, earliestDay } = list
  const isDeep = window.strategy === 'longest' || isOpenEnded(window.dateFrom, today)
  const lost = news.missing.at(-1)
  const from = isDeep ? (earliestDay ?? today) : firstWholeDay(list)
  news.covered.push({ from: lost && lost.to >= from ? addDays(lost.to, 1) : from, to: today })
  // Nothing is left to come back to, unless the history begins just where banks cut it.
  if (isDeep && earliestDay !== null && !isNearLimit(earliestDay, today)) news.held.push({ from: historyStart(today), to: today })
}

/** A bank whose deep list is stale is asked for its newest days too; an account that is quiet has none. */
async function readFresh(reader: ListReader, { list, today }: { list: ReadList; today: IsoDate }): Promise<void> {
  const { window, newestDay } = list
  const fresh = planFresh({ newestDay, today, status: window.status })
  const held: HeldDays = { historyFrom: list.earliestDay ?? window.dateFrom, readUntil: today, frontier: null }
  const keepHeld = keepHeldDays(reader, (end) => (end.whole ? held : reader.held))
  const onKept = (db: Db, end: ListEnd) => {
    const from = newestDay && addDays(newestDay, 1)
    const isNewer = newestDay !== null && end.newestDay !== null && end.newestDay > newestDay
    if (end.whole && from && isNewer && fresh.dateFrom > from)
      reader.news.missing.push({ from, to: addDays(firstWholeDay(end), -1), reason: 'period_refused' })
    return keepHeld(db, end)
  }
  try {
    await readWholeList(reader, { operation: 'transactions', window: fresh, onKept })
  } catch (error) {
    if (!(error instanceof BankError) || !['period_refused', 'parameter_refused', 'rejected'].includes(error.kind)) throw error
    await storeHeld(reader, held)
  }
}
