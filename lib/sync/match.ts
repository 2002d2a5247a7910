import type { FetchedRow, Known, StoredRow } from '@/lib/accounts/store-rows'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import { daysBetween } from '@/lib/core/iso-date'
import { canTrust, notesConflict, type Delivery } from './delivery'
import { findPending } from './match-pending'

/** What a fetched row is to what we keep. A row put off until the delivery is complete has no match yet. */
export type Match =
  | {
      readonly kind: 'insert'
      readonly id: string
      readonly row: FetchedRow
      /** How many rows of the same content the account already has. */
      readonly occurrence: number
      /** Occurrence of its reference, or null when the reference is not recorded. */
      readonly reference: number | null
      readonly supersedes: string | null
      readonly review: string | null
    }
  | {
      readonly kind: 'same'
      readonly row: FetchedRow
      readonly stored: StoredRow
      readonly newReference: number | null
      readonly newContent: number | null
    }
  | { readonly kind: 'end'; readonly row: FetchedRow; readonly stored: StoredRow }
  | { readonly kind: 'ignored'; readonly row: FetchedRow; readonly why: 'resent' | 'duplicate' | 'nothing_to_end' }

/**
 * Matches one batch of a delivery with what is known (field notes §2.1, architecture §5). First by reference while the
 * bank's references deserve trust, then by content, each stored row claimed at most once per delivery, so twins stay two
 * and neither the order of rows nor the cut of pages matters. A row that looks like one whose own reference may still
 * come later in the delivery is put off; `isLast` decides those once everything has been seen.
 */
export function matchBatch(
  { delivery, known, newId }: { delivery: Delivery; known: Known; newId: () => string },
  rows: readonly FetchedRow[],
  { isLast = false } = {},
): Match[] {
  for (const row of rows) notesConflict(delivery, row)
  // Pending first, so that a booking in the same batch finds the row whose place it takes.
  const ordered = [...rows].sort((a, b) => Number(isBooked(a.evidence.status)) - Number(isBooked(b.evidence.status)))
  const context: Context = { delivery, known, newId, isLast }
  const byReference = ordered.map((row) => ({ row, match: matchReference(context, row) }))
  return byReference.flatMap(({ row, match }) => {
    const decided = match ?? matchContent(context, row)
    if (decided === 'later') delivery.deferred.push(row)
    return decided === 'later' ? [] : decided
  })
}

type Context = { readonly delivery: Delivery; readonly known: Known; readonly newId: () => string; readonly isLast: boolean }

/** A booked row whose day moved further than this is another row under a reused reference. */
const MOVED_DAYS_MAX = 10

function matchReference(context: Context, row: FetchedRow): Match | 'later' | null {
  const { delivery, known, isLast } = context
  const { reference, status } = row.evidence
  if (!reference || !canTrust(delivery)) return null
  const holders = known.byReference.get(reference) ?? []
  const stored = holders.find((holder) => isBooked(holder.status)) ?? holders.find((holder) => mayBeOneRow(status, holder.status))
  if (!stored) return null
  if (isBooked(stored.status) && !isBooked(status)) return { kind: 'ignored', row, why: 'resent' }
  const claimedAs = delivery.claimed.get(stored.id)
  // The same row again, or a twin under a reference that will prove to stand for many: known at the end.
  if (claimedAs === row.evidence.content) return isLast ? { kind: 'ignored', row, why: 'duplicate' } : 'later'
  const moved = row.evidence.day === null ? 0 : Math.abs(daysBetween(stored.effectiveDate, row.evidence.day))
  if (claimedAs !== undefined || moved > MOVED_DAYS_MAX) {
    delivery.trust = 'unstable'
    return null
  }
  delivery.kept += 1
  return claim(context, row, stored)
}

/** A pending row never turns into its booking: the booking supersedes it. Rows of unknown status stand for themselves. */
function mayBeOneRow(sent: StoredRow['status'], kept: StoredRow['status']): boolean {
  if (sent === 'BOOK' || sent === 'OTHR') return kept === 'OTHR'
  return kept !== 'OTHR'
}

function matchContent(context: Context, row: FetchedRow): Match | 'later' {
  const { delivery, known, isLast } = context
  const { content, status, reference } = row.evidence
  const free = (known.byContent.get(content) ?? []).filter((stored) => !delivery.claimed.has(stored.id))
  const isReferenced = (stored: StoredRow) => canTrust(delivery) && stored.hasReference
  const unreferenced = free.find((stored) => !isReferenced(stored))
  if (unreferenced) return claim(context, row, unreferenced)
  const changed = free[0]
  if (changed && !isLast) return 'later'
  if (changed) {
    if (reference) delivery.changed += 1
    return claim(context, row, changed)
  }
  if (status === 'CNCL' || status === 'RJCT') return { kind: 'ignored', row, why: 'nothing_to_end' }
  return isResent(context, row) ? { kind: 'ignored', row, why: 'resent' } : insert(context, row)
}

/** A pending row that is already in the books under the same day and words. */
function isResent({ known, delivery }: Context, row: FetchedRow): boolean {
  if (!isPending(row.evidence.status)) return false
  const booked = known.byContent.get(row.evidence.bookedContent) ?? []
  return booked.some((stored) => !(canTrust(delivery) && row.evidence.reference && stored.hasReference))
}

function claim({ delivery, known }: Context, row: FetchedRow, stored: StoredRow): Match {
  const { status, content, reference } = row.evidence
  delivery.claimed.set(stored.id, content)
  if (stored.isSuperseded) return { kind: 'ignored', row, why: 'resent' }
  if (status === 'CNCL' || status === 'RJCT') return { kind: 'end', row, stored }
  const sameContent = known.byContent.get(content) ?? []
  const newContent = sameContent.some(({ id }) => id === stored.id) ? null : addTo(known.byContent, content, stored)
  const holders = reference ? (known.byReference.get(reference) ?? []) : []
  const isNewReference = reference !== null && canTrust(delivery) && !holders.some(({ id }) => id === stored.id)
  return { kind: 'same', row, stored, newContent, newReference: isNewReference ? addTo(known.byReference, reference, stored) : null }
}

function insert({ delivery, known, newId }: Context, row: FetchedRow): Match {
  const { evidence, transaction } = row
  const pending = isBooked(evidence.status) ? findPending(row, known, canTrust(delivery)) : null
  const id = newId()
  const asStored: StoredRow = {
    id,
    status: evidence.status,
    amountMinor: transaction.amount.minor,
    currency: transaction.amount.currency,
    effectiveDate: evidence.day ?? NEVER,
    factsHash: evidence.factsHash,
    isSuperseded: false,
    hasReference: evidence.reference !== null,
    get name() {
      return row.clean.name
    },
    get counterpartyIndex() {
      return row.counterpartyIndex
    },
    countedCategory: null,
    hasUserCategory: false,
  }
  delivery.claimed.set(id, evidence.content)
  const occurrence = addTo(known.byContent, evidence.content, asStored)
  // References minted anew for every delivery or shared by many rows would only be kept for nothing.
  const reference = evidence.reference && canTrust(delivery) ? addTo(known.byReference, evidence.reference, asStored) : null
  if (mayBecomeBooking(asStored)) {
    known.pendings.push(asStored)
    if (evidence.hint) known.byHint.set(evidence.hint, asStored)
  }
  if (pending) known.pendings.splice(known.pendings.indexOf(pending.row), 1)
  return {
    kind: 'insert',
    id,
    row,
    occurrence,
    reference,
    supersedes: pending?.row.id ?? null,
    review: pending?.isOneOfSeveral ? 'several_pending' : null,
  }
}

const NEVER = '0001-01-01' as StoredRow['effectiveDate']

/** Rows a booking may take the place of. Cancelled ones too: a bank may drop a row some days before it books it. */
export function mayBecomeBooking({ status }: Pick<StoredRow, 'status'>): boolean {
  return isPending(status) || status === 'SCHD' || status === 'CNCL'
}

/** @returns the occurrence number the row gets */
function addTo(map: Map<string, StoredRow[]>, key: string, row: StoredRow): number {
  const rows = map.get(key)
  if (rows) return rows.push(row) - 1
  map.set(key, [row])
  return 0
}
