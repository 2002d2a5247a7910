import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import { AppError } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import { getPaymentSource } from '@/lib/payments/sources/get-source'
import { findAskingMethod, type PayableSource } from '@/lib/payments/sources/payment-source'
import { readOwnOrder } from './read-own-order'

/**
 * What the bank wants to know before one of the viewer's payments is sent. Null: nothing, or it cannot be said just now, and then
 * sending says why. Reads the bank's list where the order names a way to sign in: ask for a payment that may be sent only.
 */
export async function findAskingMethodOf(viewer: Viewer, paymentId: string): Promise<MethodChoice | null> {
  const { order } = await readOwnOrder(viewer, paymentId)
  if (order.authMethod === null) return null
  const source = await findSource(viewer, order.accountId)
  const capability = source?.capabilities.find(({ paymentType }) => paymentType === order.paymentType)
  return source && capability ? findAskingMethod(source, capability, order.authMethod) : null
}

async function findSource(viewer: Viewer, accountId: string): Promise<PayableSource | null> {
  try {
    return await getPaymentSource(viewer, accountId)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
