import { asViewer } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import type { KeptAnswersDto } from './replay-dto'

/** Accounts that are fully the viewer's, with how many answers of their banks are kept and when they were last gone through. */
export async function listKeptAnswers(viewer: Viewer): Promise<KeptAnswersDto[]> {
  if (!mayDo(viewer, 'edit')) return []
  const { householdId, memberId } = viewer
  const rows = await asViewer(
    viewer,
    (db) => db.$queryRaw<Found[]>`
      SELECT a.id::text AS "accountId", coalesce(nullif(a.custom_name, ''), nullif(a.bank_name, ''), a.aspsp_name) AS name,
             a.aspsp_name AS "bankName", coalesce(p.pages, 0) AS pages, p.oldest, r.applied_at AS "appliedAt"
        FROM account a
        LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
        LEFT JOIN LATERAL (SELECT count(*)::int AS pages, min(fetched_at) AS oldest FROM raw_page k
                            WHERE k.household_id = a.household_id AND k.account_id = a.id AND k.operation = 'transactions') p ON true
        LEFT JOIN LATERAL (SELECT max(applied_at) AS applied_at FROM replay_run o
                            WHERE o.household_id = a.household_id AND o.account_id = a.id AND o.state = 'applied') r ON true
       WHERE a.household_id = ${householdId}::uuid AND a.choice = 'kept' AND (coalesce(x.holder, false) OR a.share = 'full')
       ORDER BY a.sort_order, a.created_at, a.id`,
  )
  return rows.map((row) => ({ ...row, oldest: row.oldest?.toISOString() ?? null, appliedAt: row.appliedAt?.toISOString() ?? null }))
}

type Found = Omit<KeptAnswersDto, 'oldest' | 'appliedAt'> & { readonly oldest: Date | null; readonly appliedAt: Date | null }
