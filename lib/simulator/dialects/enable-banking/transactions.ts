import { addDays } from '@/lib/core/iso-date'
import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import type { AccountHistory } from '../../world/history'
import { statusAt, type TrueRow } from '../../world/true-row'
import { applyAbsence } from './absence'
import { parseKey, printKey, type Place } from './continuation-key'
import { ApiError } from './errors'
import { parseListQuery, requirePeriod, type ListQuery, type Period } from './period'
import { countRead, requireReadable, type ReadableAccount, type ReadRequest } from './read-account'
import { findRowId, transactionWire } from './transaction-wire'

/** GET /accounts/{id}/transactions: newest first, open rows before booked ones, a page at a time. */
export function listTransactions(
  simulation: Simulation,
  application: Application,
  request: ReadRequest & { query: URLSearchParams; emptyPage: boolean },
): unknown {
  const readable = requireReadable(simulation, application, request)
  if (!readable.session.access.transactions) throw new ApiError('ACCESS_DENIED', { message: 'The consent does not cover transactions' })
  const query = parseListQuery(request.query, readable)
  const bound = JSON.stringify([readable.session.id, readable.uid, query.dateFrom, query.dateTo, query.status, query.strategy])
  const place = query.continuationKey === null ? null : parseKey(simulation, bound, query.continuationKey)
  const period = requirePeriod(simulation, readable, query)
  if (!place) countRead(simulation, readable, `transactions ${query.status ?? 'all'}`)
  const history = simulation.world.histories.of(readable.account, simulation.now().getTime())
  return deliver(simulation, readable, {
    query,
    period,
    bound,
    history,
    place: place ?? begin(simulation, { query, period, history }),
    emptyPage: request.emptyPage,
  })
}

/** GET /accounts/{id}/transactions/{transaction_id} */
export function getTransaction(
  simulation: Simulation,
  application: Application,
  request: ReadRequest & { transactionId: string },
): unknown {
  const readable = requireReadable(simulation, application, request)
  if (!readable.session.access.transactions) throw new ApiError('ACCESS_DENIED', { message: 'The consent does not cover transactions' })
  const at = simulation.now().getTime()
  const history = simulation.world.histories.of(readable.account, at)
  const rowId = findRowId(request.transactionId, readable)
  const row = rowId === null ? null : history.find(rowId)
  const status = row ? statusAt(row, at) : null
  if (!row || !status) throw new ApiError('TRANSACTION_DOES_NOT_EXIST')
  countRead(simulation, readable, 'transaction details')
  const index = status === 'BOOK' ? history.rows.indexOf(row) : null
  const wire = transactionWire(row, status, {
    readable,
    history,
    index,
    delivery: simulation.state.counter,
    bookedCount: history.bookedCount(at),
  })
  return applyAbsence(readable.quirks, wire)
}

type Listing = { readonly query: ListQuery; readonly period: Period; readonly history: AccountHistory }

/** Fixes which booked rows this listing is about, so that pages fit together while new rows arrive. */
function begin(simulation: Simulation, { query, period, history }: Listing): Place {
  const at = simulation.now().getTime()
  const count = history.bookedCount(at)
  const wanted = query.status === null || query.status === 'BOOK'
  const to = wanted ? (period.to ? history.firstOn(addDays(period.to, 1), count) : count) : 0
  const from = wanted ? history.firstOn(period.from, count) : 0
  simulation.state.counter += 1
  return { at, from: Math.min(from, to), to, offset: 0, page: 0, delivery: simulation.state.counter }
}

function deliver(
  simulation: Simulation,
  readable: ReadableAccount,
  options: Listing & { bound: string; place: Place; emptyPage: boolean },
): unknown {
  const { history, place, bound, emptyPage } = options
  const { quirks, account } = readable
  const open = openRows(readable, options)
  const total = open.length + place.to - place.from
  const empty = emptyPage || (quirks.emptyPages && place.page % 2 === 1 && place.offset < total)
  const end = empty ? place.offset : Math.min(total, place.offset + quirks.pageSize)
  const bookedCount = history.bookedCount(place.at)
  const rowIds: string[] = []
  const transactions: unknown[] = []
  for (let nth = place.offset; nth < end; nth++) {
    const isOpen = nth < open.length
    const index = isOpen ? null : place.to - 1 - (nth - open.length)
    const row = index === null ? open[nth]! : history.rows[index]!
    rowIds.push(row.id)
    const status = index === null ? statusAt(row, place.at)! : 'BOOK'
    transactions.push(transactionWire(row, status, { readable, history, index, delivery: place.delivery, bookedCount }))
  }
  simulation.ledger.noteDelivery({ at: simulation.now(), uid: readable.uid, account, rowIds })
  const more = end < total || emptyPage
  return applyAbsence(quirks, {
    transactions,
    continuation_key: more ? printKey(simulation, bound, { ...place, offset: end, page: place.page + 1 }) : null,
  })
}

function openRows({ quirks }: ReadableAccount, { query, period, history, place }: Listing & { place: Place }): TrueRow[] {
  if (query.status === 'BOOK' || quirks.pendingRows === 'absent') return []
  return history.open(place.at).filter((row) => {
    const inPeriod = row.transactionDate >= period.from && (period.to === null || row.transactionDate <= period.to)
    return inPeriod && (query.status === null || query.status === statusAt(row, place.at))
  })
}
