'use client'

import { Equal, EqualNot } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import type { Sign } from '@/lib/accounts/decisions/review'

/** What speaks for one payment and what for two, each in a few words. */
export function ReviewSigns({ signs }: { signs: readonly Sign[] }) {
  const t = useTranslations('transactions.review')
  return (
    <div className="signs">
      <SignList title={t('speaksForOne')} signs={signs.filter(({ speaksFor }) => speaksFor)} />
      <SignList title={t('speaksForTwo')} signs={signs.filter(({ speaksFor }) => !speaksFor)} />
    </div>
  )
}

function SignList({ title, signs }: { title: string; signs: readonly Sign[] }) {
  const t = useTranslations('transactions.review')
  const say = useSignWords()
  const Icon = signs[0]?.speaksFor ? Equal : EqualNot
  return (
    <div>
      <h3>{title}</h3>
      {signs.length === 0 ? (
        <p className="text-muted">{t('nothing')}</p>
      ) : (
        <ul>
          {signs.map((sign) => (
            <li key={sign.kind}>
              <Icon className="ic" aria-hidden="true" />
              {say(sign)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function useSignWords(): (sign: Sign) => string {
  const t = useTranslations('transactions.review.sign')
  const format = useFormat()
  return (sign) => {
    if (sign.kind === 'amount') {
      if (sign.speaksFor) return t('for.amount')
      return sign.difference ? t('against.amount', { amount: format.money(sign.difference, { symbol: true }) }) : t('against.currency')
    }
    if (sign.kind === 'days') return sign.days === 0 ? t('for.day') : t('against.days', { days: sign.days })
    if (sign.kind === 'stages' || sign.kind === 'transactionId') return t(`for.${sign.kind}`)
    if (sign.kind === 'together') return t('against.together')
    return t(`${sign.speaksFor ? 'for' : 'against'}.${sign.kind}`)
  }
}
