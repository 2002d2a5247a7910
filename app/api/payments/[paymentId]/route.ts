import { viewerRoute } from '@/lib/auth/viewer-route'
import { getPayment } from '@/lib/payments/pages/get-payment'

type Context = { params: Promise<{ paymentId: string }> }

/** GET: one payment as its page shows it; asked again while it is on its way. */
export const GET = viewerRoute(async (viewer, _request, { params }: Context) => {
  const { paymentId } = await params
  return Response.json(await getPayment(viewer, paymentId))
})
