import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'

export type ReceiptTitle = 'booked' | 'partly' | 'executed' | 'accepted' | 'standing'

/** Whether there is anything to put on paper: the bank took the order, or its debit was found. */
export function hasReceipt({ status, isBooked, channel }: PaymentDetail): boolean {
  if (status === 'rejected' || status === 'cancelled') return false
  return isBooked || (channel === 'bank' && (status === 'accepted' || status === 'executed'))
}

/** What the paper may call itself. */
export function receiptTitleOf({ status, isBooked, isRecurring, bookings, hasRefusedLines }: PaymentDetail): ReceiptTitle {
  if (isRecurring) return 'standing'
  if (isBooked && !hasRefusedLines) return 'booked'
  if (bookings.length > 0) return 'partly'
  return status === 'executed' ? 'executed' : 'accepted'
}
