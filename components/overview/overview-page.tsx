import { useTranslations } from 'next-intl'
import { AccountLedger } from '@/components/accounts/account-ledger'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { SegmentedLinks } from '@/components/ui/segmented-links'
import { TimeText } from '@/components/ui/time-text'
import { GROUPINGS, SCOPES, type OverviewDto } from '@/lib/insights/overview'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'
import { AttentionList } from './attention-list'
import { GroupMenu } from './group-menu'
import { LatestRows } from './latest-rows'
import { overviewHref } from './overview-href'
import { OverviewHero } from './overview-hero'
import './overview.css'

/** The overview: wide column the ledger, narrow column what waits and what came last. */
export function OverviewPage({ overview, payments, now }: { overview: OverviewDto; payments: readonly PaymentRow[]; now: string }) {
  const t = useTranslations('overview')
  const { ledger, baseCurrency, lastReadAt } = overview
  return (
    <>
      <PageHeader title={t('title')} hasMark hasPrivacy>
        <ScopeLinks overview={overview} />
        {lastReadAt && (
          <span className="desk text-14 text-muted">
            {t('lastRead')} <TimeText at={lastReadAt} form="asOf" staleAt={now} />
          </span>
        )}
      </PageHeader>
      <main id="main" tabIndex={-1}>
        <div className="ov">
          <div>
            <OverviewHero overview={overview} />
            <div className="phone">
              <AttentionList items={overview.attention} payments={payments} />
            </div>
            <Section title={t('accounts')} aside={<Grouping overview={overview} />}>
              <AccountLedger ledger={ledger} baseCurrency={baseCurrency} now={now} />
            </Section>
          </div>
          <div className="side">
            <div className="desk">
              <AttentionList items={overview.attention} payments={payments} />
            </div>
            <LatestRows rows={overview.latest} accountNames={overview.accountNames} />
          </div>
        </div>
      </main>
    </>
  )
}

function ScopeLinks({ overview: { choice } }: { overview: OverviewDto }) {
  const t = useTranslations('overview.scope')
  const options = SCOPES.map((scope) => ({ href: overviewHref(choice, { scope }), label: t(scope), isCurrent: scope === choice.scope }))
  return <SegmentedLinks label={t('label')} options={options} />
}

function Grouping({ overview: { choice } }: { overview: OverviewDto }) {
  const t = useTranslations('accounts.group')
  const hrefs = GROUPINGS.map((grouping) => ({ grouping, href: overviewHref(choice, { group: grouping }) }))
  return <GroupMenu current={t(choice.group)} hrefs={hrefs} />
}
