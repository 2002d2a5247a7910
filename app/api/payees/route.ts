import { viewerRoute } from '@/lib/auth/viewer-route'
import { AppError } from '@/lib/core/errors'
import { suggestPayees } from '@/lib/payments/payees/suggest-payees'

const TEXT_LENGTH_MAX = 140

/** GET: whom the person may mean by what they have typed (`q`). */
export const GET = viewerRoute(async (viewer, request) => {
  const text = new URL(request.url).searchParams.get('q') ?? ''
  if (text.length > TEXT_LENGTH_MAX) throw new AppError('invalid_input')
  return Response.json({ payees: await suggestPayees(viewer, text) })
})
