import type { SeenRow } from '@/lib/accounts/list-gone'
import type { BatchWrites, StoredRow } from '@/lib/accounts/store-rows'
import { addToTotals } from '@/lib/accounts/totals'
import { daysBetween } from '@/lib/core/iso-date'
import { isHoldFor, isInBand } from './amount-band'
import { daysApart, likenessOf } from './likeness'
import { PENDING_DAYS_MAX } from './match-pending'

/** Two rows a person decided about, whichever way round. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

type Gone = {
  /** Pending rows the bank lists no more and that nothing took the place of. */
  readonly gone: readonly SeenRow[]
  /** Bookings that took no pending row's place. */
  readonly bookings: readonly SeenRow[]
  /** Pairs a person said something about. */
  readonly decided: ReadonlySet<string>
}

export type SettledGone = Pick<BatchWrites, 'supersedings' | 'reviews' | 'totals'>

/**
 * An announced row that is gone, and a booking of the same shop and another sum that came: a tip, a hold, another rate. They
 * are one payment where the sum is within its band and neither could be another's; where several could be, a person is asked.
 */
export function settleGone({ gone, bookings, decided }: Gone): SettledGone {
  const pairs = gone
    .flatMap((pending) => bookings.filter((booking) => mayBeBooked(pending, booking)).map((booking) => ({ pending, booking })))
    .filter(({ pending, booking }) => !decided.has(pairKey(pending.id, booking.id)))
    .sort((a, b) => apart(a) - apart(b) || (a.booking.id < b.booking.id ? -1 : 1))
  const supersedings: SettledGone['supersedings'][number][] = []
  const reviews: SettledGone['reviews'][number][] = []
  const totals = new Map<string, SettledGone['totals'][number]>()
  for (const { pending, booking } of pairs) {
    const rivals = pairs.filter((pair) => pair.pending === pending || pair.booking === booking)
    if (rivals.length === 1) {
      supersedings.push({ pendingId: pending.id, id: booking.id, because: 'likeness' })
      moveTotals(totals, pending, booking)
    } else if (booking.isNew && !reviews.some(({ id, otherIds }) => id === booking.id || otherIds.includes(pending.id))) {
      const otherIds = rivals.flatMap((pair) => (pair.booking === booking ? pair.pending.id : []))
      reviews.push({ id: booking.id, reason: 'amount_differs', otherIds })
    }
  }
  return { supersedings, reviews, totals: [...totals.values()] }
}

function apart({ pending, booking }: { pending: SeenRow; booking: SeenRow }): number {
  return daysApart(pending.effectiveDate, booking.effectiveDate)
}

/** Looked at once, in the reading in which one of them went or came: what was left alone then stays alone. */
function mayBeBooked(pending: SeenRow, booking: SeenRow): boolean {
  if (booking.firstSeenAt <= pending.firstSeenAt || !(pending.isNew || booking.isNew)) return false
  const days = daysBetween(pending.effectiveDate, booking.effectiveDate)
  if (days < -1 || days > PENDING_DAYS_MAX || likenessOf(pending, booking) !== 'same') return false
  return pending.amountMinor !== booking.amountMinor && (isInBand(pending, booking) || isHoldFor(pending, booking))
}

/** A person's category goes along to the booking, and what it is counted under with it. */
function moveTotals(totals: Map<string, SettledGone['totals'][number]>, pending: StoredRow, booking: StoredRow): void {
  if (!pending.hasUserCategory || booking.hasUserCategory) return
  const facts = { day: booking.effectiveDate, currency: booking.currency, minor: booking.amountMinor }
  addToTotals(totals, { ...facts, category: booking.countedCategory }, -1)
  addToTotals(totals, { ...facts, category: pending.countedCategory }, 1)
}
