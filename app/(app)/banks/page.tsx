import { Plus } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { BankGroups } from '@/components/banks/bank-groups'
import '@/components/banks/banks.css'
import { DemoNotice } from '@/components/banks/demo-notice'
import { ReadHistory } from '@/components/banks/read-history'
import { RefreshWhile } from '@/components/banks/refresh-while'
import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { getPsuContext } from '@/lib/auth/request-context'
import { requireViewer } from '@/lib/auth/require-viewer'
import { listBankSessions } from '@/lib/bank-sessions/list-bank-sessions'
import { listReads } from '@/lib/bank-sessions/list-reads'
import { hasDemo } from '@/lib/bank-sessions/remove-demo'
import { mayDo } from '@/lib/households/viewer'
import { getFormat } from '@/lib/i18n/get-format'
import { clearDemo, endBank, readBankNow } from './actions'

export async function generateMetadata() {
  const t = await getTranslations('banks')
  return { title: t('title') }
}

/** Every access to a bank: what it needs, how it goes, until when. */
export default async function BanksPage() {
  const viewer = await requireViewer()
  const [t, format, sessions, reads, isDemo, psuContext] = await Promise.all([
    getTranslations('banks'),
    getFormat(viewer),
    listBankSessions(viewer, new Date()),
    listReads(viewer, { limit: 8 }),
    hasDemo(viewer),
    getPsuContext(),
  ])
  const mayConnect = mayDo(viewer, 'connect_banks')
  const isReading = sessions.some(({ state }) => state.state === 'reading' || state.state === 'notYet')
  return (
    <>
      <PageHeader title={t('title')}>
        {mayConnect && (
          <ButtonLink href="/banks/connect" look={sessions.length === 0 ? 'main' : 'bordered'}>
            <Plus className="ic s" aria-hidden="true" />
            {t('connect')}
          </ButtonLink>
        )}
      </PageHeader>
      <main id="main" tabIndex={-1}>
        <RefreshWhile isGoingOn={isReading} />
        {sessions.length === 0 && <Empty text={t('empty')} />}
        <BankGroups sessions={sessions} format={format} isUnseen={psuContext === null} readBankNow={readBankNow} endBank={endBank} />
        {isDemo && mayConnect && <DemoNotice clearDemo={clearDemo} />}
        {sessions.length > 0 && (
          <Section
            title={t('history.title')}
            aside={
              <Link className="tap" href="/banks/history">
                {t('history.page')}
              </Link>
            }
          >
            <ReadHistory reads={reads} format={format} />
          </Section>
        )}
      </main>
    </>
  )
}
