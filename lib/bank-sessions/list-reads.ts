import { asViewer, Prisma } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { ReadDto } from './bank-session-dto'

type ReadRow = Omit<ReadDto, 'at'> & { readonly at: Date }

/**
 * The newest finished reads that touched an account the viewer may see, or were of their own access; counts of visible
 * accounts only. Of one access: its own, and those of the accesses it renewed.
 */
export async function listReads(viewer: Viewer, { limit, bankSessionId }: { limit: number; bankSessionId?: string }): Promise<ReadDto[]> {
  const { householdId, memberId } = viewer
  const ofOne =
    bankSessionId === undefined
      ? Prisma.empty
      : Prisma.sql`AND r.bank_session_id IN (
    WITH RECURSIVE line AS (
      SELECT one.id, one.supersedes_id FROM bank_session one WHERE one.household_id = ${householdId}::uuid AND one.id = ${bankSessionId}::uuid
      UNION
      SELECT old.id, old.supersedes_id FROM line JOIN bank_session old ON old.household_id = ${householdId}::uuid AND old.id = line.supersedes_id)
    SELECT id FROM line)`
  const rows = await asViewer(
    viewer,
    (db) =>
      db.$queryRaw<ReadRow[]>`
      SELECT r.id::text, r.finished_at AS at, s.aspsp_name AS "bankName", s.member_id = ${memberId}::uuid AS "isMine",
             m.name AS "memberName", r.trigger, coalesce(r.outcome, 'failed') AS outcome,
             r.error_kind AS "errorKind", seen.accounts, seen.inserted AS "newRows"
        FROM sync_run r
        JOIN bank_session s ON s.household_id = r.household_id AND s.id = r.bank_session_id
        JOIN member m ON m.household_id = s.household_id AND m.id = s.member_id
        JOIN LATERAL (
          SELECT count(*)::int AS accounts, coalesce(sum(ra.inserted), 0)::int AS inserted
            FROM sync_run_account ra
            JOIN account a ON a.household_id = ra.household_id AND a.id = ra.account_id AND a.choice = 'kept'
            LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
           WHERE ra.household_id = r.household_id AND ra.run_id = r.id AND (x.holder OR a.share <> 'none')) seen ON true
       WHERE r.household_id = ${householdId}::uuid AND r.finished_at IS NOT NULL ${ofOne}
         AND (s.member_id = ${memberId}::uuid OR seen.accounts > 0)
       ORDER BY r.finished_at DESC, r.id
       LIMIT ${Math.min(limit, 200)}`,
  )
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
