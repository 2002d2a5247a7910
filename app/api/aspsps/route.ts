import { viewerRoute } from '@/lib/auth/viewer-route'
import { listAspsps } from '@/lib/bank-sessions/list-aspsps'
import { bankListQuery } from '@/lib/bank-sessions/start-input'
import { AppError } from '@/lib/core/errors'

/** The banks of one country, whole: the browser searches them with every key press without asking again. */
export const GET = viewerRoute(async (viewer, request) => {
  const query = bankListQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) throw new AppError('invalid_input')
  return Response.json({ aspsps: await listAspsps(viewer, query.data) })
})
