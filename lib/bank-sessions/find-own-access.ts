import { isUuid } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'

/** The viewer's own access that reads an account and works at `now`; null when it is read through somebody else's, or not at all. */
export async function findOwnAccess(viewer: Viewer, accountId: string, now: Date): Promise<string | null> {
  const { householdId, memberId } = viewer
  if (!isUuid(accountId)) return null
  const [access] = await asViewer(
    viewer,
    (db) => db.$queryRaw<{ id: string }[]>`
      SELECT s.id::text FROM account_feed f
        JOIN bank_session s ON s.household_id = f.household_id AND s.id = f.bank_session_id
       WHERE f.household_id = ${householdId}::uuid AND f.account_id = ${accountId}::uuid AND f.state <> 'ended'
         AND s.member_id = ${memberId}::uuid AND s.status = 'authorized' AND s.superseded_at IS NULL
         AND (s.valid_until IS NULL OR s.valid_until > ${now}::timestamptz)
       LIMIT 1`,
  )
  return access?.id ?? null
}
