import { normaliseText } from '@/lib/accounts/evidence'
import type { FetchedRow, StoredRow } from '@/lib/accounts/store-rows'
import { daysBetween, type IsoDate } from '@/lib/core/iso-date'

/** What two rows are compared by: a fetched one or a kept one. */
export type Side = Pick<StoredRow, 'name' | 'counterpartyIndex'>

export function sideOf(row: FetchedRow): Side {
  return {
    get name() {
      return row.clean.name
    },
    get counterpartyIndex() {
      return row.counterpartyIndex
    },
  }
}

/** How much speaks for the other side being the same: its account, its name, a word of it, nothing, or another account. */
export type Likeness = 'same' | 'alike' | 'nameless' | 'unlike' | 'contradicts'

export function likenessOf(a: Side, b: Side): Likeness {
  if (a.counterpartyIndex && b.counterpartyIndex) return a.counterpartyIndex === b.counterpartyIndex ? 'same' : 'contradicts'
  const names = [normaliseText(a.name), normaliseText(b.name)] as const
  if (names.includes('')) return 'nameless'
  if (names[0] === names[1]) return 'same'
  return sharedWords(a, b) > 0 ? 'alike' : 'unlike'
}

/** How many longer words the two names share. */
export function sharedWords(a: Side, b: Side): number {
  const words = new Set(wordsOf(b.name))
  return wordsOf(a.name).filter((word) => words.has(word)).length
}

function wordsOf(name: string): string[] {
  const words = normaliseText(name).split(' ').filter(Boolean)
  const long = words.filter((word) => word.length >= 3)
  return long.length > 0 ? long : words
}

export function daysApart(a: IsoDate, b: IsoDate): number {
  return Math.abs(daysBetween(a, b))
}
