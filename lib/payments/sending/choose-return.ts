import { readRedirectUrls } from '@/lib/bank-sessions/list-aspsps'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import type { TripPurpose } from '@/lib/bank-sessions/take-state'
import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/households/viewer'

export type PaymentTripPurpose = Exclude<TripPurpose, 'accounts'>

/** Where the bank sends the person back to, and as what that is written down: a state is good at one address only. */
export type PaymentReturn = { readonly url: string; readonly purpose: PaymentTripPurpose }

/**
 * The callback for payments; from an application that was registered before there was one, and has only that for accounts on its
 * list, that one.
 */
export async function chooseReturn(viewer: Viewer, bankAppId: string | null): Promise<PaymentReturn> {
  const { appUrl } = env()
  const [own, ofAccounts] = [paymentRedirectUrl(appUrl), redirectUrl(appUrl)]
  const listed = await readListed(viewer, bankAppId)
  const isOnlyAccounts = listed.includes(ofAccounts) && !listed.includes(own)
  return isOnlyAccounts ? { url: ofAccounts, purpose: 'payment_at_accounts' } : { url: own, purpose: 'payment' }
}

/** A member's own application was asked at its test call. One that does not say leaves it to its answer to the payment. */
async function readListed(viewer: Viewer, bankAppId: string | null): Promise<readonly string[]> {
  if (bankAppId !== null) {
    const where = { householdId: viewer.householdId, memberId: viewer.memberId, id: bankAppId }
    return (await asViewer(viewer, (db) => db.bankApp.findFirst({ where, select: { redirectUrls: true } })))?.redirectUrls ?? []
  }
  try {
    return await readRedirectUrls(viewer, 'instance')
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}
