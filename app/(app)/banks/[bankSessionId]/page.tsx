import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { BankGroups } from '@/components/banks/bank-groups'
import '@/components/banks/banks.css'
import { ReadHistory } from '@/components/banks/read-history'
import { RefreshWhile } from '@/components/banks/refresh-while'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { requireViewer } from '@/lib/auth/require-viewer'
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
  if (!session) notFound()
  const [t, format, reads] = await Promise.all([
    getTranslations('banks'),
    getFormat(viewer),
    listReads(viewer, { limit: 50, bankSessionId: session.id }),
  ])
  return (
    <>
      <PageHeader title={session.bankName} back={{ href: '/banks', place: t('place') }} />
      <main id="main" tabIndex={-1}>
        <RefreshWhile isGoingOn={session.state.state === 'reading' || session.state.state === 'notYet'} />
        <BankGroups sessions={[session]} format={format} readBankNow={readBankNow} endBank={endBank} />
        <Section title={t('history.title')}>
          <ReadHistory reads={reads} format={format} />
        </Section>
      </main>
    </>
  )
}
