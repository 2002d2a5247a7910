import { getTranslations } from 'next-intl/server'
import { notFound, redirect } from 'next/navigation'
import { ByHandPage } from '@/components/payments/by-hand-page'
import { requireViewer } from '@/lib/auth/require-viewer'
import { AppError } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import type { ByHandPayment } from '@/lib/payments/by-hand/by-hand-payment'
import { readByHand } from '@/lib/payments/by-hand/read-by-hand'
import { markGiven } from '../actions'

export async function generateMetadata() {
  const t = await getTranslations('payments.byHand')
  return { title: t('title') }
}

type Props = { params: Promise<{ paymentId: string }> }

/** What the person scans, copies or uploads at their bank. */
export default async function Page({ params }: Props) {
  const viewer = await requireViewer()
  const { paymentId } = await params
  const payment = await readOr404(viewer, paymentId)
  if (payment.status !== 'ready' || payment.payees.length === 0) redirect(`/payments/${payment.id}`)
  return <ByHandPage payment={payment} markGiven={markGiven} />
}

async function readOr404(viewer: Viewer, paymentId: string): Promise<ByHandPayment> {
  try {
    return await readByHand(viewer, paymentId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
