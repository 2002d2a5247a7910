import { viewerRoute } from '@/lib/auth/viewer-route'
import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { getSyncProgress } from '@/lib/sync/progress'

type Context = { params: Promise<{ bankSessionId: string }> }

/** How the newest reading of one's own access stands; polled by the progress page. */
export const GET = viewerRoute(async (viewer, _request, { params }: Context) => {
  const { bankSessionId } = await params
  if (!isUuid(bankSessionId)) throw notFound('bank session')
  return Response.json(await getSyncProgress(viewer, bankSessionId))
})
