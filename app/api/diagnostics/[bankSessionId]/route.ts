import { viewerRoute } from '@/lib/auth/viewer-route'
import { diagnoseBankSession } from '@/lib/sync/diagnostics/diagnostics'

type Context = { params: Promise<{ bankSessionId: string }> }

/** GET: what happened with one access of the viewer's own, as a file without anything that says who they are or what they have. */
export const GET = viewerRoute(async (viewer, _request, { params }: Context) => {
  const { bankSessionId } = await params
  const now = new Date()
  const diagnostics = await diagnoseBankSession(viewer, bankSessionId, now)
  return new Response(`${JSON.stringify(diagnostics, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="saldo-diagnostics-${now.toISOString().slice(0, 10)}.json"`,
      'X-Content-Type-Options': 'nosniff',
    },
  })
})
