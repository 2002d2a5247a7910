'use client'

import { useTranslations } from 'next-intl'
import { describedBy, Field } from '@/components/ui/field'
import { useDisplay } from '@/components/ui/display-context'
import { readTypedAmount, writeTypedAmount } from './typed-amount'

type AmountInputProps = {
  id: string
  value: string
  currency: string
  /** More than one: the person chooses. */
  currencies: readonly string[]
  error?: string
  onChange: (typed: string) => void
  onCurrency: (currency: string) => void
  onLeave?: () => void
}

/** The sum in large figures; once left it is written as the person's country writes sums. */
export function AmountInput({ id, value, currency, currencies, error, onChange, onCurrency, onLeave }: AmountInputProps) {
  const t = useTranslations('payments.form')
  const { style } = useDisplay()
  const texts = { label: t('amount.label'), error }

  function leave(): void {
    const read = readTypedAmount(value, { currency, style })
    if ('amount' in read) onChange(writeTypedAmount(read.amount, currency, style))
    onLeave?.()
  }

  return (
    <Field id={id} {...texts}>
      <div className="sum-in">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          enterKeyHint="next"
          placeholder={`0${style.decimal}00`}
          value={value}
          {...describedBy(id, texts)}
          onChange={(event) => onChange(event.target.value)}
          onBlur={leave}
        />
        {currencies.length > 1 ? (
          <select aria-label={t('amount.currency')} value={currency} onChange={(event) => onCurrency(event.target.value)}>
            {currencies.map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        ) : (
          <span className="code">{currency}</span>
        )}
      </div>
    </Field>
  )
}
