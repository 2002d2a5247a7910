import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { BankAccountDto } from './bank-session-dto'

type AccountRow = Omit<BankAccountDto, 'noLongerSharedSince'> & { readonly noLongerSharedSince: Date | null }

/** The kept accounts an access brings, as far as the viewer may see them, and those the accesses before it had brought. */
export async function listBankAccounts(viewer: Viewer, bankSessionId: string): Promise<BankAccountDto[]> {
  const { householdId, memberId } = viewer
  const rows = await asViewer(
    viewer,
    (db) => db.$queryRaw<AccountRow[]>`
      WITH RECURSIVE line AS (
        SELECT s.id, s.supersedes_id, s.member_id FROM bank_session s WHERE s.household_id = ${householdId}::uuid AND s.id = ${bankSessionId}::uuid
        UNION
        SELECT o.id, o.supersedes_id, o.member_id FROM line
          JOIN bank_session o ON o.household_id = ${householdId}::uuid AND o.id = line.supersedes_id)
      SELECT a.id::text, coalesce(nullif(a.custom_name, ''), nullif(a.bank_name, ''), a.aspsp_name) AS name, a.last_four AS "lastFour",
             a.no_longer_shared_since AS "noLongerSharedSince", coalesce(bool_or(f.state = 'active' AND f.bank_session_id = ${bankSessionId}::uuid), false) AS "isReadable",
             coalesce((SELECT array_agg(DISTINCT m.name ORDER BY m.name)
                         FROM account_feed of
                         JOIN bank_session o ON o.household_id = of.household_id AND o.id = of.bank_session_id AND o.status = 'authorized'
                                            AND o.superseded_at IS NULL AND o.member_id <> max(line.member_id::text)::uuid
                         JOIN member m ON m.household_id = o.household_id AND m.id = o.member_id
                        WHERE of.household_id = a.household_id AND of.account_id = a.id AND of.state = 'active'), '{}') AS "alsoThrough"
        FROM line
        JOIN account_feed f ON f.household_id = ${householdId}::uuid AND f.bank_session_id = line.id
        JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id AND a.choice = 'kept'
        LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
       WHERE x.holder OR a.share <> 'none'
       GROUP BY a.household_id, a.id
      HAVING bool_or(f.bank_session_id = ${bankSessionId}::uuid AND (f.state <> 'ended' OR f.sealed_uid IS NULL)) OR a.no_longer_shared_since IS NOT NULL
       ORDER BY a.no_longer_shared_since IS NOT NULL, a.sort_order, a.created_at, a.id`,
  )
  return rows.map((row) => ({ ...row, noLongerSharedSince: row.noLongerSharedSince?.toISOString() ?? null }))
}
