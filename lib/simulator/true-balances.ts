import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { minorShown } from './minor-shown'
import { quirksOf } from './personalities'
import type { Account } from './world/account'
import { startOf } from './world/calendar'
import type { AccountHistory } from './world/history'
import { statusAt } from './world/true-row'

/**
 * What is on the account at an instant, in minor units of its currency: `booked` is the opening balance and every
 * booked row; `available` takes off what is pending or held. Money still to come in is not counted.
 */
export function balancesOf(account: Account, history: AccountHistory, at: number): { booked: bigint; available: bigint } {
  const booked = history.balanceAfter(history.bookedCount(at))
  const available = booked - pendingOf(account, history, at)
  return { booked, available: account.type === 'CARD' ? available + (account.creditLimitMinor ?? 0n) : available }
}

/** What pending and held rows will take, zero or more. */
function pendingOf(account: Account, history: AccountHistory, at: number): bigint {
  const quirks = quirksOf(account.bank.personality)
  let pending = 0n
  for (const row of history.open(at)) {
    const status = statusAt(row, at)
    if (status !== 'PDNG' && status !== 'HOLD') continue
    const minor = minorShown(row, status, quirks)
    if (minor < 0n) pending -= minor
  }
  return pending
}

export type ShownBalance = { readonly name: string; readonly type: string; readonly minor: bigint; readonly day: IsoDate }

/** The balances this bank gives for the account at that instant, in its order; none where its balances always fail. */
export function shownBalances(account: Account, history: AccountHistory, at: number): ShownBalance[] {
  const quirks = quirksOf(account.bank.personality)
  if (balancesFail(account)) return []
  const { booked, available } = balancesOf(account, history, at)
  const credit = account.creditLimitMinor ?? 0n
  const today = utcDay(new Date(at))
  const yesterday = addDays(today, -1)
  const closed = history.balanceAfter(history.bookedCount(startOf(today) - 1))
  const closing: ShownBalance = { name: 'Closing booked', type: 'CLBD', minor: closed, day: yesterday }
  const interim: ShownBalance = { name: 'Booked balance', type: 'ITBD', minor: booked, day: today }
  const spendable: ShownBalance = { name: 'Available balance', type: 'ITAV', minor: available, day: today }
  if (account.type === 'CARD' && quirks.cardBalance === 'other-zero') return [{ name: 'Other', type: 'OTHR', minor: 0n, day: today }]
  if (account.type === 'LOAN') return [closing]
  switch (quirks.balances) {
    case 'booked-only':
      return [interim]
    case 'available-includes-credit':
      return [interim, { ...spendable, minor: available + credit }]
    case 'booked-includes-pending':
      return [{ ...interim, minor: booked - pendingOf(account, history, at) }]
    case 'with-unknown-type':
      return [interim, { name: 'Points', type: 'ZZZZ', minor: 123_456n, day: today }]
    case 'four-types':
      return [
        closing,
        interim,
        { name: 'Expected', type: 'XPCD', minor: available, day: today },
        { ...spendable, minor: available + credit },
      ]
    default:
      return [interim, spendable]
  }
}

/** Whether the bank never gives balances for this account. */
export function balancesFail({ bank, type }: Account): boolean {
  const { balances } = quirksOf(bank.personality)
  return balances === 'failing' || (balances === 'failing-for-cards' && type === 'CARD')
}
