import { getTransaction } from '@/lib/accounts/get-transaction'
import { viewerRoute } from '@/lib/auth/viewer-route'

type Context = { params: Promise<{ transactionId: string }> }

/** GET: one row with all the bank said about it and why it is one row. */
export const GET = viewerRoute(async (viewer, _request, { params }: Context) => {
  const { transactionId } = await params
  return Response.json(await getTransaction(viewer, transactionId))
})
