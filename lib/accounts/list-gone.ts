import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { Prisma, type Db } from '@/lib/db'
import { column } from './store-columns'
import type { AccountKey } from './store-lookup'
import type { StoredRow } from './store-rows'
import { STORED_COLUMNS, toStoredRow, type FoundRow } from './stored-row'

/** `isNew`: came, or went, with the reading at hand. */
export type SeenRow = StoredRow & { readonly firstSeenAt: Date; readonly isNew: boolean }

/** An announced row waits this long for its booking. */
const WAITING_DAYS = 30
/** Scheduled rows whose day is this long past did not happen. */
const OVERDUE_DAYS = 7

export type ListedPending = {
  readonly today: IsoDate
  /** Rows that were on the list. */
  readonly claimed: ReadonlyMap<string, string>
  /** The list names all pending rows from this day on (null: of any day); undefined: it names none. */
  readonly pendingFrom: IsoDate | null | undefined
  /** The list names scheduled rows too. */
  readonly withScheduled: boolean
}

/** Announced rows that are over: those the list should have named, and those that ended before and still wait for a booking. */
export async function listGone(db: Db, { householdId, accountId }: AccountKey, list: ListedPending): Promise<SeenRow[]> {
  const { today, claimed, pendingFrom, withScheduled } = list
  const rows = await db.$queryRaw<(FoundRow & { firstSeenAt: Date })[]>`
    SELECT ${STORED_COLUMNS}, t.first_seen_at AS "firstSeenAt" FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.superseded_by_id IS NULL
       AND (t.status IN ('PDNG', 'HOLD', 'SCHD') OR (t.status = 'CNCL' AND t.effective_date >= ${addDays(today, -WAITING_DAYS)}::date))`
  const isMissed = ({ status, day }: FoundRow) => {
    if (pendingFrom === undefined) return false
    if (status === 'SCHD') return (withScheduled && (!pendingFrom || day >= pendingFrom)) || day < addDays(today, -OVERDUE_DAYS)
    return !pendingFrom || day >= pendingFrom
  }
  const none = new Set<string>()
  return rows
    .filter((row) => row.status === 'CNCL' || (!claimed.has(row.id) && isMissed(row)))
    .map((row) => ({ ...toStoredRow(row, none), firstSeenAt: row.firstSeenAt, isNew: row.status !== 'CNCL' }))
}

/** Bookings around these rows that came after them and took no announced row's place. */
export async function listLoneBookings(
  db: Db,
  { householdId, accountId }: AccountKey,
  { gone, runId }: { gone: readonly SeenRow[]; runId: string },
): Promise<SeenRow[]> {
  const days = gone.map(({ effectiveDate }) => effectiveDate).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const rows = await db.$queryRaw<(FoundRow & { firstSeenAt: Date; isNew: boolean })[]>`
    SELECT ${STORED_COLUMNS}, t.first_seen_at AS "firstSeenAt", t.first_run_id IS NOT DISTINCT FROM ${runId}::uuid AS "isNew" FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.superseded_by_id IS NULL AND t.status = 'BOOK'
       AND t.effective_date BETWEEN ${addDays(first, -OVERDUE_DAYS)}::date AND ${addDays(last, OVERDUE_DAYS)}::date
       AND NOT EXISTS (SELECT FROM transaction p WHERE p.household_id = t.household_id AND p.superseded_by_id = t.id)`
  const none = new Set<string>()
  return rows.map((row) => ({ ...toStoredRow(row, none), firstSeenAt: row.firstSeenAt, isNew: row.isNew }))
}

/** Pairs of these rows a person said something about, in both orders. */
export async function listDecided(
  db: Db,
  { householdId, accountId }: AccountKey,
  ids: readonly string[],
): Promise<{ readonly transactionId: string; readonly otherId: string }[]> {
  if (ids.length === 0) return []
  const among = Prisma.sql`${column(ids)}::uuid[]`
  return db.$queryRaw`
    SELECT d.transaction_id::text AS "transactionId", d.other_id::text AS "otherId" FROM match_decision d
     WHERE d.household_id = ${householdId}::uuid AND d.account_id = ${accountId}::uuid AND d.undone_at IS NULL
       AND (d.transaction_id = ANY (${among}) OR d.other_id = ANY (${among}))`
}
