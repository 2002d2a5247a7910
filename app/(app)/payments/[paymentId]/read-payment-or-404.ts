import { notFound } from 'next/navigation'
import { AppError } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import { getPayment } from '@/lib/payments/pages/get-payment'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'

/** One the viewer may not know of is not there. */
export async function readPaymentOr404(viewer: Viewer, paymentId: string): Promise<PaymentDetail> {
  try {
    return await getPayment(viewer, paymentId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
