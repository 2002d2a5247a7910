import { getTranslations } from 'next-intl/server'
import '@/components/banks/banks.css'
import { HealthPage } from '@/components/banks/health-page'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { listBankHealth } from '@/lib/bank-sessions/list-bank-health'
import { listCalls } from '@/lib/bank-sessions/list-calls'
import { getFormat } from '@/lib/i18n/get-format'

type Params = { searchParams: Promise<{ only?: string | string[]; before?: string | string[] }> }

export async function generateMetadata() {
  const t = await getTranslations('banks.health')
  return { title: t('title') }
}

/** Every call made through the viewer's own accesses. */
export default async function BanksHealthPage({ searchParams }: Params) {
  const viewer = await requireViewer()
  const { only, before } = await searchParams
  const onlyFailed = only === 'failed'
  const [t, format, banks, page] = await Promise.all([
    getTranslations('banks'),
    getFormat(viewer),
    listBankHealth(viewer, new Date()),
    listCalls(viewer, { onlyFailed, before: typeof before === 'string' ? before : null }),
  ])
  const view = { banks, page, onlyFailed, format, isOlder: typeof before === 'string' }
  return (
    <>
      <PageHeader title={t('health.title')} back={{ href: '/banks', place: t('place') }} />
      <main id="main" tabIndex={-1}>
        <HealthPage path="/banks/health" bankSessionId={null} {...view} />
      </main>
    </>
  )
}
