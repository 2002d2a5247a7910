import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { AttemptDto } from './return-reason'

/** One of the viewer's own trips to a bank, for the page that says how it ended; null when it is not theirs. */
export async function findAttempt(viewer: Viewer, id: string | null): Promise<AttemptDto | null> {
  if (id === null || !isUuid(id)) return null
  const { householdId, memberId } = viewer
  const found = await asViewer(viewer, async (db) => {
    const row = await db.authorizationAttempt.findFirst({ where: { householdId, id, memberId } })
    if (!row?.bankSessionId) return row && { row, renewsId: null }
    const key = { householdId_id: { householdId, id: row.bankSessionId } }
    const session = await db.bankSession.findUnique({ where: key, select: { supersedesId: true } })
    return { row, renewsId: session?.supersedesId ?? null }
  })
  if (!found) return null
  const { row, renewsId } = found
  const code = row.outcome?.split(':')[1] ?? null
  return { id: row.id, bankName: row.aspspName, country: row.aspspCountry, at: (row.usedAt ?? row.createdAt).toISOString(), renewsId, code }
}
