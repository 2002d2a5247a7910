import { hintOf } from '@/lib/accounts/evidence'
import type { FetchedRow, Review, StoredRow } from '@/lib/accounts/store-rows'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import { balanceAfter } from './balance-chain'
import { canTrust, noteBooking } from './delivery'
import { addTo, type Match, type MatchContext } from './match-claim'
import { lookAlikesOf, mayBeMoved } from './match-moved'
import { findBooking, findPending, mayBecomeBooking } from './match-pending'

/**
 * Rows nothing is known about that are not new for sure before the list ends: booked ones beside a kept row of the same sum
 * that may have moved, and pending ones, whose booking may stand further down.
 */
export function mayWait({ delivery, known }: MatchContext, row: FetchedRow): 'later' | null {
  if (isPending(row.evidence.status)) return 'later'
  if (!isBooked(row.evidence.status)) return null
  return lookAlikesOf(known, row).some((stored) => !delivery.claimed.has(stored.id) && mayBeMoved(row, stored)) ? 'later' : null
}

/** A new row, in the place of the pending row it was announced as, or behind the booking it announced. */
export function insertRow({ delivery, known, newId }: MatchContext, row: FetchedRow, doubt: Review | null): Match {
  const { evidence } = row
  const mayTakePlace = isBooked(evidence.status) || isPending(evidence.status)
  const found = mayTakePlace ? findPending(row, known, canTrust(delivery)) : null
  const behind = isPending(evidence.status) ? findBooking(row, delivery.bookings) : null
  const id = newId()
  const asStored = toStored(id, row, { isSuperseded: behind !== null })
  delivery.claimed.set(id, evidence.content)
  const occurrence = addTo(known.byContent, evidence.content, asStored)
  // References minted anew for every delivery or shared by many rows would only be kept for nothing.
  const reference = evidence.reference && canTrust(delivery) ? addTo(known.byReference, evidence.reference, asStored) : null
  const isAnnouncement = mayBecomeBooking(asStored)
  const hinted = isAnnouncement ? hintOf(row.transaction) : null
  const hint = hinted === null ? null : addTo(known.byHint, hinted, asStored)
  if (isAnnouncement && !behind) known.pendings.push(asStored)
  if (found?.row) known.pendings.splice(known.pendings.indexOf(found.row), 1)
  if (behind) delivery.bookings.splice(delivery.bookings.indexOf(behind.booking), 1)
  if (isBooked(evidence.status) && !found?.row) noteBooking(delivery, asStored)
  return {
    kind: 'insert',
    id,
    row,
    occurrence,
    reference,
    hint,
    supersedes: found?.row ?? null,
    supersededBy: behind?.booking.id ?? null,
    because: (found?.row ? found.because : behind?.because) ?? null,
    review: doubt ?? found?.review ?? null,
  }
}

const NEVER = '0001-01-01' as StoredRow['effectiveDate']

function toStored(id: string, row: FetchedRow, { isSuperseded }: { isSuperseded: boolean }): StoredRow {
  const { evidence, transaction } = row
  return {
    id,
    status: evidence.status,
    amountMinor: transaction.amount.minor,
    currency: transaction.amount.currency,
    effectiveDate: evidence.day ?? NEVER,
    factsHash: evidence.factsHash,
    isSuperseded,
    hasReference: evidence.reference !== null,
    name: row.clean.name,
    counterpartyIndex: row.counterpartyIndex,
    balanceAfterMinor: balanceAfter(row),
    countedCategory: null,
    hasUserCategory: false,
  }
}
