import type { IsoDate } from '@/lib/core/iso-date'
import { executionDay } from '@/lib/payments/dates/execution-date'
import { movesAnyDay } from './form-fields'
import type { PaymentOrder } from '@/lib/payments/order'

/**
 * The day an order is sent for: the one chosen, past weekends and holidays; null: at once. The first day of a standing order is sent as
 * chosen, because the bank counts the others from it and shifts each by the order's own rule.
 */
export function sentDay({ executeOn, standingOrder, paymentType, currency }: PaymentOrder): IsoDate | null {
  if (executeOn === null || standingOrder !== null) return executeOn
  return executionDay(executeOn, { instant: movesAnyDay(paymentType), currency }).day
}
