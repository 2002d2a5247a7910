import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import '@/components/banks/banks.css'
import { HealthPage } from '@/components/banks/health-page'
import { QuotaLine } from '@/components/banks/quota-line'
import { PageHeader } from '@/components/ui/page-header'
import { getPsuContext } from '@/lib/auth/request-context'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findOwnBank } from '@/lib/bank-sessions/find-own-bank'
import { listBankSessions } from '@/lib/bank-sessions/list-bank-sessions'
import { listBankHealth } from '@/lib/bank-sessions/list-bank-health'
import { listCalls } from '@/lib/bank-sessions/list-calls'
import { getFormat } from '@/lib/i18n/get-format'

type Params = {
  params: Promise<{ bankSessionId: string }>
  searchParams: Promise<{ only?: string | string[]; before?: string | string[] }>
}

export async function generateMetadata() {
  const t = await getTranslations('banks.health')
  return { title: t('title') }
}

/** Every call made through one access of the viewer's own. */
export default async function BankHealthPage({ params, searchParams }: Params) {
  const viewer = await requireViewer()
  const [{ bankSessionId }, { only, before }] = await Promise.all([params, searchParams])
  const bank = await findOwnBank(viewer, bankSessionId)
  if (!bank) notFound()
  const onlyFailed = only === 'failed'
  const now = new Date()
  const [t, format, psuContext, sessions, banks, page] = await Promise.all([
    getTranslations('banks'),
    getFormat(viewer),
    getPsuContext(),
    listBankSessions(viewer, now),
    listBankHealth(viewer, now, bank.id),
    listCalls(viewer, { bankSessionId: bank.id, onlyFailed, before: typeof before === 'string' ? before : null }),
  ])
  const session = sessions.find(({ id }) => id === bank.id)
  const view = { banks, page, onlyFailed, format, isOlder: typeof before === 'string' }
  return (
    <>
      <PageHeader title={t('health.titleOf', { bank: bank.name })} back={{ href: `/banks/${bank.id}`, place: bank.name }} />
      <main id="main" tabIndex={-1}>
        <HealthPage path={`/banks/${bank.id}/health`} bankSessionId={bank.id} {...view}>
          {session && <QuotaLine session={session} format={format} isUnseen={psuContext === null} />}
        </HealthPage>
      </main>
    </>
  )
}
