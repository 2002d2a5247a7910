import type { DaySpan } from '@/lib/accounts/day-spans'
import type { Db } from '@/lib/db'

/** A feed that is to be read, with what its account is and when anybody last read that whole. */
export type OpenFeed = {
  readonly id: string
  readonly accountId: string
  readonly sealedUid: string
  readonly holderName: string | null
  readonly readUntil: Date | null
  readonly historyFrom: Date | null
  readonly frontierDay: Date | null
  readonly frontierFrom: Date | null
  readonly frontierUntil: Date | null
  /** Days of the account that any access has read whole. */
  readonly readBefore: readonly DaySpan[]
  readonly dialect: unknown
  readonly readAt: Date | null
}

/** Kept accounts with a handle. One that could not be read last time is tried again: banks block and unblock accounts. */
export function listFeeds(db: Db, { householdId, bankSessionId }: { householdId: string; bankSessionId: string }): Promise<OpenFeed[]> {
  return db.$queryRaw<OpenFeed[]>`
    SELECT f.id::text, f.account_id::text AS "accountId", f.sealed_uid AS "sealedUid", a.holder_name AS "holderName",
           f.read_until AS "readUntil", f.history_from AS "historyFrom", f.frontier_day AS "frontierDay", f.frontier_from AS "frontierFrom",
           f.frontier_until AS "frontierUntil", f.dialect,
           (SELECT max(any_feed.last_synced_at) FROM account_feed any_feed
             WHERE any_feed.household_id = f.household_id AND any_feed.account_id = f.account_id) AS "readAt",
           (SELECT coalesce(json_agg(json_build_object('from', span.from_day, 'to', span.to_day)), '[]')
              FROM account_feed any_feed,
                   LATERAL (VALUES (any_feed.history_from, any_feed.read_until), (any_feed.frontier_day, any_feed.frontier_until))
                     AS span (from_day, to_day)
             WHERE any_feed.household_id = f.household_id AND any_feed.account_id = f.account_id
               AND span.from_day IS NOT NULL AND span.to_day IS NOT NULL) AS "readBefore"
      FROM account_feed f JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
     WHERE f.household_id = ${householdId}::uuid AND f.bank_session_id = ${bankSessionId}::uuid AND f.state IN ('active', 'unreadable')
       AND f.sealed_uid IS NOT NULL AND a.choice = 'kept'
     ORDER BY a.sort_order, a.created_at, f.id`
}
