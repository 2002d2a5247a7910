import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { visiblePayments } from './payment-row'

/** Whether the viewer may know of a payment as it stands now. */
export async function maySeePayment(viewer: Viewer, id: string): Promise<boolean> {
  if (!isUuid(id)) return false
  const rows = await asViewer(
    viewer,
    (db) => db.$queryRaw<unknown[]>`SELECT FROM payment p WHERE p.id = ${id}::uuid AND ${visiblePayments(viewer)}`,
  )
  return rows.length > 0
}
