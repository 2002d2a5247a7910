import type { FetchedRow } from '@/lib/accounts/store-rows'
import { normaliseText } from '@/lib/accounts/evidence'
import type { StoredDetail } from '@/lib/accounts/stored-detail'
import { isBooked } from '@/lib/core/iso-20022'

/** A row that is kept and that nothing of a list is known to be. */
export type LooseRow = {
  readonly id: string
  readonly isBooked: boolean
  readonly minor: bigint
  readonly currency: string
  readonly day: string
  readonly detail: StoredDetail
}

/**
 * A better mapping may read every word of a row differently, so that its evidence no longer leads to the row we keep.
 * Answers which would-be new row is which kept one: by the bank's ids first, then by amount, day and words, from the surest
 * likeness to the faintest. A faint likeness counts only where there are as many rows on one side as on the other.
 */
export function pairRows(fetched: readonly FetchedRow[], kept: readonly LooseRow[]): Map<FetchedRow, string> {
  const pairs = new Map<FetchedRow, string>()
  const left = { fetched: fetched.map(likenessOfFetched), kept: kept.map(likenessOfKept) }
  for (const { keyOf, isFaint } of LIKENESSES) {
    const groups = groupBy(left.kept, keyOf)
    for (const [key, rows] of groupBy(left.fetched, keyOf)) {
      const others = groups.get(key) ?? []
      if (others.length === 0 || (isFaint && others.length !== rows.length)) continue
      rows.slice(0, others.length).forEach((row, index) => pairs.set(row.of, others[index]!.of.id))
    }
    const taken = new Set(pairs.values())
    left.fetched = left.fetched.filter(({ of }) => !pairs.has(of))
    left.kept = left.kept.filter(({ of }) => !taken.has(of.id))
  }
  return pairs
}

type Likeness = {
  readonly kind: 'B' | 'P'
  readonly size: bigint
  readonly minor: bigint
  readonly currency: string
  readonly day: string
  readonly reference: string | null
  readonly transactionId: string | null
  readonly words: string
}

type Key = (row: Likeness) => string | null

const orNone = (id: string | null, ...rest: readonly unknown[]) => (id === null ? null : [id, ...rest].join('|'))

const LIKENESSES: readonly { keyOf: Key; isFaint: boolean }[] = [
  { keyOf: ({ kind, transactionId, minor, currency, day }) => orNone(transactionId, kind, minor, currency, day), isFaint: false },
  { keyOf: ({ kind, reference, minor, currency, day }) => orNone(reference, kind, minor, currency, day), isFaint: false },
  { keyOf: ({ kind, minor, currency, day, words }) => [kind, minor, currency, day, words].join('|'), isFaint: false },
  { keyOf: ({ kind, transactionId }) => orNone(transactionId, kind), isFaint: true },
  { keyOf: ({ kind, reference }) => orNone(reference, kind), isFaint: true },
  { keyOf: ({ kind, size, currency, day, words }) => [kind, size, currency, day, words].join('|'), isFaint: true },
  { keyOf: ({ kind, day, words }) => orNone(words || null, kind, day), isFaint: true },
  { keyOf: ({ kind, minor, currency, words }) => orNone(words || null, kind, minor, currency), isFaint: true },
  { keyOf: ({ kind, minor, currency, day }) => [kind, minor, currency, day].join('|'), isFaint: true },
]

function likenessOfFetched(row: FetchedRow): Likeness & { of: FetchedRow } {
  const { transaction: t, evidence } = row
  const { minor, currency } = t.amount
  return {
    ...{ of: row, minor, size: sizeOf(minor), currency, day: evidence.day ?? '', kind: isBooked(evidence.status) ? 'B' : 'P' },
    ...{ reference: t.entryReference, transactionId: t.transactionId, words: wordsOf([...t.remittance, t.creditor.name, t.debtor.name]) },
  }
}

function likenessOfKept(row: LooseRow): Likeness & { of: LooseRow } {
  const { detail, minor, currency, day } = row
  return {
    ...{ of: row, minor, size: sizeOf(minor), currency, day, kind: row.isBooked ? 'B' : 'P' },
    ...{ reference: detail.entryReference, transactionId: detail.transactionId },
    words: wordsOf([...detail.remittance, detail.creditor.name, detail.debtor.name]),
  }
}

/** All words in one order, so that it does not matter into which field a mapping puts them. */
function wordsOf(texts: readonly (string | null)[]): string {
  const words = texts.flatMap((text) => normaliseText(text).split(' '))
  return [...new Set(words)].filter(Boolean).sort().join(' ')
}

function sizeOf(minor: bigint): bigint {
  return minor < 0n ? -minor : minor
}

function groupBy<T extends Likeness>(rows: readonly T[], keyOf: Key): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}
