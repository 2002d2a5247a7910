import { createHash } from 'node:crypto'

/**
 * What a payment is found by when all that is known is the bank interface's number of it (`payment_attempt.bank_payment_index`).
 * The number is a random UUID, so a plain hash hides it; it must be computable before any household is known.
 */
export function paymentIndex(bankPaymentId: string): string {
  return createHash('sha256').update(`enable-banking payment ${bankPaymentId.trim().toLowerCase()}`).digest('base64url')
}
