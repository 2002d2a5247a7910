import type { Db, DbViewer } from '@/lib/db'
import type { SetAsideDto } from './account'

export async function listSetAside(db: Db, viewer: DbViewer, accountId: string): Promise<SetAsideDto[]> {
  const rows = await db.$queryRaw<{ reason: string; count: number; lastSeenAt: Date }[]>`
    SELECT s.reason, count(*)::int AS count, max(s.seen_at) AS "lastSeenAt" FROM set_aside_row s
     WHERE s.household_id = ${viewer.householdId}::uuid AND s.account_id = ${accountId}::uuid
     GROUP BY s.reason ORDER BY s.reason`
  return rows.map((row) => ({ ...row, lastSeenAt: row.lastSeenAt.toISOString() }))
}
