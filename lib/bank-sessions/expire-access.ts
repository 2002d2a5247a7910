import { asSystem } from '@/lib/db'

/**
 * An access whose time is over is over, whether or not a bank was asked: from then on no call is made with it and its
 * credentials are forgotten. What was read stays. Does nothing before its time. Answers whether it expired just now.
 */
export async function expireAccess(
  { householdId, bankSessionId }: { householdId: string; bankSessionId: string },
  now: Date,
): Promise<boolean> {
  const expired = await asSystem(
    householdId,
    (db) => db.$executeRaw`
      UPDATE bank_session
         SET status = 'expired', ended_at = valid_until, end_reason = 'consent_expired', last_error_kind = 'consent_expired',
             next_sync_at = NULL, sealed_credentials = NULL, revoke_at_bank_since = NULL
       WHERE household_id = ${householdId}::uuid AND id = ${bankSessionId}::uuid AND status = 'authorized'
         AND valid_until <= ${now}::timestamptz`,
  )
  return expired > 0
}
