import type { PagingFault } from '../../faults'
import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import { statusAt } from '../../world/true-row'
import { applyAbsence } from './absence'
import { ApiError } from './errors'
import { deliverPage } from './listing'
import { parseListQuery, requirePeriod } from './period'
import { requireReadable, type ReadableAccount, type ReadRequest } from './read-account'
import { findRowId } from './references'
import { transactionWire } from './transaction-wire'
import { countRead } from './unattended-reads'

/** GET /accounts/{id}/transactions: newest first, open rows before booked ones, a page at a time. */
export function listTransactions(
  simulation: Simulation,
  application: Application,
  request: ReadRequest & { query: URLSearchParams; fault: PagingFault | null },
): unknown {
  const readable = readableTransactions(simulation, application, request)
  const query = parseListQuery(request.query, readable)
  const period = requirePeriod(simulation, readable, query)
  const count = () => countRead(simulation, readable, `transactions ${query.status ?? 'all'}`)
  return deliverPage(simulation, readable, { query, period, fault: request.fault, count })
}

/** GET /accounts/{id}/transactions/{transaction_id} */
export function getTransaction(
  simulation: Simulation,
  application: Application,
  request: ReadRequest & { transactionId: string },
): unknown {
  const readable = readableTransactions(simulation, application, request)
  const at = simulation.now().getTime()
  const history = simulation.world.histories.of(readable.account, at)
  const rowId = findRowId(request.transactionId, readable)
  const row = rowId === null ? null : history.find(rowId)
  const status = row ? statusAt(row, at) : null
  if (!row || !status) throw new ApiError('TRANSACTION_DOES_NOT_EXIST')
  countRead(simulation, readable, 'transaction details')
  const index = status === 'BOOK' ? history.rows.indexOf(row) : null
  const bookedCount = history.bookedCount(at)
  const delivery = simulation.state.counter
  const context = { readable, history, index, delivery, bookedCount, at, turnsAt: simulation.turnsAt(), open: history.open(at) }
  return applyAbsence(readable.quirks, transactionWire(row, status, context))
}

function readableTransactions(simulation: Simulation, application: Application, request: ReadRequest): ReadableAccount {
  const readable = requireReadable(simulation, application, request)
  if (!readable.session.access.transactions) throw new ApiError('ACCESS_DENIED', { message: 'The consent does not cover transactions' })
  return readable
}
