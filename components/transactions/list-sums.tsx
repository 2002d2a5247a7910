import { useTranslations } from 'next-intl'
import { RateNote } from '@/components/accounts/rate-note'
import { Amount } from '@/components/ui/amount'
import { signOfMoney } from '@/lib/core/format-money'
import type { ListedTransaction, TransactionListDto } from '@/lib/insights/transaction-list'
import { inAndOut } from './list-items'

type ListSumsProps = { list: TransactionListDto; rows: readonly ListedTransaction[]; hasMore: boolean }

/** What the sums leave out, and, once the whole list is here, how many rows there are and what they come to. */
export function ListSums({ list, rows, hasMore }: ListSumsProps) {
  const t = useTranslations('transactions.sums')
  const sums = hasMore ? null : inAndOut(rows, list.baseCurrency)
  return (
    <p className="sums">
      {sums && (
        <>
          <span>{t('rows', { count: rows.length })}</span>
          {signOfMoney(sums.in) !== 0 && (
            <span>
              {t('in')} <Amount money={sums.in} kind="movement" code="inline" />
            </span>
          )}
          {signOfMoney(sums.out) !== 0 && (
            <span>
              {t('out')} <Amount money={sums.out} kind="movement" code="inline" />
            </span>
          )}
        </>
      )}
      <span className={sums ? 'desk' : undefined}>
        {t('leftOut')}
        {list.rates && (
          <span className="max-lg:hidden">
            ; <RateNote rates={list.rates.list} /> {t('ecb')}
          </span>
        )}
      </span>
    </p>
  )
}
