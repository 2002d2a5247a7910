import type { FetchedRow } from '@/lib/accounts/store-rows'

/** So many equal rows in one page are a page that came twice, not a day of equal purchases. */
const TWINS_MAX = 10

/**
 * Remembers the pages of one list and recognises one that is handed over again under another key. Twins of one day are
 * no repetition: equal short pages of a single day without any id are taken for what they say.
 */
export function openPageMemory(): (rows: readonly FetchedRow[]) => boolean {
  const seen = new Map<string, string>()
  return (rows) => {
    if (rows.length === 0) return false
    const content = rows.map(({ evidence }) => evidence.factsHash).join()
    const ids = rows.map(idsOf).join()
    const before = seen.get(content)
    if (before === undefined) seen.set(content, ids)
    return before !== undefined && (!mayBeTwins(rows) || (before === ids && hasIds(rows)))
  }
}

function mayBeTwins(rows: readonly FetchedRow[]): boolean {
  const day = rows[0]?.evidence.day
  return rows.length < TWINS_MAX && rows.every(({ evidence, transaction }) => evidence.day === day && transaction.balanceAfter === null)
}

function hasIds(rows: readonly FetchedRow[]): boolean {
  return rows.every((row) => idsOf(row) !== '|')
}

function idsOf({ transaction }: FetchedRow): string {
  return `${transaction.entryReference ?? ''}|${transaction.transactionId ?? ''}`
}
