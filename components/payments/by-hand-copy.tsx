'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { useDisplay } from '@/components/ui/display-context'
import { MoneyText } from '@/components/ui/money-text'
import { useFormat } from '@/components/ui/use-format'
import type { CopyRow } from '@/lib/payments/by-hand/copy-sheet'
import { writeTypedAmount } from './typed-amount'

/** Each field with a button that copies it as the bank's own form wants it. */
export function ByHandCopy({ fields, currency }: { fields: readonly CopyRow[]; currency: string }) {
  const t = useTranslations('payments.byHand')
  const format = useFormat()
  const { style } = useDisplay()
  return (
    <ul className="copy-rows">
      {fields.map(({ label, value, shown }) => (
        <li key={label}>
          <span className="min-w-0">
            <span className="term">{t(`fields.${label}`)}</span>
            <span className="value code" suppressHydrationWarning>
              {label === 'amount' ? (
                <MoneyText money={{ amount: value, currency }} />
              ) : label === 'day' ? (
                format.day(value, 'fullWeekday')
              ) : (
                shown
              )}
            </span>
          </span>
          <CopyButton
            text={label === 'amount' ? writeTypedAmount(value, currency, { ...style, group: '' }) : value}
            label={t('copyNamed', { term: t(`fields.${label}`) })}
          />
        </li>
      ))}
    </ul>
  )
}
