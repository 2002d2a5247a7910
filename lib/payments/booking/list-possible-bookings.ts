import type { Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { matchBookings } from './match-booking'
import type { PaymentBookingDto } from '@/lib/payments/pages/payment-dto'
import { readPossible } from './read-bookings'
import { readMatching } from './read-matching'

const SHOWN_MAX = 5

/** Rows that may be this payment's debit, likeliest first, among what the viewer sees; what is certain is found by the clock. */
export async function listPossibleBookings(db: Db, viewer: Viewer, paymentId: string, now: Date): Promise<PaymentBookingDto[]> {
  const { possible } = matchBookings(await readMatching(db, viewer.householdId, now))
  const ids = possible.filter((one) => one.paymentId === paymentId).map(({ transactionId }) => transactionId)
  return readPossible(db, viewer, [...new Set(ids)].slice(0, SHOWN_MAX), now)
}
