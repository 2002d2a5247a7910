import type { PaymentTasks } from '@/lib/jobs'
import { findBookings, matchPayments } from './booking/find-bookings'
import { pollPayment } from './following/poll-payment'
import { sweepPayments } from './following/sweep-payments'

/** What each job of payments does. A handler that throws is tried again by the queue, later and later. */
export const paymentTasks: PaymentTasks = {
  'poll-payment': (payload) => pollPayment(payload, new Date()),
  'find-bookings': async ({ householdId }) => void (await findBookings(householdId, new Date())),
  'tend-payments': async () => void (await sweepPayments(new Date())),
  'match-payments': async () => void (await matchPayments(new Date())),
}
