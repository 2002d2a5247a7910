import type { Db } from '@/lib/db'

/** Of two approvals further apart than this, one did not end the other. */
const APART_MAX_MS = 48 * 3_600_000

/**
 * Some banks keep one approval per login: the next one, a partner's or one's own, ends the one before without a word. Called
 * in the transaction that finds an access ended at the bank: when another access to the same bank was approved since the
 * bank last answered for this one, that is remembered as the likely reason. Acts for the system; tells nobody whose it was.
 */
export async function noteEviction(
  db: Db,
  { householdId, bankSessionId, now }: { householdId: string; bankSessionId: string; now: Date },
): Promise<void> {
  await db.$executeRaw`
    UPDATE bank_session ended SET evicted_by_id = (
      SELECT newer.id FROM bank_session newer
       WHERE newer.household_id = ended.household_id AND newer.id <> ended.id
         AND newer.aspsp_name = ended.aspsp_name AND newer.aspsp_country = ended.aspsp_country
         AND newer.authorized_at BETWEEN greatest(
               ${new Date(now.getTime() - APART_MAX_MS)}::timestamptz, ended.authorized_at,
               (SELECT max(c.at) FROM bank_call c
                 WHERE c.household_id = ended.household_id AND c.bank_session_id = ended.id AND c.outcome = 'ok'
                   AND c.at < ${now}::timestamptz))
             AND ${now}::timestamptz
       ORDER BY newer.authorized_at LIMIT 1)
     WHERE ended.household_id = ${householdId}::uuid AND ended.id = ${bankSessionId}::uuid AND ended.superseded_at IS NULL
       AND ended.status IN ('revoked', 'closed') AND ended.end_reason IN ('consent_revoked', 'consent_closed')`
}
