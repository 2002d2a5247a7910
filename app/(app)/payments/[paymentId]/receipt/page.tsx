import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PrintButton } from '@/components/payments/print-button'
import { Receipt } from '@/components/payments/receipt'
import { hasReceipt } from '@/components/payments/receipt-title'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { getFormat } from '@/lib/i18n/get-format'
import { readPaymentOr404 } from '../read-payment-or-404'

type Props = { params: Promise<{ paymentId: string }> }

export async function generateMetadata() {
  const t = await getTranslations('payments.receipt')
  return { title: t('pageTitle') }
}

/** What is known of a payment, for paper. */
export default async function Page({ params }: Props) {
  const viewer = await requireViewer()
  const { paymentId } = await params
  const [payment, format, t] = await Promise.all([
    readPaymentOr404(viewer, paymentId),
    getFormat(viewer),
    getTranslations('payments.receipt'),
  ])
  if (!hasReceipt(payment)) notFound()
  return (
    <>
      <PageHeader title={t('pageTitle')} back={{ href: `/payments/${payment.id}`, place: t('place') }} hasPrivacy />
      <main id="main" tabIndex={-1}>
        <div className="actions not-printed">
          <PrintButton />
        </div>
        <Receipt payment={payment} format={format} householdName={viewer.householdName} now={new Date().toISOString()} />
      </main>
    </>
  )
}
