'use client'

import { useTranslations } from 'next-intl'
import { useDisplay } from '@/components/ui/display-context'

/** "SEK at 11,0500 and USD at 1,0900 to the euro": a rate is public and stays when amounts are hidden. */
export function RateNote({ rates }: { rates: readonly { currency: string; rate: string }[] }) {
  const t = useTranslations('accounts')
  const { style } = useDisplay()
  const items = rates.map(({ currency, rate }) => t('rate', { currency, rate: rate.replace('.', style.decimal) }))
  const [last, ...before] = [...items].reverse()
  return <>{before.length > 0 ? t('ratesAnd', { before: before.reverse().join(', '), last: last ?? '' }) : t('ratesOne', { last: last ?? '' })}</>
}
