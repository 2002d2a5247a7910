import type { Simulation } from '../../simulation'
import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Application } from '../../state'
import { startOf } from '../../world/calendar'
import type { AccountHistory } from '../../world/history'
import { decimalOf } from '../../world/routines/move'
import { applyAbsence } from './absence'
import { ApiError } from './errors'
import { countRead, requireReadable, type ReadableAccount, type ReadRequest } from './read-account'
import { printInstant } from './request-fields'
import { balancesOf } from '../../ledger-balances'
import { entryReferenceOf } from './transaction-wire'

/** GET /accounts/{id}/balances */
export function listBalances(simulation: Simulation, application: Application, request: ReadRequest): unknown {
  const readable = requireReadable(simulation, application, request)
  if (!readable.session.access.balances) throw new ApiError('ACCESS_DENIED', { message: 'The consent does not cover balances' })
  countRead(simulation, readable, 'balances')
  if (readable.quirks.balances === 'failing') {
    throw new ApiError('ASPSP_ERROR', {
      detail: { message: 'Unknown error', error_name: 'ASPSPException', error_data: { code: 'INTERNAL', status: 500 } },
    })
  }
  const at = simulation.now().getTime()
  const history = simulation.world.histories.of(readable.account, at)
  return applyAbsence(readable.quirks, { balances: balancesShown(readable, history, at) })
}

type Shown = {
  readonly name: string
  readonly type: string
  readonly minor: bigint
  readonly day: IsoDate
  readonly committed?: string | null
}

function balancesShown(readable: ReadableAccount, history: AccountHistory, at: number): unknown[] {
  const { account, quirks } = readable
  const today = utcDay(new Date(at))
  const count = history.bookedCount(at)
  const last = history.rows[count - 1]
  const print = ({ name, type, minor, day, committed }: Shown) => ({
    name,
    balance_amount: { currency: account.currency, amount: decimalText(minor, readable) },
    balance_type: type,
    last_change_date_time: last && count > 0 ? printInstant(last.bookedAt, quirks.sessionTimes) : null,
    reference_date: day,
    last_committed_transaction: committed ?? null,
  })
  return pick(readable, { history, at, today }).map((shown, index) =>
    print(index === 0 && last && count > 0 ? { ...shown, committed: entryReferenceOf(last, 'BOOK', readable) } : shown),
  )
}

function pick(
  { account, quirks }: ReadableAccount,
  { history, at, today }: { history: AccountHistory; at: number; today: IsoDate },
): Shown[] {
  const { booked, available } = balancesOf(account, history, at)
  const yesterday = addDays(today, -1)
  const closed = history.balanceAfter(history.bookedCount(startOf(today) - 1))
  if (account.type === 'CARD' && quirks.cardBalance === 'other-zero') return [{ name: 'Other', type: 'OTHR', minor: 0n, day: today }]
  if (account.type === 'LOAN') return [{ name: 'Closing booked', type: 'CLBD', minor: closed, day: yesterday }]
  const interim: Shown = { name: 'Booked balance', type: 'ITBD', minor: booked, day: today }
  const spendable: Shown = { name: 'Available balance', type: 'ITAV', minor: available, day: today }
  switch (quirks.balances) {
    case 'booked-only':
      return [interim]
    case 'available-includes-credit':
      return [interim, { ...spendable, minor: available + (account.creditLimitMinor ?? 0n) }]
    case 'with-unknown-type':
      return [interim, { name: 'Points', type: 'ZZZZ', minor: 123_456n, day: today }]
    case 'four-types':
      return [
        { name: 'Closing booked', type: 'CLBD', minor: closed, day: yesterday },
        interim,
        { name: 'Expected', type: 'XPCD', minor: available, day: today },
        { ...spendable, minor: available + (account.creditLimitMinor ?? 0n) },
      ]
    default:
      return [interim, spendable]
  }
}

function decimalText(minor: bigint, { account, quirks }: ReadableAccount): string {
  const text = decimalOf(minor, account.currency)
  return quirks.amountDecimals === 'three' ? `${text}0` : text
}
