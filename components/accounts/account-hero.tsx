import { useTranslations } from 'next-intl'
import { BalanceChart } from '@/components/ui/balance-chart'
import { CopyButton } from '@/components/ui/copy-button'
import { DateText } from '@/components/ui/date-text'
import { MoneyText } from '@/components/ui/money-text'
import { SegmentedLinks } from '@/components/ui/segmented-links'
import { TimeText } from '@/components/ui/time-text'
import { Total } from '@/components/ui/total'
import { formatIban } from '@/lib/core/iban'
import type { AccountPageDto } from '@/lib/insights/account-page'
import { PERIODS } from '@/lib/insights/period'
import { staleBalanceDay } from './balance-day'
import { useBalanceWord } from './balance-word'

/** The account's number, the balance that counts with its kind and time, and the way it went. */
export function AccountHero({ page, now }: { page: AccountPageDto; now: string }) {
  const t = useTranslations('accounts.hero')
  const { account, points } = page
  const word = useBalanceWord()
  const counted = page.balances.find((balance) => balance.counts)
  const oldDay = counted ? staleBalanceDay(counted) : null
  return (
    <>
      <NumberLine page={page} />
      <section className="account-hero" aria-labelledby="balance">
        <h2 className="lead" id="balance">
          {account.balanceType ? word(account.balanceType) : t('number')}
        </h2>
        {account.balance ? <Total money={account.balance} /> : <p className="text-20 font-semibold">{t('never')}</p>}
        <p className="basis">
          {page.converted && (
            <>
              {t('about')} <MoneyText money={page.converted} /> ·{' '}
            </>
          )}
          {account.balanceAt && (
            <>
              {t('read')} <TimeText at={account.balanceAt} staleAt={now} /> ·{' '}
              {oldDay && (
                <>
                  {t('of')} <DateText day={oldDay} form="full" /> ·{' '}
                </>
              )}
              {t(account.includeInTotals && !account.isArchived ? 'counts' : 'notCounts')}
            </>
          )}
          {page.creditLimit && (
            <>
              {' '}
              · {t('creditLimit')} <MoneyText money={page.creditLimit} />
            </>
          )}
        </p>
        {account.balance && (
          <div className="plot">
            <BalanceChart
              label={t('chart', { name: account.name })}
              currency={account.currency}
              points={points}
              controls={<PeriodLinks page={page} />}
            />
          </div>
        )}
      </section>
    </>
  )
}

function NumberLine({ page: { account, iban, otherNumber } }: { page: AccountPageDto }) {
  const t = useTranslations('accounts.hero')
  return (
    <div className="idline">
      <span>{account.bankName}</span>
      {iban && (
        <>
          <span className="code">{formatIban(iban)}</span>
          <CopyButton text={iban} label={t('copyIban')} />
        </>
      )}
      {!iban && otherNumber && (
        <>
          <span className="code">{otherNumber.number}</span>
          <CopyButton text={otherNumber.number} label={t('copyNumber')} />
        </>
      )}
    </div>
  )
}

function PeriodLinks({ page }: { page: AccountPageDto }) {
  const t = useTranslations('ui.period')
  const options = PERIODS.map((period) => ({
    href: period === '1m' ? `/accounts/${page.account.id}` : `/accounts/${page.account.id}?period=${period}`,
    label: t(period),
    title: t(`${period}Long`),
    isCurrent: period === page.period,
  }))
  return <SegmentedLinks label={t('label')} options={options} />
}
