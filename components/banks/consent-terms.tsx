'use client'

import { Check, CircleMinus, Lock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import { dayIn, weekdayName } from '@/lib/core/format-day'

/** What will be read, until when, and who will see it. */
export function ConsentTerms({ validUntil }: { validUntil: string }) {
  const t = useTranslations('connect.review')
  const format = useFormat()
  const until = dayIn(new Date(validUntil), format.display.timeZone)
  const lines = [
    { text: t('accounts'), sub: t('accountsSub') },
    { text: t('balances') },
    { text: t('transactions'), sub: t('transactionsSub') },
  ]
  return (
    <>
      <ul className="reads">
        {lines.map(({ text, sub }) => (
          <li key={text}>
            <Check className="ic" aria-hidden="true" />
            <span>
              {text}
              {sub && <span className="sub">{sub}</span>}
            </span>
          </li>
        ))}
        <li>
          <CircleMinus className="ic no" aria-hidden="true" />
          <span>
            {t('payments')}
            <span className="sub">{t('paymentsSub')}</span>
          </span>
        </li>
        <li>
          <Lock className="ic no" aria-hidden="true" />
          <span>
            {t('seers')}: {t('seersOnly')}
            <span className="sub">{t('seersSub')}</span>
          </span>
        </li>
      </ul>
      <p className="until">
        <span className="text-muted">{t('until')}</span>
        <span className="text-end">
          <b>
            <time dateTime={validUntil}>
              {weekdayName(until, format.display.language, 'long')} {format.day(until, 'full')}
            </time>
          </b>
          <br />
          <span className="text-14 text-muted">{t('untilSub')}</span>
        </span>
      </p>
    </>
  )
}
