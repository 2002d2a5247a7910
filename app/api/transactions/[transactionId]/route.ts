import { getTransaction } from '@/lib/accounts/get-transaction'
import { viewerRoute } from '@/lib/auth/viewer-route'
import { findPaymentOfRow } from '@/lib/payments/booking/find-payment-of-row'

type Context = { params: Promise<{ transactionId: string }> }

/** GET: one row with all the bank said about it, why it is one row, and the payment it is the debit of. */
export const GET = viewerRoute(async (viewer, _request, { params }: Context) => {
  const { transactionId } = await params
  const detail = await getTransaction(viewer, transactionId)
  return Response.json({ ...detail, paymentId: await findPaymentOfRow(viewer, transactionId) })
})
