import type { PaymentDetail } from './payment-dto'
import type { AttemptState, PaymentStatus } from '@/lib/payments/payment-status'

/** What decides about the next step of a payment. */
export type PaymentMoment = {
  readonly status: PaymentStatus
  readonly channel: string
  readonly isFinal: boolean
  readonly isBooked: boolean
  /** A debit of one of its lines was found, if not all. */
  readonly isAnyBooked: boolean
  readonly isMine: boolean
  /** The viewer's role allows paying. */
  readonly mayPay: boolean
  readonly needsMyApproval: boolean
  /** The person has come back from the bank's page. */
  readonly hasReturned: boolean
  readonly attempts: readonly {
    readonly state: AttemptState
    readonly hasUrl: boolean
    /** The bank can be asked about it. */
    readonly hasHandle: boolean
  }[]
}

/** What the viewer can do with a payment now. The actions check it again when they are taken. */
export function whatMayBeDone(payment: PaymentMoment): PaymentDetail['may'] {
  const { status, channel, attempts, isBooked, isAnyBooked, isFinal } = payment
  const isOurs = payment.isMine && payment.mayPay
  const isBank = channel === 'bank'
  // Nobody has a page of it, and the bank knows nothing that could be asked about.
  const isUnsent = attempts.every(({ state, hasHandle }) => state === 'refused' || (state === 'lost' && !hasHandle))
  const isOver = status === 'rejected' || status === 'cancelled'
  const isAtBank = status === 'waiting' || (status === 'accepted' && !payment.hasReturned)
  return {
    send: isOurs && isBank && !isFinal && !isAnyBooked && isUnsent && (status === 'ready' || status === 'unknown'),
    continueAtBank: isOurs && isAtBank && !isFinal && !isAnyBooked && attempts.some(({ state, hasUrl }) => state === 'open' && hasUrl),
    askBank: isOurs && isBank && !isFinal && attempts.some(({ hasHandle }) => hasHandle),
    withdraw: isOurs && !isFinal && !isAnyBooked && isUnsent && ['draft', 'held', 'ready', 'unknown'].includes(status),
    approve: payment.needsMyApproval,
    // A refusal the bank has not called final may still turn out otherwise: paid again, it would be paid twice.
    payAgain: isOurs && ((isOver && isFinal) || status === 'executed' || isBooked),
  }
}
