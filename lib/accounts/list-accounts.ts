import { Prisma, type Db, type DbViewer } from '@/lib/db'

/** An account as its readers need it, with exact amounts. Never leaves the server: `toAccountDto` makes what crosses. */
export type AccountRow = {
  readonly id: string
  readonly aspspName: string
  readonly aspspCountry: string
  readonly bankName: string
  readonly customName: string | null
  readonly type: string
  readonly currency: string
  readonly lastFour: string | null
  readonly ibanIndex: string | null
  readonly share: string
  readonly balanceMinor: bigint | null
  readonly balanceType: string | null
  readonly balanceObservedAt: Date | null
  /** A closing balance holds for the end of this day; null: it is of the moment it was seen. */
  readonly balanceDay: string | null
  readonly archivedAt: Date | null
  readonly noLongerSharedSince: Date | null
  readonly isHolder: boolean
  readonly includeInTotals: boolean
  /** The member has said whether the account goes on counting although its bank no longer shares it. */
  readonly isUnsharedDecided: boolean
  readonly holders: readonly AccountHolder[]
  readonly feeds: readonly FeedRow[]
}

export type AccountHolder = { readonly memberId: string; readonly name: string }

/** How one bank session stands towards the account. Instants are ISO text, as JSON brings them. */
export type FeedRow = {
  readonly bankSessionId: string
  readonly memberId: string
  readonly memberName: string
  readonly feedState: string
  readonly status: string
  readonly superseded: boolean
  readonly validUntil: string | null
  readonly endedAt: string | null
  readonly lastSyncedAt: string | null
  readonly historyFrom: string | null
  readonly readUntil: string | null
  readonly blockedUntil: string | null
  readonly nextSyncAt: string | null
  readonly readsPerDay: number
  readonly isReading: boolean
}

/**
 * The kept accounts a member may see: those they hold and those shared with the household. The condition is written out
 * here although row-level security holds it too: two walls.
 */
export async function listAccounts(
  db: Db,
  viewer: DbViewer,
  { archived, only }: { archived: 'with' | 'without'; only?: string },
): Promise<AccountRow[]> {
  const archive = archived === 'with' ? Prisma.empty : Prisma.sql`AND a.archived_at IS NULL`
  const one = only === undefined ? Prisma.empty : Prisma.sql`AND a.id = ${only}::uuid`
  return db.$queryRaw<AccountRow[]>`
    SELECT a.id::text, a.aspsp_name AS "aspspName", a.aspsp_country AS "aspspCountry", a.bank_name AS "bankName",
           a.custom_name AS "customName", a.cash_account_type AS type, a.currency, a.last_four AS "lastFour",
           a.iban_index AS "ibanIndex", a.share, a.balance_minor AS "balanceMinor", a.balance_type AS "balanceType",
           a.balance_observed_at AS "balanceObservedAt", closing.day AS "balanceDay", a.archived_at AS "archivedAt",
           a.no_longer_shared_since AS "noLongerSharedSince",
           coalesce(x.holder, false) AS "isHolder", coalesce(x.include_in_totals, true) AS "includeInTotals",
           x.unshared_decided_at IS NOT NULL AS "isUnsharedDecided",
           coalesce(h.holders, '[]'::json) AS holders, coalesce(f.feeds, '[]'::json) AS feeds
      FROM account a
      LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${viewer.memberId}::uuid
      LEFT JOIN LATERAL (${closingDay}) closing ON true
      LEFT JOIN LATERAL (${holdersOf}) h ON true
      LEFT JOIN LATERAL (${feedsOf}) f ON true
     WHERE a.household_id = ${viewer.householdId}::uuid AND a.choice = 'kept' AND (x.holder OR a.share <> 'none') ${archive} ${one}
     ORDER BY a.aspsp_name, a.sort_order, a.created_at, a.id`
}

/** Whether the member is still to be asked if an account that is no longer shared goes on counting in their totals. */
export function asksToCount(
  account: Pick<AccountRow, 'noLongerSharedSince' | 'includeInTotals' | 'isUnsharedDecided' | 'archivedAt'>,
): boolean {
  const { noLongerSharedSince, includeInTotals, isUnsharedDecided, archivedAt } = account
  return noLongerSharedSince !== null && includeInTotals && !isUnsharedDecided && archivedAt === null
}

/** What the household calls the account, else what the bank does, else the bank's own name. */
export function nameOfAccount(account: Pick<AccountRow, 'customName' | 'bankName' | 'aspspName'>): string {
  return account.customName || account.bankName || account.aspspName
}

const closingDay = Prisma.sql`
  SELECT b.reference_date::text AS day FROM balance b
   WHERE b.household_id = a.household_id AND b.account_id = a.id AND b.type = 'CLBD' AND a.balance_type = 'CLBD'
     AND b.currency = a.currency`

const holdersOf = Prisma.sql`
  SELECT json_agg(json_build_object('memberId', m.id, 'name', m.name) ORDER BY m.joined_at, m.id) AS holders
    FROM account_access o
    JOIN member m ON m.household_id = o.household_id AND m.id = o.member_id AND m.removed_at IS NULL
   WHERE o.household_id = a.household_id AND o.account_id = a.id AND o.holder`

const feedsOf = Prisma.sql`
  SELECT json_agg(json_build_object(
           'bankSessionId', s.id, 'memberId', s.member_id, 'memberName', m.name, 'feedState', f.state, 'status', s.status,
           'superseded', s.superseded_at IS NOT NULL, 'validUntil', s.valid_until, 'endedAt', s.ended_at,
           'lastSyncedAt', coalesce(f.last_synced_at, s.last_synced_at), 'historyFrom', f.history_from, 'readUntil', f.read_until,
           'blockedUntil', CASE WHEN s.background_blocked_until > now() AND s.last_error_kind = 'rate_limited' THEN s.background_blocked_until END,
           'nextSyncAt', s.next_sync_at, 'readsPerDay', s.background_reads_per_day,
           'isReading', coalesce(s.leased_until > now(), false)) ORDER BY s.created_at, s.id) AS feeds
    FROM account_feed f
    JOIN bank_session s ON s.household_id = f.household_id AND s.id = f.bank_session_id
    LEFT JOIN member m ON m.household_id = s.household_id AND m.id = s.member_id
   WHERE f.household_id = a.household_id AND f.account_id = a.id`
