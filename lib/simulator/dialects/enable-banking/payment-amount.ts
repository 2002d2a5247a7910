import { findCurrency } from '@/lib/core/currency'
import { parseMoney } from '@/lib/core/money'
import type { PaymentDescriptor } from '../../world/payment-descriptor'
import { ApiError, wrongField } from './errors'
import { requireText, type Fields } from './request-fields'

const AMOUNT = /^\d+(\.\d+)?$/
/** Minor units; more than any of the people here could pay. */
const AMOUNT_MAX = 5_000_000_00n

export function requireAmount(fields: Fields, place: string, { currencies }: PaymentDescriptor): { amountMinor: bigint; currency: string } {
  const [currency, text] = [requireText(fields, 'currency', place), requireText(fields, 'amount', place)]
  if (!findCurrency(currency) || !currencies.includes(currency))
    throw wrongField(`${place}.currency`, `not one of ${currencies.join(', ')}`)
  if (!AMOUNT.test(text) || text.length > 20) throw wrongField(`${place}.amount`, 'not an amount')
  let amountMinor: bigint
  try {
    amountMinor = parseMoney(text, currency).minor
  } catch {
    throw wrongField(`${place}.amount`, 'more decimals than the currency has')
  }
  if (amountMinor <= 0n) throw wrongField(`${place}.amount`, 'must be more than nothing')
  if (amountMinor > AMOUNT_MAX) throw new ApiError('PAYMENT_LIMIT_EXCEEDED')
  return { amountMinor, currency }
}
