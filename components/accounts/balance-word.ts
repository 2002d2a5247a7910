import { useTranslations } from 'next-intl'
import { BALANCE_TYPES } from '@/lib/core/iso-20022'

/** A balance's code in words; a code nobody knows is named as the bank does. */
export function useBalanceWord(): (type: string) => string {
  const t = useTranslations('accounts.balances')
  return (type) => {
    const known = BALANCE_TYPES.find((code) => code === type)
    return known ? t(`type.${known}`) : t('unknown', { type })
  }
}
