import { useTranslations } from 'next-intl'
import { PAYMENT_TYPES } from './payment-types'

/** What a type of payment is called; one nobody knows keeps the bank's code. */
export function useKindWord(): (paymentType: string) => string {
  const t = useTranslations('payments.kind')
  return (paymentType) => {
    const known = PAYMENT_TYPES.find((kind) => kind === paymentType)
    return known ? t(known) : paymentType
  }
}
