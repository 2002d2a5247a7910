'use client'

import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { useFormat } from '@/components/ui/use-format'
import { addMoney, formatDecimal, parseMoney } from '@/lib/core/money'
import { fromMoneyDto, toMoneyDto, type MoneyDto } from '@/lib/core/money-dto'
import { usePay } from './pay-context'

/** What the account has now, after this payment, and after what is known to come in the next days. */
export function WizardAfterThis() {
  const t = useTranslations('payments.form.after')
  const format = useFormat()
  const { facts, form, view } = usePay()
  const { source } = facts
  if (!source) return null
  const { available, ahead } = source
  const sum =
    view &&
    sumOf(
      view.lines.map(({ amount }) => amount),
      form.currency,
    )
  const left = leftOf(available, sum)
  const then = ahead && plus(sum ? left : available, ahead.total)
  const until = ahead ? format.day(ahead.until, 'short') : ''
  const isBooked = source.availableType !== null && ['CLBD', 'OPBD', 'PRCD', 'ITBD'].includes(source.availableType)
  return (
    <aside className="pay-side" aria-labelledby="after-this">
      <h2 id="after-this">{t('title', { account: source.name })}</h2>
      {available ? (
        <table className="calc">
          <tbody>
            <Sum name={t(isBooked ? 'nowBooked' : 'now')} money={available} />
            {sum && <Sum name={t('this')} money={{ ...sum, amount: `-${sum.amount}` }} />}
            {left && <Sum name={t('left')} money={left} isResult />}
            {then && <Sum name={t('known', { day: until })} money={ahead.total} />}
            {then && <Sum name={t('thenLeft')} money={then} isResult />}
          </tbody>
        </table>
      ) : (
        <p className="footnote">{t('notGiven')}</p>
      )}
      {isBelowZero(left) && <Warning>{t('short')}</Warning>}
      {!isBelowZero(left) && left && isBelowZero(then) && <Warning>{t('shortThen', { day: until })}</Warning>}
      {available && sum && sum.currency !== available.currency && (
        <p className="footnote">{t('otherCurrency', { currency: sum.currency })}</p>
      )}
    </aside>
  )
}

/** A line of the sum; a result stands below a rule. */
function Sum({ name, money, isResult = false }: { name: string; money: MoneyDto; isResult?: boolean }) {
  return (
    <tr className={isResult ? 'line' : undefined}>
      <th scope="row">{name}</th>
      <td>
        <Amount money={money} strong={isResult} />
      </td>
    </tr>
  )
}

function Warning({ children }: { children: string }) {
  return (
    <p className="okline act mt-2">
      <TriangleAlert className="ic s" aria-hidden="true" />
      {children}
    </p>
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
  return sum && plus(available, { ...sum, amount: `-${sum.amount}` })
}

function plus(a: MoneyDto | null, b: MoneyDto): MoneyDto | null {
  return a && a.currency === b.currency ? toMoneyDto(addMoney(fromMoneyDto(a), fromMoneyDto(b))) : null
}

function isBelowZero(money: MoneyDto | null): boolean {
  return money !== null && money.amount.startsWith('-')
}
