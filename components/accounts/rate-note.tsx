'use client'

import { useTranslations } from 'next-intl'
import { PrivateText } from '@/components/ui/private-text'
import { useDisplay } from '@/components/ui/display-context'

/** "SEK at 11,0500 and USD at 1,0900 to the euro". */
export function RateNote({ rates }: { rates: readonly { currency: string; rate: string }[] }) {
  const t = useTranslations('accounts.rates')
  const { style } = useDisplay()
  const items = rates.map(({ currency, rate }) => t('one', { currency, rate: rate.replace('.', style.decimal) }))
  const [last, ...before] = [...items].reverse()
  const text = before.length > 0 ? t('and', { before: before.reverse().join(', '), last: last ?? '' }) : t('only', { last: last ?? '' })
  return <PrivateText>{text}</PrivateText>
}
