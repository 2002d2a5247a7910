import type { PsuContext } from '@/lib/banking/port'
import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { refreshPayment, type RefreshedPayment } from './refresh-payment'

/** Asking more often brings nothing new and uses up what the bank allows. */
const AGAIN_AFTER_MS = 3_000

/**
 * The maker asks the bank how their payment stands, at once, unless it was asked just now or wants to be left alone for a while.
 * @throws AppError `not_found`, also for somebody else's
 */
export async function askBankNow(
  viewer: Viewer,
  paymentId: string,
  request: { readonly psuContext: PsuContext | null; readonly now: Date },
): Promise<RefreshedPayment> {
  const { householdId, memberId } = viewer
  const payment = await asViewer(viewer, async (db) =>
    isUuid(paymentId) ? db.payment.findFirst({ where: { householdId, id: paymentId, memberId } }) : null,
  )
  if (!payment) throw notFound('payment')
  return refreshPayment({ householdId, paymentId }, { ...request, restMs: AGAIN_AFTER_MS })
}
