'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { formatDecimal, parseMoney } from '@/lib/core/money'
import type { MoneyDto } from '@/lib/core/money-dto'
import { usePay } from './pay-context'

/** What the account has now and after this payment. */
export function WizardAfterThis() {
  const t = useTranslations('payments.form.after')
  const { facts, form, view } = usePay()
  const { source } = facts
  if (!source) return null
  const sum =
    view &&
    sumOf(
      view.lines.map(({ amount }) => amount),
      form.currency,
    )
  const left = leftOf(source.available, sum)
  const isBooked = source.availableType !== null && ['CLBD', 'OPBD', 'PRCD', 'ITBD'].includes(source.availableType)
  return (
    <aside className="pay-side" aria-labelledby="after-this">
      <h2 id="after-this">{t('title', { account: source.name })}</h2>
      {source.available ? (
        <table className="calc">
          <tbody>
            <tr>
              <th scope="row">{t(isBooked ? 'nowBooked' : 'now')}</th>
              <td>
                <Amount money={source.available} />
              </td>
            </tr>
            {sum && (
              <tr>
                <th scope="row">{t('this')}</th>
                <td>
                  <Amount money={{ amount: `-${sum.amount}`, currency: sum.currency }} />
                </td>
              </tr>
            )}
            {left && (
              <tr className="line">
                <th scope="row">{t('left')}</th>
                <td>
                  <Amount money={left} strong />
                </td>
              </tr>
            )}
          </tbody>
        </table>
      ) : (
        <p className="footnote">{t('notGiven')}</p>
      )}
      {left?.amount.startsWith('-') && (
        <p className="okline act mt-2">
          <TriangleAlert className="ic s" aria-hidden="true" />
          {t('short')}
        </p>
      )}
      {source.available && sum && sum.currency !== source.available.currency && (
        <p className="footnote">{t('otherCurrency', { currency: sum.currency })}</p>
      )}
    </aside>
  )
}

/** Of all lines that have an amount by now; null while none has. */
export function sumOf(amounts: readonly (string | null)[], currency: string): MoneyDto | null {
  const known = amounts.filter((amount) => amount !== null)
  if (known.length === 0) return null
  const minor = known.reduce((sum, amount) => sum + parseMoney(amount, currency).minor, 0n)
  return { amount: formatDecimal({ ...parseMoney('0', currency), minor }), currency }
}

/** Null where there is nothing to take away or no common currency. */
export function leftOf(available: MoneyDto | null, sum: MoneyDto | null): MoneyDto | null {
  if (!available || !sum || available.currency !== sum.currency) return null
  const now = parseMoney(available.amount, available.currency)
  return { amount: formatDecimal({ ...now, minor: now.minor - parseMoney(sum.amount, sum.currency).minor }), currency: available.currency }
}
