import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import { balancesFail, shownBalances, type ShownBalance } from '../../true-balances'
import { decimalOf } from '../../world/routines/move'
import { applyAbsence } from './absence'
import { ApiError } from './errors'
import { requireReadable, type ReadableAccount, type ReadRequest } from './read-account'
import { entryReferenceOf } from './references'
import { printInstant } from './request-fields'
import { countRead } from './unattended-reads'

/** GET /accounts/{id}/balances */
export function listBalances(simulation: Simulation, application: Application, request: ReadRequest): unknown {
  const readable = requireReadable(simulation, application, request)
  if (!readable.session.access.balances) throw new ApiError('ACCESS_DENIED', { message: 'The consent does not cover balances' })
  countRead(simulation, readable, 'balances')
  if (balancesFail(readable.account)) {
    throw new ApiError('ASPSP_ERROR', {
      detail: { message: 'Unknown error', error_name: 'ASPSPException', error_data: { code: 'INTERNAL', status: 500 } },
    })
  }
  const at = simulation.now().getTime()
  const history = simulation.world.histories.of(readable.account, at)
  const last = history.rows[history.bookedCount(at) - 1] ?? null
  const changed = last ? printInstant(last.bookedAt, readable.quirks.sessionTimes) : null
  const committed = last ? entryReferenceOf(last, 'BOOK', { readable, at, turnsAt: simulation.turnsAt() }) : null
  const shown = shownBalances(readable.account, history, at)
  const note = ({ type, minor, day }: ShownBalance) => ({ type, amount: decimalText(minor, readable), referenceDate: day })
  const balances = shown.map((balance, nth) => balanceWire(balance, readable, { changed, committed: nth === 0 ? committed : null }))
  simulation.ledger.noteBalances({
    at: simulation.now(),
    session: readable.session.id,
    account: readable.account,
    balances: shown.map(note),
  })
  return applyAbsence(readable.quirks, { balances })
}

function balanceWire(
  { name, type, minor, day }: ShownBalance,
  readable: ReadableAccount,
  { changed, committed }: { changed: string | null; committed: string | null },
): unknown {
  return {
    name,
    balance_amount: { currency: readable.account.currency, amount: decimalText(minor, readable) },
    balance_type: type,
    last_change_date_time: changed,
    reference_date: day,
    last_committed_transaction: committed,
  }
}

function decimalText(minor: bigint, { account, quirks }: ReadableAccount): string {
  const text = decimalOf(minor, account.currency)
  return quirks.amountDecimals === 'three' ? `${text}0` : text
}
