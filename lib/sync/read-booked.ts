import { BankError } from '@/lib/banking/errors'
import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { isShort, narrow, planBooked, windowBefore, type Window } from './plan'
import { readList, type ListReader, type ReadList } from './read-list'
import { stopsRun } from './run-error'
import { todayOf } from './sync-context'

export type ReadBooked = {
  /** From here on every day was read, now or before. */
  readonly historyFrom: IsoDate
  /** Days between the last read and this one could not be had any more. */
  readonly hasGap: boolean
  /** The bank gave all statuses in one list, pending rows too. */
  readonly includesPending: boolean
}

/** However a bank's hints go, it is not asked in more ways than this. */
const ASKS_MAX = 10
/** A year without any row is where the history of a bank that only gives short windows is taken to end. */
const EMPTY_WINDOWS_MAX = 4

/**
 * Reads the booked rows: everything the first time, with an overlap later; a refused period or parameter is asked for
 * in another way.
 * @throws BankError when the list did not come to its end; what came before is kept
 */
export async function readBooked(reader: ListReader): Promise<ReadBooked> {
  const { readUntil, historyFrom } = reader.feed
  const today = todayOf(reader.context)
  const { window, list } = await readFirstWindow(reader, today)
  const includesPending = window.status === null
  if (readUntil !== null) {
    const hasGap = window.dateFrom > addDays(readUntil, 1)
    return { historyFrom: hasGap ? window.dateFrom : (historyFrom ?? window.dateFrom), hasGap, includesPending }
  }
  const from = isShort(window, today) ? await readBackwards(reader, window, today) : (list.earliestDay ?? window.dateFrom)
  return { historyFrom: from, hasGap: false, includesPending }
}

async function readFirstWindow(reader: ListReader, today: IsoDate): Promise<{ window: Window; list: ReadList }> {
  let window = planBooked({ today, readUntil: reader.feed.readUntil })
  for (let asks = 1; ; asks++) {
    try {
      return { window, list: await readList(reader, window, 'transactions') }
    } catch (error) {
      const next = error instanceof BankError && asks < ASKS_MAX ? narrow(window, error, today) : null
      if (!next) throw error
      window = next
    }
  }
}

/** Window by window into the past, until the bank refuses or nothing is there any more. Answers the first day reached. */
async function readBackwards(reader: ListReader, newest: Window, today: IsoDate): Promise<IsoDate> {
  let reached = newest.dateFrom
  let empty = 0
  for (let window = windowBefore(newest, today); window && empty < EMPTY_WINDOWS_MAX; window = windowBefore(window, today)) {
    try {
      const { rowCount } = await readList(reader, window, 'transactions')
      empty = rowCount === 0 ? empty + 1 : 0
      if (rowCount > 0) reached = window.dateFrom
    } catch (error) {
      // The bank gave what it gives; only an error that concerns the whole access is news.
      if (!(error instanceof BankError) || stopsRun(error)) throw error
      return reached
    }
  }
  return reached
}
