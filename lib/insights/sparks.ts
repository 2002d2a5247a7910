import type { IsoDate } from '@/lib/core/iso-date'
import { formatDecimal, money } from '@/lib/core/money'
import { balanceSeries } from './balance-series'
import type { ValuedAccount } from './build-ledger'
import { sparkAxis, type DailyTotals } from './read-daily-totals'

/** For each account with a balance, the way it went over a month, as the small line beside it. */
export function sparksOf(accounts: readonly ValuedAccount[], totals: DailyTotals, today: IsoDate): Map<string, readonly string[]> {
  const axis = sparkAxis(today)
  const sparks = new Map<string, readonly string[]>()
  for (const { row, balance } of accounts) {
    if (!balance) continue
    const series = balanceSeries(balance.minor, totals.byAccount.get(row.id) ?? [], axis)
    sparks.set(
      row.id,
      series.map(({ minor }) => formatDecimal(money(minor, balance.currency))),
    )
  }
  return sparks
}
