import type { Db } from '@/lib/db'

type AccountKey = { readonly householdId: string; readonly accountId: string }

/**
 * Marks what the renewed accesses brought and nobody brings any more: kept accounts without a live way to read them keep
 * their history and are said to be no longer shared since `now`. Answers how many were marked. Acts for the system.
 */
export async function markUnshared(
  db: Db,
  { householdId, renewedIds, now }: { householdId: string; renewedIds: readonly string[]; now: Date },
): Promise<number> {
  return db.$executeRaw`
    UPDATE account a SET no_longer_shared_since = ${now}::timestamptz
     WHERE a.household_id = ${householdId}::uuid AND a.choice = 'kept' AND a.no_longer_shared_since IS NULL
       AND EXISTS (SELECT FROM account_feed f
                    WHERE f.household_id = a.household_id AND f.account_id = a.id AND f.bank_session_id = ANY (${renewedIds}::uuid[]))
       AND NOT EXISTS (SELECT FROM account_feed f
                         JOIN bank_session s ON s.household_id = f.household_id AND s.id = f.bank_session_id
                        WHERE f.household_id = a.household_id AND f.account_id = a.id AND f.state = 'active'
                          AND s.status = 'authorized' AND s.superseded_at IS NULL AND coalesce(s.valid_until > ${now}::timestamptz, true))`
}

/** The bank lets the account be read again: the mark goes, and with it what members answered about it. */
export async function clearUnshared(db: Db, { householdId, accountId }: AccountKey): Promise<void> {
  const { count } = await db.account.updateMany({
    where: { householdId, id: accountId, noLongerSharedSince: { not: null } },
    data: { noLongerSharedSince: null },
  })
  if (count === 0) return
  await db.accountAccess.updateMany({
    where: { householdId, accountId, unsharedDecidedAt: { not: null } },
    data: { unsharedDecidedAt: null, includeInTotals: true },
  })
}
