import type { IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'

type FeedKey = { readonly householdId: string; readonly feedId: string }

/** How far one read of an account went; null `read`: its list did not come to its end, so nothing of it moves. */
export type FeedOutcome = {
  readonly read: { readonly historyFrom: IsoDate; readonly readUntil: IsoDate } | null
  readonly errorKind: string | null
  readonly now: Date
}

export async function storeFeedOutcome(db: Db, { householdId, feedId }: FeedKey, { read, errorKind, now }: FeedOutcome): Promise<void> {
  const isReadable = errorKind !== 'account_not_accessible'
  await db.$executeRaw`
    UPDATE account_feed
       SET last_error_kind = ${errorKind}, state = CASE WHEN state = 'ended' THEN state WHEN ${isReadable} THEN 'active' ELSE 'unreadable' END,
           history_from = coalesce(${read?.historyFrom ?? null}::date, history_from),
           read_until = coalesce(${read?.readUntil ?? null}::date, read_until),
           last_synced_at = CASE WHEN ${read !== null} THEN ${now}::timestamptz ELSE last_synced_at END
     WHERE household_id = ${householdId}::uuid AND id = ${feedId}::uuid`
}
