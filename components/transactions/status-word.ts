import { useTranslations } from 'next-intl'
import { isBooked, isPending } from '@/lib/core/iso-20022'

/** A row's status in a word. */
export function useStatusWord(): (status: string) => string {
  const t = useTranslations('transactions.status')
  return (status) => {
    if (isBooked(status)) return t('booked')
    if (isPending(status)) return t('pending')
    if (status === 'SCHD') return t('scheduled')
    return status === 'CNCL' || status === 'RJCT' ? t('gone') : t('other')
  }
}
