import { normaliseText } from '@/lib/accounts/evidence'
import type { FetchedRow, Known, StoredRow } from '@/lib/accounts/store-rows'
import { daysBetween } from '@/lib/core/iso-date'

/** A booking follows its pending row by at most a week. */
export const PENDING_DAYS_MAX = 7

/**
 * The pending row whose place a new booking takes: the one with its reference, else with its transaction id, else the
 * nearest in days with exactly the same amount and nothing that speaks against it being the same other side.
 */
export function findPending(row: FetchedRow, known: Known, canTrust: boolean): { row: StoredRow; isOneOfSeveral: boolean } | null {
  if (known.pendings.length === 0) return null
  const { evidence } = row
  const named = [
    ...((canTrust && evidence.reference && known.byReference.get(evidence.reference)) || []),
    known.byHint.get(evidence.hint ?? ''),
  ]
  const direct = named.find((stored) => stored && known.pendings.includes(stored))
  if (direct) return { row: direct, isOneOfSeveral: false }
  const candidates = known.pendings
    .filter((stored) => isCandidate(row, stored, canTrust))
    .sort((a, b) => distance(row, a) - distance(row, b) || likeness(row, b) - likeness(row, a) || (a.id < b.id ? -1 : 1))
  const [first, second] = candidates
  if (!first) return null
  const isTie = second !== undefined && distance(row, second) === distance(row, first) && likeness(row, second) === likeness(row, first)
  return { row: first, isOneOfSeveral: isTie && normaliseText(first.name) !== normaliseText(second.name) }
}

function isCandidate(row: FetchedRow, stored: StoredRow, canTrust: boolean): boolean {
  const { amount } = row.transaction
  if (stored.amountMinor !== amount.minor || stored.currency !== amount.currency) return false
  if (distance(row, stored) > PENDING_DAYS_MAX) return false
  if (canTrust && stored.hasReference && !row.evidence.reference) return false
  return mayBeSameSide(row, stored)
}

/** A booking with an IBAN never takes a row without: that row waits for its own. */
function mayBeSameSide(row: FetchedRow, stored: StoredRow): boolean {
  if (row.counterpartyIndex) return row.counterpartyIndex === stored.counterpartyIndex
  const names = [normaliseText(row.clean.name), normaliseText(stored.name)]
  if (names.includes('')) return stored.counterpartyIndex === null
  return likeness(row, stored) > 0
}

/** How many longer words the two names share. */
function likeness(row: FetchedRow, stored: StoredRow): number {
  const words = new Set(wordsOf(stored.name))
  return wordsOf(row.clean.name).filter((word) => words.has(word)).length
}

function wordsOf(name: string): string[] {
  const words = normaliseText(name).split(' ')
  const long = words.filter((word) => word.length >= 3)
  return long.length > 0 ? long : words
}

function distance(row: FetchedRow, stored: StoredRow): number {
  return row.evidence.day === null ? PENDING_DAYS_MAX : Math.abs(daysBetween(stored.effectiveDate, row.evidence.day))
}
