import type { PaymentDetail, PaymentLineDto } from '@/lib/payments/pages/payment-dto'
import type { PaymentWord } from '@/lib/payments/payment-status'

/**
 * How one line of a payment stands. A line the bank said nothing of stands where the whole stands, but for what a bank may have done
 * with some lines and not with others: a bulk that was carried out may have had lines refused.
 */
export function wordOfLine({ word }: Pick<PaymentLineDto, 'word'>, payment: Pick<PaymentDetail, 'word' | 'lineCount'>): PaymentWord {
  if (word !== null) return word
  return payment.lineCount > 1 && MAY_BE_IN_PART.includes(payment.word) ? 'unknown' : payment.word
}

const MAY_BE_IN_PART: readonly PaymentWord[] = ['accepted', 'executed']
