import { addDays } from '@/lib/core/iso-date'
import type { PagingFault } from '../../faults'
import { randomFor } from '../../random'
import { servedRow, type ServedRow } from '../../served-row'
import type { Simulation } from '../../simulation'
import type { AccountHistory } from '../../world/history'
import { statusAt, type TrueRow } from '../../world/true-row'
import { applyAbsence } from './absence'
import { parseKey, printKey, type Place } from './continuation-key'
import type { ListQuery, Period } from './period'
import type { ReadableAccount } from './read-account'
import { statusShown, transactionWire } from './transaction-wire'

type Asked = { readonly query: ListQuery; readonly period: Period; readonly fault: PagingFault | null; readonly count: () => void }

/** One page of a listing, with the key of the next. */
export function deliverPage(simulation: Simulation, readable: ReadableAccount, { query, period, fault, count }: Asked): unknown {
  const bound = JSON.stringify([readable.session.id, readable.uid, query.dateFrom, query.dateTo, query.status, query.strategy])
  const known = query.continuationKey === null ? null : parseKey(simulation, bound, query.continuationKey)
  if (!known) count()
  const history = simulation.world.histories.of(readable.account, simulation.now().getTime())
  const listing: Listing = { readable, query, period, history }
  const place = moved(known ? continued(simulation, listing, known) : begin(simulation, listing), fault)
  const open = openRows(listing, place)
  const total = open.length + place.to - place.from
  const { pageSize, emptyPages } = readable.quirks
  const empty = fault?.how === 'empty-page' || (emptyPages && place.page % 2 === 1 && place.offset < total)
  const end = empty ? place.offset : Math.min(total, place.offset + (fault?.rows ?? pageSize))
  const { transactions, rows } = pageOf(simulation, listing, { place, open, total, end })
  simulation.ledger.noteDelivery({ at: simulation.now(), session: readable.session.id, uid: readable.uid, account: readable.account, rows })
  const more = end < total || fault?.how === 'empty-page' || fault?.how === 'endless' || fault?.how === 'same-page'
  const next = { ...place, offset: fault?.how === 'same-page' ? place.offset : end, page: place.page + 1 }
  return applyAbsence(readable.quirks, { transactions, continuation_key: more ? printKey(simulation, bound, next) : null })
}

type Listing = {
  readonly readable: ReadableAccount
  readonly query: ListQuery
  readonly period: Period
  readonly history: AccountHistory
}

/** Fixes which booked rows this listing is about, so that pages fit together while new rows arrive. */
function begin(simulation: Simulation, listing: Listing): Place {
  simulation.state.counter += 1
  return { ...coverage(simulation, listing), offset: 0, page: 0, delivery: simulation.state.counter }
}

/** Where pages are live, rows booked since the page before stand in front and move the others along. */
function continued(simulation: Simulation, listing: Listing, place: Place): Place {
  return listing.readable.quirks.pages === 'live' ? { ...place, ...coverage(simulation, listing) } : place
}

function coverage(simulation: Simulation, { query, period, history }: Listing): Pick<Place, 'at' | 'from' | 'to'> {
  const at = simulation.now().getTime()
  const count = history.bookedCount(at)
  const wanted = query.status === null || query.status === 'BOOK'
  const to = wanted ? (period.to ? history.firstOn(addDays(period.to, 1), count) : count) : 0
  const from = wanted ? history.firstOn(period.from, count) : 0
  return { at, from: Math.min(from, to), to }
}

/** Rows that came in while the pages are read push the last ones of the page before onto this one. */
const INSERTED_ROWS = 3

function moved(place: Place, fault: PagingFault | null): Place {
  return fault?.how === 'rows-inserted' ? { ...place, offset: Math.max(0, place.offset - INSERTED_ROWS) } : place
}

type Page = { readonly place: Place; readonly open: readonly TrueRow[]; readonly total: number; readonly end: number }

function pageOf(
  simulation: Simulation,
  { readable, history }: Listing,
  { place, open, total, end }: Page,
): { transactions: unknown[]; rows: ServedRow[] } {
  const { at, delivery } = place
  const shared = { readable, history, delivery, at, open, turnsAt: simulation.turnsAt(), bookedCount: history.bookedCount(at) }
  const transactions: unknown[] = []
  const rows: ServedRow[] = []
  for (let nth = place.offset; nth < end; nth++) {
    const listed = placeInOrder(nth, total, { readable, delivery })
    const index = listed < open.length ? null : place.to - 1 - (listed - open.length)
    const row = index === null ? open[listed]! : history.rows[index]!
    const status = index === null ? statusAt(row, at)! : 'BOOK'
    const wire = transactionWire(row, status, { ...shared, index })
    transactions.push(wire)
    rows.push(servedRow(row, wire))
  }
  return { transactions, rows }
}

/** Neighbours change places within groups of so many. */
const SHUFFLED_ROWS = 7

/** Which row, counted from the newest, stands at the nth place. */
function placeInOrder(nth: number, total: number, { readable, delivery }: { readable: ReadableAccount; delivery: number }): number {
  switch (readable.quirks.order) {
    case 'newest-first':
      return nth
    case 'oldest-first':
      return total - 1 - nth
    case 'shuffled': {
      const first = nth - (nth % SHUFFLED_ROWS)
      const size = Math.min(SHUFFLED_ROWS, total - first)
      const turn = randomFor('order', delivery, first).int(0, size - 1)
      return first + ((size - 1 - (nth - first) + turn) % size)
    }
  }
}

function openRows({ readable, query, period, history }: Listing, place: Place): TrueRow[] {
  if (query.status === 'BOOK' || readable.quirks.pendingRows === 'absent') return []
  const stale = query.strategy === 'longest' && readable.quirks.longest === 'stale'
  return history.open(place.at).filter((row) => {
    const inPeriod = row.transactionDate >= period.from && (period.to === null || row.transactionDate <= period.to)
    return inPeriod && !stale && (query.status === null || query.status === statusShown(statusAt(row, place.at)!, readable))
  })
}
