import { ArrowRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import type { AccountPageDto } from '@/lib/insights/account-page'
import type { AccountActions } from './account-actions'
import { AccountControls, ControlLink } from './account-controls'
import { AccountFeeds } from './account-feeds'
import { AccountHero } from './account-hero'
import { AccountMenu } from './account-menu'
import { AccountPeople } from './account-people'
import { BalanceTable } from './balance-table'
import { Completeness } from './completeness'
import { GoneNotice } from './gone-notice'
import { RunningRows } from './running-rows'
import { SetAsideRows } from './set-aside-rows'
import '../overview/overview.css'
import './account.css'

type AccountPageProps = { page: AccountPageDto; /** ISO instant. */ now: string; actions: AccountActions }

/** One account: wide column the money, narrow column who sees it and where it comes from. */
export function AccountPage({ page, now, actions }: AccountPageProps) {
  const t = useTranslations('accounts')
  const { account, level, balances } = page
  const mayEdit = level === 'full'
  return (
    <AccountControls page={page} actions={actions}>
      <PageHeader title={account.name} back={{ href: '/accounts', place: t('place') }} hasPrivacy>
        {mayEdit && !account.isArchived && (
          <ButtonLink href={`/payments/new?from=${account.id}`} aria-label={t('payFrom')}>
            <ArrowRight className="ic s" aria-hidden="true" />
            {t('pay')}
          </ButtonLink>
        )}
        <AccountMenu page={page} />
      </PageHeader>
      <main id="main" tabIndex={-1}>
        <div className="ac">
          <div>
            <Notices page={page} />
            <AccountHero page={page} now={now} />
            <Section
              title={t('balances.title')}
              aside={mayEdit && balances.length > 1 && <ControlLink control="pin">{t('balances.choose')}</ControlLink>}
            >
              <BalanceTable page={page} />
            </Section>
            <RunningRows accountId={account.id} first={page.running} hasAnchor={page.running.opening !== null} />
          </div>
          <div className="side">
            <Section
              title={t('people.title')}
              aside={account.isMine && mayEdit && <ControlLink control="share">{t('people.change')}</ControlLink>}
            >
              <AccountPeople people={page.people} />
            </Section>
            <Section title={t('feeds.title')}>
              <AccountFeeds feeds={page.feeds} bankName={account.bankName} />
            </Section>
            <Completeness completeness={page.completeness} />
            <SetAsideRows rows={page.setAside} />
          </div>
        </div>
      </main>
    </AccountControls>
  )
}

function Notices({ page: { account } }: { page: AccountPageDto }) {
  const t = useTranslations('accounts')
  return (
    <>
      {account.isArchived && (
        <div className="mb-4">
          <Notice title={t('archivedNotice.title')}>{t('archivedNotice.text')}</Notice>
        </div>
      )}
      <GoneNotice account={account} />
    </>
  )
}
