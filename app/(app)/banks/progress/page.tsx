import { getTranslations } from 'next-intl/server'
import '@/components/banks/banks.css'
import { SyncProgressView } from '@/components/banks/sync-progress'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { listBankSessions } from '@/lib/bank-sessions/list-bank-sessions'

export async function generateMetadata() {
  const t = await getTranslations('progress')
  return { title: t('titleMany') }
}

/** The readings of all the viewer's own accesses: where the demo shows what it does. */
export default async function AllProgressPage() {
  const viewer = await requireViewer()
  const sessions = (await listBankSessions(viewer, new Date())).filter(
    ({ isMine, endedAt, accountCount }) => isMine && endedAt === null && accountCount > 0,
  )
  const [t, words] = await Promise.all([getTranslations('progress'), getTranslations('banks')])
  return (
    <>
      <PageHeader title={t('titleMany')} back={{ href: '/banks', place: words('place') }} />
      <main id="main" tabIndex={-1}>
        {sessions.length === 0 ? (
          <Empty text={words('empty')} />
        ) : (
          <SyncProgressView banks={sessions.map(({ id, bankName }) => ({ bankSessionId: id, bankName }))} occasion="first" after={0} />
        )}
      </main>
    </>
  )
}
