import { findViewer } from '@/lib/auth/find-viewer'
import { findBrowserId, getPsuContext } from '@/lib/auth/request-context'
import { finishPaymentReturn } from '@/lib/payments/sending/finish-return'
import { goTo } from '@/app/api/go-to'

/**
 * Where banks send people back to after a payment. What the query says is a hint: it makes us ask the bank, once, for a state of ours
 * that comes back unused, in time, to the browser and login it was given to. Always answers with a redirect to a page without the
 * query, so that it stays in no history entry and no referrer.
 */
export async function GET(request: Request): Promise<Response> {
  const viewer = await findViewer()
  if (!viewer) return goTo('/sign-in?note=bank')
  const { householdId, memberId, loginSessionId } = viewer
  const actor = { householdId, memberId, loginSessionId, browserId: (await findBrowserId()) ?? '' }
  const query = new URL(request.url).searchParams
  const finished = await finishPaymentReturn(actor, query, { psuContext: await getPsuContext(), now: new Date() })
  return goTo('paymentId' in finished ? `/payments/${finished.paymentId}?returned=1` : `/payments?note=${finished.reason}`)
}

/** A look at the address by a link checker must not use it up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
