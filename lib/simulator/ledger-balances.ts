import type { Account } from './world/account'
import type { AccountHistory } from './world/history'
import { statusAt } from './world/true-row'

/**
 * What is on the account at an instant, in minor units of its currency: `booked` is the opening balance and every
 * booked row; `available` takes off what is pending or held. Money still to come in is not counted.
 */
export function balancesOf(account: Account, history: AccountHistory, at: number): { booked: bigint; available: bigint } {
  const booked = history.balanceAfter(history.bookedCount(at))
  let available = booked
  for (const row of history.open(at)) {
    const status = statusAt(row, at)
    const minor = status === 'HOLD' && row.heldMinor !== null ? row.heldMinor : row.minor
    if ((status === 'PDNG' || status === 'HOLD') && minor < 0n) available += minor
  }
  return { booked, available: account.type === 'CARD' ? available + (account.creditLimitMinor ?? 0n) : available }
}
