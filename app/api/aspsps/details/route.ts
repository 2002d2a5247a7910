import { viewerRoute } from '@/lib/auth/viewer-route'
import { getAspspDetails } from '@/lib/bank-sessions/list-aspsps'
import { bankQuery } from '@/lib/bank-sessions/start-input'
import { AppError } from '@/lib/core/errors'

/** What is asked about one bank before going there, and until when access would last. */
export const GET = viewerRoute(async (viewer, request) => {
  const query = bankQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) throw new AppError('invalid_input')
  return Response.json(await getAspspDetails(viewer, query.data, new Date()))
})
