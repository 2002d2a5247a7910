import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'

/** The bank of one of the viewer's own accesses, also of one that is over; null when it is not theirs. */
export async function findOwnBank(viewer: Viewer, bankSessionId: string): Promise<{ id: string; name: string } | null> {
  if (!isUuid(bankSessionId)) return null
  const { householdId, memberId } = viewer
  const found = await asViewer(viewer, (db) =>
    db.bankSession.findFirst({ where: { householdId, id: bankSessionId, memberId }, select: { id: true, aspspName: true } }),
  )
  return found && { id: found.id, name: found.aspspName }
}
