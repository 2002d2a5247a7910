import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import { AppError } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import { getPaymentSource } from '@/lib/payments/sources/get-source'
import { findAskingMethod, type PayableSource } from '@/lib/payments/sources/payment-source'
import { readOwnOrder } from './read-own-order'

/**
 * What the bank wants to know before one of the viewer's payments is sent. Null: nothing, or it cannot be said just now, and then
 * sending says why. Reads the bank's list where the order names a way to sign in: ask for a payment that may be sent only.
 * The page does not wait long for that list: its answer is kept for the next look when it comes.
 */
export async function findAskingMethodOf(viewer: Viewer, paymentId: string): Promise<MethodChoice | null> {
  const { order } = await readOwnOrder(viewer, paymentId)
  if (order.authMethod === null) return null
  const source = await inTime(findSource(viewer, order.accountId))
  const capability = source?.capabilities.find(({ paymentType }) => paymentType === order.paymentType)
  return source && capability ? findAskingMethod(source, capability, order.authMethod) : null
}

const WAIT_MS = 1_000

async function inTime<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), WAIT_MS)))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

async function findSource(viewer: Viewer, accountId: string): Promise<PayableSource | null> {
  try {
    return await getPaymentSource(viewer, accountId)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
