import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { DateText } from '@/components/ui/date-text'
import { SumLine } from '@/components/ui/sum-line'
import type { Ledger } from '@/lib/insights/overview'
import { RateNote } from './rate-note'

/** Sums by currency, the total with the double rule, and what is not in it. */
export function LedgerFoot({ ledger, baseCurrency }: { ledger: Ledger; baseCurrency: string }) {
  const t = useTranslations('accounts')
  const isMixed = ledger.currencies.length > 1 && ledger.grouping !== 'currency'
  return (
    <>
      {isMixed && (
        <dl className="sub-sums">
          {ledger.currencies.map(({ sum, converted }) => (
            <div key={sum.currency}>
              <dt>{t('inCurrency', { currency: sum.currency })}</dt>
              <dd>
                <Amount money={sum} size="small" />
                {converted && (
                  <>
                    <br />
                    <Amount money={converted} kind="transfer" size="small" />
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {ledger.total && (
        <SumLine isFinal label={t('totalIn', { currency: baseCurrency })}>
          <Amount money={ledger.total} strong />
        </SumLine>
      )}
      <Footnotes ledger={ledger} />
    </>
  )
}

function Footnotes({ ledger }: { ledger: Ledger }) {
  const t = useTranslations('accounts')
  const { rates, withoutRate, withoutBalance, notIncluded } = ledger
  return (
    <div className="footnote">
      {rates && (
        <p>
          <RateNote rates={rates.list} /> {t('rates.of')} <DateText day={rates.day} form="long" />.
        </p>
      )}
      {withoutRate.length > 0 && <p className="text-warning">{t('withoutRate', { currencies: withoutRate.join(', ') })}</p>}
      {withoutBalance > 0 && <p>{t('withoutBalance', { count: withoutBalance })}</p>}
      {notIncluded > 0 && <p>{t('notIncluded', { count: notIncluded })}</p>}
    </div>
  )
}
