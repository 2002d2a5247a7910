import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { GroupMenu } from '@/components/overview/group-menu'
import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { Total } from '@/components/ui/total'
import { GROUPINGS, type AccountsDto, type Grouping } from '@/lib/insights/overview'
import { AccountLedger } from './account-ledger'
import { AccountLedgerRow } from './account-ledger-row'
import '../overview/overview.css'

type AccountsPageProps = { accounts: AccountsDto; showArchived: boolean; /** ISO instant. */ now: string }

/** Every account in groups, closed by the total. */
export function AccountsPage({ accounts, showArchived, now }: AccountsPageProps) {
  const t = useTranslations('accounts')
  const { ledger, archived, baseCurrency } = accounts
  return (
    <>
      <PageHeader title={t('title')} hasPrivacy />
      <main id="main" tabIndex={-1}>
        {accounts.isEmpty ? (
          <Empty text={t('empty')}>
            <ButtonLink look="main" href="/banks/connect">
              {t('emptyAction')}
            </ButtonLink>
          </Empty>
        ) : (
          <div className="max-w-[44rem]">
            {ledger.total && (
              <section className="hero" aria-labelledby="total">
                <h2 className="lead" id="total">
                  {t('totalIn', { currency: baseCurrency })}
                </h2>
                <Total money={ledger.total} />
              </section>
            )}
            <Section title={t('list')} aside={<Grouping current={ledger.grouping} showArchived={showArchived} />}>
              <AccountLedger ledger={ledger} baseCurrency={baseCurrency} now={now} />
            </Section>
            {archived.length > 0 && <Archived rows={archived} isShown={showArchived} grouping={ledger.grouping} now={now} />}
          </div>
        )}
      </main>
    </>
  )
}

function Grouping({ current, showArchived }: { current: Grouping; showArchived: boolean }) {
  const t = useTranslations('accounts.group')
  return <GroupMenu current={t(current)} hrefs={GROUPINGS.map((grouping) => ({ grouping, href: addressOf(grouping, showArchived) }))} />
}

function Archived({ rows, isShown, grouping, now }: { rows: AccountsDto['archived']; isShown: boolean; grouping: Grouping; now: string }) {
  const t = useTranslations('accounts.archived')
  const toggle = (
    <Link className="tap" scroll={false} href={addressOf(grouping, !isShown)}>
      {t(isShown ? 'hide' : 'show')}
    </Link>
  )
  return (
    <Section title={t('title', { count: rows.length })} aside={toggle}>
      {isShown && (
        <ul className="ledger flat">
          {rows.map((row) => (
            <AccountLedgerRow key={row.account.id} row={row} now={now} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function addressOf(grouping: Grouping, showArchived: boolean): string {
  const params = new URLSearchParams()
  if (grouping !== 'bank') params.set('group', grouping)
  if (showArchived) params.set('archived', '1')
  return params.size > 0 ? `/accounts?${params}` : '/accounts'
}
