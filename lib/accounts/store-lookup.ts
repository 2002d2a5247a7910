import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { isBooked } from '@/lib/core/iso-20022'
import type { Db } from '@/lib/db'
import { hintOf } from './evidence'
import { findUnchanged, type Reading } from './find-unchanged'
import { column } from './store-columns'
import { emptyKnown, sumKey, type FetchedRow, type Known, type StoredRow } from './store-rows'
import { STORED_COLUMNS, toStoredRow, type FoundRow } from './stored-row'

export type AccountKey = { readonly householdId: string; readonly accountId: string }

/**
 * Takes the account's lock for the rest of the transaction: two bank sessions may read one joint account at the same
 * time, and each batch must see what the other wrote. From here on statements are planned for the tables as they are: a plan kept
 * from when they were empty reads them whole for each row of a first sync.
 */
export async function lockAccount(db: Db, { householdId, accountId }: AccountKey): Promise<void> {
  await db.$queryRaw`
    SELECT set_config('plan_cache_mode', 'force_custom_plan', true)
      FROM account WHERE household_id = ${householdId}::uuid AND id = ${accountId}::uuid FOR NO KEY UPDATE`
}

/**
 * All stored rows and evidence that may concern the batch, in a few statements whatever its size. With a `reading`, rows that
 * are kept exactly as sent are found first and cost nothing more, and new ones come with the kept rows they may have been.
 */
export async function lookUpRows(db: Db, account: AccountKey, rows: readonly FetchedRow[], reading?: Reading): Promise<Known> {
  const unchanged = reading ? await findUnchanged(db, account, { rows, reading }) : new Map<FetchedRow, string>()
  const known: Known = { ...emptyKnown(), unchanged }
  const changed = rows.filter((row) => !unchanged.has(row))
  if (changed.length === 0) return known
  const stored = new Map<string, StoredRow>()
  const referenced = new Set<string>()
  const read = (row: FoundRow) => stored.get(row.id) ?? stored.set(row.id, toStoredRow(row, referenced)).get(row.id)!
  known.pendings.push(...(await findPendings(db, account, changed)).map(read))
  const mapOf = { r: known.byReference, c: known.byContent, t: known.byHint }
  const kinds = { withReferences: reading?.canTrust ?? true, withHints: known.pendings.length > 0 }
  for (const found of await findByEvidence(db, account, changed, kinds)) {
    if (found.kind === 'r') referenced.add(found.id)
    putAt(mapOf[found.kind], found, read(found))
  }
  for (const found of reading ? await findLookAlikes(db, account, { rows: changed, reading }) : []) {
    const key = sumKey(found)
    const alike = known.lookAlikes.get(key) ?? known.lookAlikes.set(key, []).get(key)!
    alike.push(read(found))
  }
  const unsure = [...stored.keys()].filter((id) => !referenced.has(id))
  for (const id of await findReferenced(db, account, unsure)) referenced.add(id)
  if (changed.some(({ evidence }) => evidence.status === 'CNCL' || evidence.status === 'RJCT'))
    for (const id of await findHeld(db, account, [...stored.keys()])) known.held.add(id)
  return known
}

type FoundEvidence = FoundRow & { readonly kind: 'r' | 'c' | 't'; readonly value: string; readonly occurrence: number }

/**
 * One probe of the evidence's key per value, and `OFFSET 0` keeps it so: tables that just grew a hundredfold have no
 * statistics yet, and the planner would rather read all evidence of the household.
 */
function findByEvidence(
  db: Db,
  { householdId, accountId }: AccountKey,
  rows: readonly FetchedRow[],
  { withReferences, withHints }: { withReferences: boolean; withHints: boolean },
): Promise<FoundEvidence[]> {
  const contents = [...new Set(rows.flatMap(({ evidence }) => [evidence.content, evidence.bookedContent]))]
  const references = [...new Set(rows.flatMap(({ evidence }) => (withReferences && evidence.reference) || []))]
  const hinted = rows.filter(({ evidence }) => withHints || !isBooked(evidence.status))
  const hints = [...new Set(hinted.flatMap(({ transaction }) => hintOf(transaction) ?? []))]
  const kinds = [...contents.map(() => 'c'), ...references.map(() => 'r'), ...hints.map(() => 't')]
  return db.$queryRaw<FoundEvidence[]>`
    SELECT w.kind, w.value, f.*
      FROM unnest(${column(kinds)}::char(1)[], ${column([...contents, ...references, ...hints])}::text[]) AS w(kind, value)
      JOIN LATERAL (
        SELECT e.occurrence, ${STORED_COLUMNS}
          FROM transaction_evidence e
          JOIN transaction t ON t.household_id = e.household_id AND t.id = e.transaction_id
         WHERE e.household_id = ${householdId}::uuid AND e.account_id = ${accountId}::uuid AND e.kind = w.kind AND e.value = w.value
        OFFSET 0) f ON true
     ORDER BY w.kind, w.value, f.occurrence`
}

/** Occurrence numbers may have gaps after a person took rows apart; the next one must still be free. */
function putAt(map: Map<string, StoredRow[]>, { value, occurrence }: FoundEvidence, row: StoredRow): void {
  const rows = map.get(value) ?? map.set(value, []).get(value)!
  while (rows.length <= occurrence) rows.push(row)
}

/** How far from a batch's days a pending row may lie to become one of its bookings, if an id of the bank says so. */
const PENDING_WINDOW_DAYS = 30

function findPendings(db: Db, { householdId, accountId }: AccountKey, rows: readonly FetchedRow[]): Promise<FoundRow[]> {
  const days = spanOf(rows, PENDING_WINDOW_DAYS)
  if (!days) return Promise.resolve([])
  return db.$queryRaw<FoundRow[]>`
    SELECT ${STORED_COLUMNS} FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid
       AND t.status IN ('PDNG', 'HOLD', 'SCHD', 'CNCL') AND t.superseded_by_id IS NULL
       AND t.effective_date BETWEEN ${days.from}::date AND ${days.to}::date
     ORDER BY t.effective_date, t.id`
}

/** How far a bank moves a booked row at most. */
const LOOK_ALIKE_DAYS = 12

/** Booked rows of the same sums around these, from before this run; also those a person put behind another row. */
function findLookAlikes(
  db: Db,
  { householdId, accountId }: AccountKey,
  { rows, reading }: { rows: readonly FetchedRow[]; reading: Reading },
): Promise<FoundRow[]> {
  const booked = rows.filter(({ evidence }) => isBooked(evidence.status))
  const days = spanOf(booked, LOOK_ALIKE_DAYS)
  if (!days) return Promise.resolve([])
  const amounts = [...new Set(booked.map(({ transaction }) => transaction.amount.minor))].map(String)
  return db.$queryRaw<FoundRow[]>`
    SELECT ${STORED_COLUMNS} FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.status = 'BOOK'
       AND t.effective_date BETWEEN ${days.from}::date AND ${days.to}::date AND t.amount_minor = ANY (${column(amounts)}::bigint[])
       AND t.first_run_id IS DISTINCT FROM ${reading.runId}::uuid`
}

function spanOf(rows: readonly FetchedRow[], margin: number): { from: IsoDate; to: IsoDate } | null {
  let [from, to]: [IsoDate | null, IsoDate | null] = [null, null]
  for (const { evidence } of rows) {
    if (evidence.day === null) continue
    if (from === null || evidence.day < from) from = evidence.day
    if (to === null || evidence.day > to) to = evidence.day
  }
  return from && to ? { from: addDays(from, -margin), to: addDays(to, margin) } : null
}

/** Which of these rows have some other reference than those of the batch. */
async function findReferenced(db: Db, { householdId }: AccountKey, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT w.id::text FROM unnest(${column(ids)}::uuid[]) AS w(id)
     WHERE EXISTS (SELECT FROM transaction_evidence e WHERE e.household_id = ${householdId}::uuid AND e.transaction_id = w.id AND e.kind = 'r')`
  return rows.map(({ id }) => id)
}

/** Which of these rows a person wrote on or decided about, or took the place of an announced one themselves. */
async function findHeld(db: Db, { householdId }: AccountKey, ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT t.id::text FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.id = ANY (${column(ids)}::uuid[])
       AND (t.user_name IS NOT NULL OR t.user_category IS NOT NULL OR t.user_note IS NOT NULL
         OR EXISTS (SELECT FROM transaction o WHERE o.household_id = t.household_id AND o.superseded_by_id = t.id)
         OR EXISTS (SELECT FROM match_decision d WHERE d.household_id = t.household_id AND d.transaction_id = t.id AND d.undone_at IS NULL)
         OR EXISTS (SELECT FROM match_decision d WHERE d.household_id = t.household_id AND d.other_id = t.id AND d.undone_at IS NULL))`
  return rows.map(({ id }) => id)
}
