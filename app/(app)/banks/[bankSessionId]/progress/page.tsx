import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import '@/components/banks/banks.css'
import { SyncProgressView } from '@/components/banks/sync-progress'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { listBankSessions } from '@/lib/bank-sessions/list-bank-sessions'

export async function generateMetadata() {
  const t = await getTranslations('progress')
  return { title: t('title') }
}

type Params = {
  params: Promise<{ bankSessionId: string }>
  searchParams: Promise<{ first?: string | string[]; renewed?: string | string[]; after?: string | string[] }>
}

/** The reading of one access as it goes on. */
export default async function ProgressPage({ params, searchParams }: Params) {
  const viewer = await requireViewer()
  const [{ bankSessionId }, { first, renewed, after }] = await Promise.all([params, searchParams])
  const session = (await listBankSessions(viewer, new Date())).find(({ id, isMine }) => isMine && id === bankSessionId)
  if (!session) notFound()
  if (session.accountCount === 0 && session.endedAt === null) redirect(`/banks/${session.id}/accounts`)
  const [t, words] = await Promise.all([getTranslations('progress'), getTranslations('banks')])
  const isFirst = first === '1'
  return (
    <>
      <PageHeader title={t(isFirst ? 'title' : 'titleAgain')} back={{ href: '/banks', place: words('place') }} />
      <main id="main" tabIndex={-1}>
        <SyncProgressView
          banks={[{ bankSessionId: session.id, bankName: session.bankName }]}
          occasion={isFirst ? 'first' : renewed === '1' ? 'renewed' : 'again'}
          after={typeof after === 'string' && /^\d{1,15}$/.test(after) ? Number(after) : 0}
        />
      </main>
    </>
  )
}
