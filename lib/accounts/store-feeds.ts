import type { IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'

type FeedKey = { readonly householdId: string; readonly feedId: string }

type Held = {
  readonly historyFrom: IsoDate | null
  readonly readUntil: IsoDate | null
  readonly frontier: { readonly from: IsoDate; readonly day: IsoDate; readonly until: IsoDate } | null
}

/** Which days an access has read whole, in the transaction that kept their rows. */
export async function storeHeldDays(db: Db, { householdId, feedId }: FeedKey, { historyFrom, readUntil, frontier }: Held): Promise<void> {
  await db.$executeRaw`
    UPDATE account_feed
       SET history_from = ${historyFrom}::date, read_until = ${readUntil}::date, frontier_from = ${frontier?.from ?? null}::date,
           frontier_day = ${frontier?.day ?? null}::date, frontier_until = ${frontier?.until ?? null}::date
     WHERE household_id = ${householdId}::uuid AND id = ${feedId}::uuid`
}

/** How one reading of an account ended; `isRead`: its newest rows are all here. `dialect`: null when nothing new was learned. */
export type FeedOutcome = {
  readonly isRead: boolean
  readonly errorKind: string | null
  readonly dialect: object | null
  readonly now: Date
}

export async function storeFeedOutcome(
  db: Db,
  { householdId, feedId }: FeedKey,
  { isRead, errorKind, dialect, now }: FeedOutcome,
): Promise<void> {
  const isReadable = errorKind !== 'account_not_accessible'
  await db.$executeRaw`
    UPDATE account_feed
       SET last_error_kind = ${errorKind}, state = CASE WHEN state = 'ended' THEN state WHEN ${isReadable} THEN 'active' ELSE 'unreadable' END,
           dialect = coalesce(${dialect === null ? null : JSON.stringify(dialect)}::jsonb, dialect),
           last_synced_at = CASE WHEN ${isRead} THEN ${now}::timestamptz ELSE last_synced_at END
     WHERE household_id = ${householdId}::uuid AND id = ${feedId}::uuid`
}
