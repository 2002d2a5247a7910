import { getTranslations } from 'next-intl/server'
import { ReturnedPage } from '@/components/banks/returned-page'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findAttempt } from '@/lib/bank-sessions/find-attempt'
import { RETURN_REASONS } from '@/lib/bank-sessions/return-reason'
import { getFormat } from '@/lib/i18n/get-format'

export async function generateMetadata() {
  const t = await getTranslations('callback')
  return { title: t('title') }
}

type Params = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Where a trip to a bank ends that brought no access. The address chooses among our own words; none of its text is shown. */
export default async function Returned({ searchParams }: Params) {
  const viewer = await requireViewer()
  const asked = await searchParams
  const reason = RETURN_REASONS.find((known) => known === asked.reason) ?? 'unknown'
  const [t, words, format, attempt] = await Promise.all([
    getTranslations('callback'),
    getTranslations('connect'),
    getFormat(viewer),
    findAttempt(viewer, typeof asked.attempt === 'string' ? asked.attempt : null),
  ])
  return (
    <>
      <PageHeader title={t(attempt?.renewsId ? 'titleRenewal' : 'title')} back={{ href: '/banks', place: words('banksPlace') }} />
      <main id="main" tabIndex={-1}>
        <ReturnedPage reason={reason} attempt={attempt} format={format} />
      </main>
    </>
  )
}
