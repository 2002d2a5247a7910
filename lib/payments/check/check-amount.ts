import { findCurrency } from '@/lib/core/currency'
import { parseDecimal, type ParsedDecimal } from '@/lib/core/money'
import type { OrderErrorCode } from './order-error-codes'
import { SEPA_MINOR_MAX } from './order-limits'

/** Decimal text with a point, above zero, with no digit its currency does not have. */
export function checkAmount(amount: string, currency: string, isSepa: boolean): OrderErrorCode | null {
  if (amount.trim() === '') return 'required'
  const code = findCurrency(currency)
  if (!/^\d{1,30}(\.\d{1,30})?$/.test(amount) || code === null) return 'amount_form'
  let parsed: ParsedDecimal
  try {
    parsed = parseDecimal(amount, code)
  } catch {
    return 'amount_too_large'
  }
  if (parsed.excess !== null) return 'amount_decimals'
  if (parsed.minor === 0n) return 'amount_zero'
  return isSepa && parsed.minor > SEPA_MINOR_MAX ? 'amount_too_large' : null
}
