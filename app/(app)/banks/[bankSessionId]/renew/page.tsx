import { notFound, redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import '@/components/banks/banks.css'
import { RenewalPage } from '@/components/banks/renewal-page'
import { RenewalRefused } from '@/components/banks/renewal-refused'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findSuccessor } from '@/lib/bank-sessions/find-successor'
import { getRenewal } from '@/lib/bank-sessions/get-renewal'
import type { Renewal } from '@/lib/bank-sessions/renewal'
import { AppError, type AppErrorCode } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import type { Viewer } from '@/lib/households/viewer'
import { getFormat } from '@/lib/i18n/get-format'
import { startBank } from '../../actions'

export async function generateMetadata() {
  const t = await getTranslations('banks.renewal')
  return { title: t('title') }
}

type Params = { params: Promise<{ bankSessionId: string }> }

/** Approving an access again: the same bank, the same accounts, one press. */
export default async function RenewPage({ params }: Params) {
  const viewer = await requireViewer()
  const { bankSessionId } = await params
  const renewal = await readRenewal(viewer, bankSessionId)
  if (renewal === 'not_found') {
    const successor = await findSuccessor(viewer, bankSessionId)
    if (successor) redirect(`/banks/${successor}`)
    notFound()
  }
  const [t, words, format] = await Promise.all([getTranslations('banks.renewal'), getTranslations('banks'), getFormat(viewer)])
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/banks', place: words('place') }} />
      <main id="main" tabIndex={-1}>
        {typeof renewal === 'string' ? (
          <RenewalRefused code={renewal} />
        ) : (
          <RenewalPage renewal={renewal} format={format} startBank={startBank} />
        )}
      </main>
    </>
  )
}

async function readRenewal(viewer: Viewer, bankSessionId: string): Promise<Renewal | AppErrorCode> {
  if (!isUuid(bankSessionId)) return 'not_found'
  try {
    return await getRenewal(viewer, bankSessionId, new Date())
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}
