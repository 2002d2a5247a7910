import { findViewer } from '@/lib/auth/find-viewer'
import { findBrowserId, getPsuContext } from '@/lib/auth/request-context'
import { finishCallback } from '@/lib/bank-sessions/finish-callback'
import { finishPaymentReturn } from '@/lib/payments/sending/finish-return'
import { goTo } from '@/app/api/go-to'

/**
 * Where banks send people back to. A GET that changes something, as OAuth asks for: it does so only for a state of ours that
 * comes back unused, in time, to the browser and login it was given to. Always answers with a redirect to a page without
 * the query, so that code and state stay in no history entry and no referrer.
 */
export async function GET(request: Request): Promise<Response> {
  const viewer = await findViewer()
  if (!viewer) return goTo('/sign-in?note=bank')
  const actor = {
    householdId: viewer.householdId,
    memberId: viewer.memberId,
    loginSessionId: viewer.loginSessionId,
    browserId: (await findBrowserId()) ?? '',
  }
  const query = new URL(request.url).searchParams
  const came = { psuContext: await getPsuContext(), now: new Date() }
  // An application may have this one address on its list, and then its payments come back here too.
  const paid = await finishPaymentReturn(actor, query, { ...came, purpose: 'payment_at_accounts' })
  if ('paymentId' in paid) return goTo(`/payments/${paid.paymentId}?returned=1`)
  const finished = await finishCallback(actor, query, came)
  if (finished.ok) {
    const { bankSessionId, next } = finished
    return goTo(next === 'choose' ? `/banks/${bankSessionId}/accounts` : `/banks/${bankSessionId}/progress?renewed=1`)
  }
  const facts = new URLSearchParams({ reason: finished.reason, ...(finished.attemptId && { attempt: finished.attemptId }) })
  return goTo(`/banks/returned?${facts}`)
}

/** A look at the address by a link checker must not use it up. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } })
}
