import type { FetchedRow, Known, StoredRow } from '@/lib/accounts/store-rows'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import { noteRow, type Delivery } from './delivery'
import { claim, type Match, type MatchContext } from './match-claim'
import { matchContent } from './match-content'
import { pairMoved } from './match-moved'
import { insertRow, mayWait } from './match-new'
import { distrustContested, matchCorrected, matchReference } from './match-reference'

/** A step answers what a row is, that it has to wait for the end of the delivery, or null: the next step may know. */
type Step = (context: MatchContext, row: FetchedRow) => Match | 'later' | null

/**
 * Matches one batch of a delivery with what is known (field notes §2.1, architecture §5). First by reference while the
 * bank's references deserve trust, then by content, each stored row claimed at most once per delivery, so twins stay two
 * and neither the order of rows nor the cut of pages matters. A row that looks like one whose own evidence may still come
 * later in the delivery is put off; `isLast` decides those once everything has been seen.
 */
export function matchBatch(
  { delivery, known, newId }: { delivery: Delivery; known: Known; newId: () => string },
  rows: readonly FetchedRow[],
  { isLast = false } = {},
): Match[] {
  const context = { delivery, known, newId, isLast }
  if (!isLast) for (const row of rows) noteRow(delivery, row)
  const matches: Match[] = []
  let left = [...rows].sort((a, b) => rank(a) - rank(b))
  const take = (step: Step) => {
    left = left.filter((row) => {
      const decided = step(context, row)
      if (decided === 'later') delivery.deferred.push(row)
      else if (decided) matches.push(decided)
      return decided === null
    })
  }
  if (isLast) distrustContested(context, left)
  take(matchUnchanged)
  take((at, row) => matchReference(at, row, { isExact: true }))
  if (isLast) take((at, row) => matchReference(at, row, { isExact: false }))
  if (isLast) take((at, row) => matchContent(at, row, { isCurrent: true }))
  take((at, row) => matchContent(at, row, { isCurrent: false }))
  take(matchCorrected)
  if (isLast) takeMoved(context, left, take)
  else take(mayWait)
  take((at, row) => insertRow(at, row, null))
  return matches
}

/** Bookings before the rows they may take the place of, and what ends a row last. */
function rank({ evidence: { status } }: FetchedRow): number {
  if (isBooked(status)) return 0
  return isPending(status) ? 1 : 2
}

function matchUnchanged({ delivery, known }: MatchContext, row: FetchedRow): Match | null {
  const id = known.unchanged.get(row)
  if (id === undefined || delivery.claimed.has(id)) return null
  delivery.claimed.set(id, row.evidence.content)
  if (row.evidence.reference) delivery.kept += 1
  return { kind: 'ignored', row, why: 'unchanged' }
}

function takeMoved(at: MatchContext, left: readonly FetchedRow[], take: (step: Step) => void): void {
  const moved = pairMoved(
    at,
    left.filter(({ evidence }) => isBooked(evidence.status)),
  )
  take((context, row) => {
    const stored = moved.pairs.get(row)
    if (stored) return claimMoved(context, row, stored)
    const review = moved.reviews.get(row)
    return review ? insertRow(context, row, review) : null
  })
}

function claimMoved(context: MatchContext, row: FetchedRow, stored: StoredRow): Match {
  if (row.evidence.reference && stored.hasReference) context.delivery.changed += 1
  return claim(context, row, stored)
}
