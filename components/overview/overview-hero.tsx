import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { BalanceChart } from '@/components/ui/balance-chart'
import { DateText } from '@/components/ui/date-text'
import { SegmentedLinks } from '@/components/ui/segmented-links'
import { Total } from '@/components/ui/total'
import type { OverviewDto } from '@/lib/insights/overview'
import { PERIODS } from '@/lib/insights/period'
import { ChangeRatio } from './change-ratio'
import { overviewHref } from './overview-href'

/** The one total of the page, how it changed, and the way it went. */
export function OverviewHero({ overview }: { overview: OverviewDto }) {
  const t = useTranslations('overview')
  const { choice, ledger, accountCount, bankCount, points, baseCurrency } = overview
  return (
    <section className="hero" aria-labelledby="total">
      <h2 className="lead" id="total">
        {t(`total.${choice.scope}`)} · {t('accountsAtBanks', { accounts: accountCount, banks: bankCount })}
      </h2>
      {ledger.total ? <Total money={ledger.total} /> : <p className="text-20 font-semibold">{t('noTotal')}</p>}
      <Change change={overview.change} />
      <div className="plot">
        <BalanceChart
          label={t(`total.${choice.scope}`)}
          currency={baseCurrency}
          points={points}
          controls={<PeriodLinks overview={overview} />}
        />
      </div>
      {ledger.rates && points.length > 1 && <p className="footnote">{t('chartRates')}</p>}
    </section>
  )
}

function Change({ change }: { change: OverviewDto['change'] }) {
  const t = useTranslations('overview')
  if (!change) return null
  const { ratio } = change
  return (
    <p className="change">
      <Amount money={change.amount} kind="movement" code="inline" /> {t('since')} <DateText day={change.since} form="long" />
      {ratio !== null && ratio !== 0 && <ChangeRatio ratio={ratio} word={t(ratio > 0 ? 'more' : 'less')} />}
    </p>
  )
}

function PeriodLinks({ overview }: { overview: OverviewDto }) {
  const t = useTranslations('ui.period')
  const { choice } = overview
  const options = PERIODS.map((period) => ({
    href: overviewHref(choice, { period }),
    label: t(period),
    title: t(`${period}Long`),
    isCurrent: period === choice.period,
  }))
  return <SegmentedLinks label={t('label')} options={options} />
}
