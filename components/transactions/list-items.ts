import { parseCurrency } from '@/lib/core/currency'
import { formatDecimal, money, parseMoney } from '@/lib/core/money'
import type { MoneyDto } from '@/lib/core/money-dto'
import type { ListedTransaction } from '@/lib/insights/transaction-list'

/** A line of the list: a day's heading or a row. */
export type ListItem =
  | {
      readonly kind: 'day'
      readonly key: string
      readonly day: string
      /** Null while the day may still go on. */ readonly sum: MoneyDto | null
    }
  | { readonly kind: 'row'; readonly key: string; readonly row: ListedTransaction; readonly index: number }

/**
 * Rows with a heading before each day. A day's sum is told once the whole day is there: while more rows may follow, the
 * last day's is not. A day of nothing but pending rows and own transfers has no sum.
 */
export function toListItems(
  rows: readonly ListedTransaction[],
  { baseCurrency, hasMore }: { baseCurrency: string; hasMore: boolean },
): ListItem[] {
  const days = new Map<string, ListedTransaction[]>()
  for (const row of rows) {
    const ofDay = days.get(row.day)
    if (ofDay) ofDay.push(row)
    else days.set(row.day, [row])
  }
  const lastDay = rows.at(-1)?.day
  let index = 0
  return [...days].flatMap(([day, ofDay]): ListItem[] => [
    { kind: 'day', key: day, day, sum: hasMore && day === lastDay ? null : netOf(ofDay, baseCurrency) },
    ...ofDay.map((row): ListItem => ({ kind: 'row', key: row.id, row, index: index++ })),
  ])
}

/** What came in and what went out, of all rows that count. */
export function inAndOut(rows: readonly ListedTransaction[], baseCurrency: string): { readonly in: MoneyDto; readonly out: MoneyDto } {
  const minors = rows.map((row) => minorOf(row, baseCurrency))
  const total = (keep: (minor: bigint) => boolean) =>
    toMoney(
      minors.filter(keep).reduce((sum, minor) => sum + minor, 0n),
      baseCurrency,
    )
  return { in: total((minor) => minor > 0n), out: total((minor) => minor < 0n) }
}

/** What these rows come to; null when none of them counts. */
export function netOf(rows: readonly ListedTransaction[], baseCurrency: string): MoneyDto | null {
  if (rows.every((row) => row.counted === null)) return null
  return toMoney(
    rows.reduce((sum, row) => sum + minorOf(row, baseCurrency), 0n),
    baseCurrency,
  )
}

function minorOf(row: ListedTransaction, baseCurrency: string): bigint {
  return row.counted === null ? 0n : parseMoney(row.counted, baseCurrency).minor
}

function toMoney(minor: bigint, baseCurrency: string): MoneyDto {
  return { amount: formatDecimal(money(minor, parseCurrency(baseCurrency))), currency: baseCurrency }
}
