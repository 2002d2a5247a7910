import { listNearRows } from '@/lib/accounts/decisions/list-near-rows'
import { viewerRoute } from '@/lib/auth/viewer-route'

type Context = { params: Promise<{ transactionId: string }> }

/** GET: rows of the same account that may be the same as this one. */
export const GET = viewerRoute(async (viewer, _request, { params }: Context) => {
  const { transactionId } = await params
  return Response.json({ rows: await listNearRows(viewer, transactionId) })
})
