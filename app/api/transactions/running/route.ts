import { viewerRoute } from '@/lib/auth/viewer-route'
import { readRunningPage } from '@/lib/insights/read-account-page'

/** GET ?account=<id>&cursor=<day_id>: older rows of one account with the balance after each. */
export const GET = viewerRoute(async (viewer, request) => {
  const { searchParams } = new URL(request.url)
  return Response.json(await readRunningPage(viewer, { accountId: searchParams.get('account') ?? '', cursor: searchParams.get('cursor') }))
})
