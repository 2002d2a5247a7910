import { isUuid } from '@/lib/core/id'
import { asViewer, type DbViewer } from '@/lib/db'

/** The payment a row is the debit of, or null. Asked for rows the viewer may see: who sees the account sees its payments. */
export async function findPaymentOfRow(viewer: DbViewer, transactionId: string): Promise<string | null> {
  if (!isUuid(transactionId)) return null
  const { householdId } = viewer
  const booking = await asViewer(viewer, (db) =>
    db.paymentBooking.findUnique({ where: { householdId_transactionId: { householdId, transactionId } }, select: { paymentId: true } }),
  )
  return booking?.paymentId ?? null
}
