import type { IsoDate } from '@/lib/core/iso-date'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'

/** Everything a page of a payment would show differently, as one text to compare. */
export function pulseOf(payment: PaymentDetail): string {
  const { status, isFinal, isBooked, bankStatus, lastPolledAt, nextPollAt, events, lines, bookings, possibleBookings, may } = payment
  const found = lines.map(({ word, booking }) => [word, booking?.transactionId ?? null])
  return JSON.stringify([
    status,
    isFinal,
    isBooked,
    bankStatus,
    lastPolledAt,
    nextPollAt,
    events.length,
    found,
    bookings.length,
    possibleBookings.length,
    may,
  ])
}

/** Whether anything may still change by itself. */
export function isGoingOn({ status, isFinal, isBooked, isRecurring }: PaymentDetail): boolean {
  if (status === 'rejected' || status === 'cancelled') return !isFinal
  return !isBooked || isRecurring
}

/** The order is given to the bank and its day has come: its debit may be on the account by now. */
export function mayBeBooked({ status, isBooked, isRecurring, executeOn }: PaymentDetail, today: IsoDate): boolean {
  const isGiven = status === 'accepted' || status === 'executed'
  return isGiven && (!isBooked || isRecurring) && (executeOn === null || executeOn <= today)
}
