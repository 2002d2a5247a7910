import { useTranslations } from 'next-intl'

const KINDS = [
  'SEPA',
  'INST_SEPA',
  'INTERNAL',
  'DOMESTIC',
  'CROSSBORDER',
  'DOMESTIC_SE_GIRO',
  'BULK_SEPA',
  'BULK_DOMESTIC',
  'BULK_DOMESTIC_SE_GIRO',
] as const

/** What a type of payment is called; one nobody knows keeps the bank's code. */
export function useKindWord(): (paymentType: string) => string {
  const t = useTranslations('payments.kind')
  return (paymentType) => {
    const known = KINDS.find((kind) => kind === paymentType)
    return known ? t(known) : paymentType
  }
}
