import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import '@/components/banks/banks.css'
import { ReadHistory } from '@/components/banks/read-history'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { listReads } from '@/lib/bank-sessions/list-reads'
import { getFormat } from '@/lib/i18n/get-format'

export async function generateMetadata() {
  const t = await getTranslations('banks.history')
  return { title: t('page') }
}

/** The newest two hundred reads of all banks. */
export default async function HistoryPage() {
  const viewer = await requireViewer()
  const [t, format, reads] = await Promise.all([getTranslations('banks'), getFormat(viewer), listReads(viewer, { limit: 200 })])
  return (
    <>
      <PageHeader title={t('history.page')} back={{ href: '/banks', place: t('place') }} />
      <main id="main" tabIndex={-1}>
        <ReadHistory reads={reads} format={format} />
        <Link className="tap" href="/banks/health" prefetch={false}>
          {t('health.link')}
        </Link>
      </main>
    </>
  )
}
