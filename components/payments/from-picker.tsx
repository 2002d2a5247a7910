'use client'

import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Tile } from '@/components/ui/tile'
import { useFormat } from '@/components/ui/use-format'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'

type FromPickerProps = { sources: readonly PaymentSource[]; value: string | null; error?: string; onChange: (accountId: string) => void }

/** Which account pays. The platform's own list opens over the drawn line, so every phone and keyboard knows how to use it. */
export function FromPicker({ sources, value, error, onChange }: FromPickerProps) {
  const t = useTranslations('payments.form')
  const format = useFormat()
  const chosen = sources.find(({ accountId }) => accountId === value) ?? null

  function subOf({ lastFour, available, bankName }: PaymentSource): string {
    const end = lastFour ? `…${lastFour}` : bankName
    return available ? t('from.available', { end, amount: format.money(available) }) : t('from.noBalance', { end })
  }

  return (
    <div className="field">
      <label htmlFor="accountId">{t('from.label')}</label>
      <div className={error ? 'pick over bad' : 'pick over'}>
        {chosen ? (
          <>
            <Tile id={chosen.tileId} name={chosen.bankName} />
            <span className="min-w-0" aria-hidden="true">
              <span className="name cut">{chosen.name}</span>
              <span className="sub num" suppressHydrationWarning>
                {subOf(chosen)}
              </span>
            </span>
          </>
        ) : (
          <span aria-hidden="true">{t('from.choose')}</span>
        )}
        <ChevronDown className="ic" aria-hidden="true" />
        <select
          id="accountId"
          value={value ?? ''}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? 'accountId-error' : undefined}
          onChange={(event) => onChange(event.target.value)}
        >
          {chosen === null && <option value="">{t('from.choose')}</option>}
          {sources.map((source) => (
            <option key={source.accountId} value={source.accountId} suppressHydrationWarning>
              {`${source.name} · ${source.bankName} · ${subOf(source)}`}
            </option>
          ))}
        </select>
      </div>
      {error && (
        <p className="err" id="accountId-error">
          {error}
        </p>
      )}
    </div>
  )
}
