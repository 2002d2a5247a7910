import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import type { PaymentOrder } from '@/lib/payments/order'
import { openOrder } from '@/lib/payments/seal-order'

/** What the viewer ordered, and how it stands. @throws AppError `not_found` when there is no such payment of theirs */
export function readOwnOrder(viewer: Viewer, paymentId: string): Promise<{ order: PaymentOrder; status: string }> {
  const { householdId, memberId } = viewer
  return asViewer(viewer, async (db) => {
    const payment = isUuid(paymentId) ? await db.payment.findFirst({ where: { householdId, id: paymentId, memberId } }) : null
    if (!payment) throw notFound('payment')
    return { order: openOrder(await openVault(db, householdId), payment), status: payment.status }
  })
}
