import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'

/** The access that took over from this one, however many renewals ago: old links still lead somewhere. Own ones only. */
export async function findSuccessor(viewer: Viewer, bankSessionId: string): Promise<string | null> {
  if (!isUuid(bankSessionId)) return null
  const { householdId, memberId } = viewer
  const [row] = await asViewer(
    viewer,
    (db) => db.$queryRaw<{ id: string }[]>`
      WITH RECURSIVE line AS (
        SELECT s.id, s.superseded_at FROM bank_session s
         WHERE s.household_id = ${householdId}::uuid AND s.member_id = ${memberId}::uuid AND s.id = ${bankSessionId}::uuid
        UNION
        SELECT n.id, n.superseded_at FROM line
          JOIN bank_session n ON n.household_id = ${householdId}::uuid AND n.member_id = ${memberId}::uuid
                             AND n.supersedes_id = line.id AND n.status NOT IN ('pending', 'failed'))
      SELECT id::text FROM line WHERE superseded_at IS NULL AND id <> ${bankSessionId}::uuid LIMIT 1`,
  )
  return row?.id ?? null
}
