import { AppError, type AppErrorCode } from '@/lib/core/errors'
import { log } from '@/lib/log'
import type { Viewer } from '@/lib/households/viewer'
import { findViewer } from './find-viewer'

const STATUS: Partial<Record<AppErrorCode, number>> = {
  unauthenticated: 401,
  not_found: 404,
  not_allowed: 403,
  invalid_input: 400,
  conflict: 409,
  too_many_attempts: 429,
}

/**
 * The door of GET routes: a viewer or 401, refusals as JSON codes, and never a copy in any cache.
 * `context` is Next's second argument with the path's parameters.
 */
export function viewerRoute<Context>(handler: (viewer: Viewer, request: Request, context: Context) => Promise<Response>) {
  return async (request: Request, context: Context): Promise<Response> => privately(await answer(handler, request, context))
}

async function answer<Context>(
  handler: (viewer: Viewer, request: Request, context: Context) => Promise<Response>,
  request: Request,
  context: Context,
): Promise<Response> {
  const viewer = await findViewer()
  if (!viewer) return refusal('unauthenticated')
  try {
    return await handler(viewer, request, context)
  } catch (error) {
    if (error instanceof AppError) return refusal(error.code)
    if (isNextSignal(error)) throw error
    log.error('a route failed', { method: request.method, route: new URL(request.url).pathname, error })
    return refusal('unavailable', 500)
  }
}

function refusal(code: AppErrorCode, status = STATUS[code] ?? 422): Response {
  return Response.json({ error: { code } }, { status })
}

/** `redirect()` and `notFound()` of Next are thrown values with a digest; they are answers, not failures. */
function isNextSignal(error: unknown): boolean {
  const digest = error instanceof Error && 'digest' in error ? error.digest : null
  return typeof digest === 'string' && digest.startsWith('NEXT_')
}

function privately(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('Cache-Control', 'private, no-store')
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}
