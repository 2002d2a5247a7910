import { useTranslations } from 'next-intl'
import { ORDER_ERROR_CODES, type OrderErrorCode } from '@/lib/payments/check/order-error-codes'

/** What the household's limits say (lib/payments/check-payment-rules). */
const LIMIT_CODES = ['above_single_limit', 'above_daily_limit', 'no_rate'] as const

type KnownCode = OrderErrorCode | (typeof LIMIT_CODES)[number]

/** Words for what is wrong with a field; a code that has none is the bank's own refusal. */
export function useOrderWords(): (code: string) => string {
  const t = useTranslations('payments.errors')
  return (code) => t(isKnown(code) ? code : 'bank_refused')
}

const NAMED = ['name', 'account', 'amount', 'remittance', 'reference', 'executeOn', 'country', 'address', 'bic', 'clearing'] as const

/** The same with the field's name before it: "Amount: Please fill this in." */
export function useNamedWords(): (field: string, code: string) => string {
  const t = useTranslations('payments.errors')
  const words = useOrderWords()
  return (field, code) => {
    const known = NAMED.find((name) => field.split('.').includes(name))
    return known ? t('named', { field: t(`fields.${known}`), words: words(code) }) : words(code)
  }
}

function isKnown(code: string): code is KnownCode {
  return [...ORDER_ERROR_CODES, ...LIMIT_CODES].some((known) => known === code)
}

/** The control that a field of an order is typed into, by its id. */
export function fieldIdOf(field: string): string {
  return field
    .replace(/\.(reference|remittance)$/, '.remittance.0')
    .replace(/^standingOrder$/, 'standingOrder.frequency')
    .replace(/\.regulatory$/, '.regulatoryCode')
    .replace(/^(currency|amount)$/, 'lines.0.amount')
}
