import { hintOf } from '@/lib/accounts/evidence'
import type { Because, FetchedRow, Known, Review, StoredRow } from '@/lib/accounts/store-rows'
import { isPending } from '@/lib/core/iso-20022'
import { isPlausibleSum } from './amount-band'
import { daysApart, likenessOf, sharedWords, sideOf } from './likeness'

/** A booking follows its pending row by at most a week. */
export const PENDING_DAYS_MAX = 7

export type FoundPending = { readonly row: StoredRow; readonly because: Because; readonly review: Review | null }
export type NoPending = { readonly row: null; readonly review: Review }

/** Rows a booking may take the place of. Cancelled ones too: a bank may drop a row some days before it books it. */
export function mayBecomeBooking({ status }: Pick<StoredRow, 'status'>): boolean {
  return isPending(status) || status === 'SCHD' || status === 'CNCL'
}

/**
 * The pending row whose place a new row takes: the one with its reference, else with its transaction id, else the nearest in
 * days with exactly the same amount and nothing that speaks against it being the same other side. Only the bank's ids reach
 * a row of another amount here (a tip, a hold, another currency); what only looks like it waits for the end of the list.
 */
export function findPending(row: FetchedRow, known: Known, canTrust: boolean): FoundPending | NoPending | null {
  const pendings = isPending(row.evidence.status) ? known.pendings.filter(({ status }) => status === 'SCHD') : known.pendings
  if (pendings.length === 0) return null
  const named = findNamed(row, { known, pendings, canTrust })
  if (named?.row) return named
  const [first, second] = pendings.filter((stored) => isCandidate(row, stored, canTrust)).sort(byNearness(row))
  if (!first) return named
  const because = first.effectiveDate === row.evidence.day && likenessOf(sideOf(row), first) === 'same' ? 'content' : 'likeness'
  const isTie = second !== undefined && rank(row, first) === rank(row, second) && likenessOf(first, second) !== 'same'
  return { row: first, because, review: isTie ? { reason: 'several_pending', otherIds: [first.id, second.id] } : null }
}

type Among = { readonly known: Known; readonly pendings: readonly StoredRow[]; readonly canTrust: boolean }

/** By an id of the bank. One that names rows unlike in sum and words proves nothing: both stay, and a person is asked. */
function findNamed(row: FetchedRow, { known, pendings, canTrust }: Among): FoundPending | NoPending | null {
  const { reference } = row.evidence
  const hint = hintOf(row.transaction)
  let doubtful: NoPending | null = null
  for (const [because, stored] of [
    ['reference', canTrust && reference ? known.byReference.get(reference) : undefined],
    ['transaction_id', hint ? known.byHint.get(hint) : undefined],
  ] as const) {
    const named = (stored ?? []).filter((one) => pendings.includes(one) && isSameDirection(row, one))
    const exact = named.find((one) => isSameAmount(row, one))
    const only = exact ?? (named.length === 1 ? named[0] : undefined)
    if (only && isPlausible(row, only)) return { row: only, because, review: null }
    if (only) doubtful ??= { row: null, review: { reason: 'amount_differs', otherIds: [only.id] } }
  }
  return doubtful
}

function isPlausible(row: FetchedRow, stored: StoredRow): boolean {
  if (isSameAmount(row, stored)) return true
  const likeness = likenessOf(sideOf(row), stored)
  if (likeness === 'contradicts') return false
  return likeness === 'same' || likeness === 'alike' || isPlausibleSum(row, stored)
}

function isSameAmount({ transaction: { amount } }: FetchedRow, stored: StoredRow): boolean {
  return stored.amountMinor === amount.minor && stored.currency === amount.currency
}

function isSameDirection({ transaction: { amount } }: FetchedRow, { amountMinor }: StoredRow): boolean {
  return amount.minor < 0n === amountMinor < 0n
}

function isCandidate(row: FetchedRow, stored: StoredRow, canTrust: boolean): boolean {
  if (!isSameAmount(row, stored) || distance(row, stored) > PENDING_DAYS_MAX) return false
  if (canTrust && stored.hasReference && !row.evidence.reference) return false
  return mayBeSameSide(row, stored)
}

/** A booking with an IBAN never takes a row without: that row waits for its own. */
function mayBeSameSide(row: FetchedRow, stored: StoredRow): boolean {
  if (row.counterpartyIndex) return row.counterpartyIndex === stored.counterpartyIndex
  const likeness = likenessOf(sideOf(row), stored)
  if (likeness === 'nameless') return stored.counterpartyIndex === null
  return likeness === 'same' || likeness === 'alike'
}

function byNearness(row: FetchedRow) {
  return (a: StoredRow, b: StoredRow) => rank(row, a) - rank(row, b) || (a.id < b.id ? -1 : 1)
}

/** Nearer days first, then more shared words, then rows the bank still lists. */
function rank(row: FetchedRow, stored: StoredRow): number {
  return distance(row, stored) * 1000 - Math.min(sharedWords(sideOf(row), stored), 99) * 10 + (stored.status === 'CNCL' ? 1 : 0)
}

function distance(row: FetchedRow, stored: StoredRow): number {
  return row.evidence.day === null ? PENDING_DAYS_MAX : daysApart(stored.effectiveDate, row.evidence.day)
}

/** The other way round: the new booking of this delivery whose announcement a pending row further down the list is. */
export function findBooking(row: FetchedRow, bookings: readonly StoredRow[]): { booking: StoredRow; because: Because } | null {
  const candidates = bookings.filter(
    (booking) =>
      isSameAmount(row, booking) &&
      distance(row, booking) <= PENDING_DAYS_MAX &&
      (booking.hasReference || row.evidence.reference === null) &&
      (booking.counterpartyIndex ? booking.counterpartyIndex === row.counterpartyIndex : isAlike(row, booking)),
  )
  const [booking] = candidates.sort(byNearness(row))
  return booking ? { booking, because: booking.effectiveDate === row.evidence.day ? 'content' : 'likeness' } : null
}

function isAlike(row: FetchedRow, booking: StoredRow): boolean {
  return !['unlike', 'contradicts'].includes(likenessOf(sideOf(row), booking))
}
