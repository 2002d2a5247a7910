import type { DaySpan } from '@/lib/accounts/day-spans'
import { sumKey, type FetchedRow, type Known, type Review, type StoredRow } from '@/lib/accounts/store-rows'
import { addDays } from '@/lib/core/iso-date'
import { balanceAfter } from './balance-chain'
import { coveredDays, isWithin, type Delivery } from './delivery'
import { daysApart, likenessOf, sideOf } from './likeness'
import type { MatchContext } from './match-claim'

/** A row of the same shop may be moved this far (the presentment of a card payment), another one only over a weekend. */
export const MOVED_DAYS_MAX = 12
const MOVED_ALIKE_DAYS_MAX = 3

/** Rows nothing else is known about, and what they turned out to be: a kept row the list names no more, or new. */
export type Moved = { readonly pairs: Map<FetchedRow, StoredRow>; readonly reviews: Map<FetchedRow, Review> }

/**
 * A bank that moves a booked row to another day or rewords it sends what looks like a new row, and stops sending the old
 * one. Whole lists show both: a kept row of a day the list covers that nothing claimed, and a row nothing is known about, of
 * the same amount. The surest likeness pairs first, each row once. Where words and day both differ nothing is merged: the row
 * is new, and a person is asked.
 */
export function pairMoved({ delivery, known }: Pick<MatchContext, 'delivery' | 'known'>, rows: readonly FetchedRow[]): Moved {
  const covered = coveredDays(delivery)
  const goneFor = (row: FetchedRow) => lookAlikesOf(known, row).filter((stored) => !delivery.claimed.has(stored.id))
  // A day of which the list names this row it would name another of, also where it is its first.
  const isMissed = (row: FetchedRow, { effectiveDate }: StoredRow) => effectiveDate === row.evidence.day || isWithin(covered, effectiveDate)
  const candidates = rows
    .flatMap((row) => goneFor(row).flatMap((stored) => (isMissed(row, stored) ? weigh(delivery, row, stored) : [])))
    .sort(bySurety)
  const pairs = pairUp(candidates)
  const taken = new Set([...pairs.values()].map(({ id }) => id))
  const reviews = new Map<FetchedRow, Review>()
  for (const row of rows) {
    if (pairs.has(row)) continue
    const left = goneFor(row).filter(({ id }) => !taken.has(id))
    const review = findDoubt({ readBefore: delivery.days.readBefore ?? [], covered }, row, left)
    if (review) reviews.set(row, review)
  }
  return { pairs, reviews }
}

/** Kept booked rows of the same sum. */
export function lookAlikesOf({ lookAlikes }: Known, { transaction: { amount } }: FetchedRow): readonly StoredRow[] {
  return lookAlikes.get(sumKey({ amountMinor: amount.minor, currency: amount.currency })) ?? []
}

/** The surest first; a row left over may take another's kept row where that one has a second choice. */
function pairUp(candidates: readonly Candidate[]): Map<FetchedRow, StoredRow> {
  const pairs = new Map<FetchedRow, StoredRow>()
  const takers = new Map<string, FetchedRow>()
  const give = (row: FetchedRow, stored: StoredRow) => {
    pairs.set(row, stored)
    takers.set(stored.id, row)
  }
  for (const { row, stored } of candidates) if (!pairs.has(row) && !takers.has(stored.id)) give(row, stored)
  for (const { row, stored } of candidates) {
    if (pairs.has(row)) continue
    const taker = takers.get(stored.id)
    const second = candidates.find((other) => other.row === taker && !takers.has(other.stored.id))
    if (second) give(second.row, second.stored)
    if (second) give(row, stored)
  }
  return pairs
}

/** Whether a kept row may turn out to be this one, so that the row waits for the end of the list. */
export function mayBeMoved({ evidence: { day } }: FetchedRow, stored: StoredRow): boolean {
  return day !== null && daysApart(stored.effectiveDate, day) <= MOVED_DAYS_MAX
}

type Candidate = { readonly row: FetchedRow; readonly stored: StoredRow; readonly surety: number; readonly days: number }

function weigh(delivery: Delivery, row: FetchedRow, stored: StoredRow): Candidate[] {
  if (!mayBeMoved(row, stored)) return []
  const days = daysApart(stored.effectiveDate, row.evidence.day!)
  const surety = suretyOf(delivery, { row, stored, days })
  return surety === 0 ? [] : [{ row, stored, surety, days }]
}

function suretyOf({ trust }: Delivery, { row, stored, days }: Omit<Candidate, 'surety'>): number {
  const balance = balanceAfter(row)
  const likeness = likenessOf(sideOf(row), stored)
  if (likeness === 'contradicts') return 0
  if (balance !== null && balance === stored.balanceAfterMinor && days <= MOVED_ALIKE_DAYS_MAX) return 4
  if (likeness === 'same') return 3
  if (likeness !== 'unlike') return days <= MOVED_ALIKE_DAYS_MAX ? 2 : 0
  // Reworded on its day. Two references a bank never mixed up before speak for two rows.
  const hasOtherReference = trust === 'stable' && stored.hasReference && row.evidence.reference !== null
  return days === 0 && !hasOtherReference ? 1 : 0
}

function bySurety(a: Candidate, b: Candidate): number {
  return (
    b.surety - a.surety || a.days - b.days || compare(a.row.evidence.content, b.row.evidence.content) || compare(a.stored.id, b.stored.id)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

type Read = { readonly readBefore: readonly DaySpan[]; readonly covered: ReturnType<typeof coveredDays> }

/** A row that came where all was read before, beside a kept one of the same sum that the list no longer names or cannot name. */
function findDoubt({ readBefore, covered }: Read, row: FetchedRow, left: readonly StoredRow[]): Review | null {
  const { day } = row.evidence
  // The days after those read before are as good: a row of their last days may have been moved on.
  const wasRead = readBefore.some(({ from, to }) => day !== null && day > from && day < addDays(to, MOVED_ALIKE_DAYS_MAX))
  const others = left.filter((stored) => {
    if (day === null || daysApart(stored.effectiveDate, day) > MOVED_ALIKE_DAYS_MAX) return false
    if (isWithin(covered, stored.effectiveDate)) return true
    return wasRead && likenessOf(sideOf(row), stored) === 'same'
  })
  return others.length > 0 ? { reason: 'moved', otherIds: others.map(({ id }) => id) } : null
}
