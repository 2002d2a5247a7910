import { CalendarPlus } from 'lucide-react'
import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { BankAccounts } from '@/components/banks/bank-accounts'
import { BankGroups } from '@/components/banks/bank-groups'
import '@/components/banks/banks.css'
import { ReadHistory } from '@/components/banks/read-history'
import { QuotaLine } from '@/components/banks/quota-line'
import { RefreshWhile } from '@/components/banks/refresh-while'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { getPsuContext } from '@/lib/auth/request-context'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findSuccessor } from '@/lib/bank-sessions/find-successor'
import { listBankAccounts } from '@/lib/bank-sessions/list-bank-accounts'
import { listBankSessions } from '@/lib/bank-sessions/list-bank-sessions'
import { listReads } from '@/lib/bank-sessions/list-reads'
import { getFormat } from '@/lib/i18n/get-format'
import { endBank, readBankNow } from '../actions'

type Params = { params: Promise<{ bankSessionId: string }> }

export async function generateMetadata() {
  const t = await getTranslations('banks')
  return { title: t('title') }
}

/** One access with its own history. */
export default async function BankPage({ params }: Params) {
  const viewer = await requireViewer()
  const { bankSessionId } = await params
  const session = (await listBankSessions(viewer, new Date())).find(({ id }) => id === bankSessionId)
  if (!session) {
    const successor = await findSuccessor(viewer, bankSessionId)
    if (successor) redirect(`/banks/${successor}`)
    notFound()
  }
  const [t, format, psuContext, accounts, reads] = await Promise.all([
    getTranslations('banks'),
    getFormat(viewer),
    getPsuContext(),
    listBankAccounts(viewer, session.id),
    listReads(viewer, { limit: 50, bankSessionId: session.id }),
  ])
  return (
    <>
      <PageHeader title={session.bankName} back={{ href: '/banks', place: t('place') }} />
      <main id="main" tabIndex={-1}>
        <RefreshWhile isGoingOn={session.state.state === 'reading' || session.state.state === 'notYet'} />
        <BankGroups sessions={[session]} format={format} isUnseen={psuContext === null} readBankNow={readBankNow} endBank={endBank} />
        <QuotaLine session={session} format={format} isUnseen={psuContext === null} />
        {session.isMine && session.endedAt === null && session.until && (
          <p className="py-2">
            <a className="tap inline-flex items-center gap-2 text-14" href={`/api/banks/${session.id}/reminder`} download>
              <CalendarPlus className="ic s" aria-hidden="true" />
              {t('reminder')}
            </a>
          </p>
        )}
        {accounts.length > 0 && (
          <Section title={t('accounts.title')}>
            <BankAccounts accounts={accounts} format={format} />
          </Section>
        )}
        <Section
          title={t('history.title')}
          aside={
            session.isMine && (
              <Link className="tap" href={`/banks/${session.id}/health`} prefetch={false}>
                {t('health.link')}
              </Link>
            )
          }
        >
          <ReadHistory reads={reads} format={format} />
        </Section>
      </main>
    </>
  )
}
