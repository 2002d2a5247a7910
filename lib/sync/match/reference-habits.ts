import type { IsoDate } from '@/lib/core/iso-date'

/** For tests: what banks do with entry references (field notes §4.4); the truth behind them is the same. */
export const REFERENCE_HABITS: readonly string[] = [
  ...['stable', 'none', 'per delivery', 'positional', 'counted from the top', 'later', 'some', 'constant', 'vanishing'],
  ...['renumbered', 'shifted numbers', 'per feed', 'other when booked'],
]

type NamedRow = { readonly n: number; readonly day: IsoDate; readonly bookedAt: number | null }
type Named = { readonly row: NamedRow; readonly listed: readonly NamedRow[]; readonly step: number; readonly feed: number }

export function referenceOf(habit: string, { row, listed, step, feed }: Named): string | null {
  const { n, day } = row
  const place = listed.filter((other) => other.day === day).indexOf(row)
  const isBooked = row.bookedAt !== null && row.bookedAt <= step
  switch (habit) {
    case 'stable':
      return `REF-${10_000 + n}`
    case 'per delivery':
      return `D${step}-${10_000 + n}`
    case 'positional':
      return place <= 0 ? null : `${day}.${place}`
    case 'counted from the top':
      return `REF-${10_000 + listed.length - listed.indexOf(row)}`
    case 'later':
      return step === 0 ? null : `REF-${10_000 + n}`
    case 'some':
      return n % 3 === 0 ? null : `REF-${10_000 + n}`
    case 'constant':
      return 'BOOKING'
    case 'vanishing':
      return step % 2 === 0 ? `REF-${10_000 + n}` : null
    case 'renumbered':
      return step < 2 ? `REF-${10_000 + n}` : `NEW-${10_000 + n}`
    case 'shifted numbers':
      return `REF-${10_000 + n + (step < 2 ? 0 : 1)}`
    case 'per feed':
      return `F${feed}-${10_000 + n}`
    case 'other when booked':
      return `${isBooked ? 'B' : 'P'}-${10_000 + n}`
    default:
      return null
  }
}
