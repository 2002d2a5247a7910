import type { IsoDate } from '@/lib/core/iso-date'
import { addDays } from '@/lib/core/iso-date'
import { normaliseStatus } from '@/lib/core/iso-20022'
import { Prisma, type Db } from '@/lib/db'
import { column } from './store-columns'
import type { FetchedRow, Known, StoredRow } from './store-rows'

export type AccountKey = { readonly householdId: string; readonly accountId: string }

/**
 * Takes the account's lock for the rest of the transaction: two bank sessions may read one joint account at the same
 * time, and each batch must see what the other wrote.
 */
export async function lockAccount(db: Db, { householdId, accountId }: AccountKey): Promise<void> {
  await db.$executeRaw`SELECT 1 FROM account WHERE household_id = ${householdId}::uuid AND id = ${accountId}::uuid FOR NO KEY UPDATE`
}

/** How far from a batch's days a pending row may lie to become one of its bookings, if an id of the bank says so. */
const PENDING_WINDOW_DAYS = 30

/** All stored rows and evidence that may concern the batch, in three statements whatever its size. */
export async function lookUpRows(db: Db, account: AccountKey, rows: readonly FetchedRow[]): Promise<Known> {
  const known: Known = { byReference: new Map(), byContent: new Map(), byHint: new Map(), pendings: [] }
  const stored = new Map<string, StoredRow>()
  const referenced = new Set<string>()
  const read = (row: FoundRow) => stored.get(row.id) ?? stored.set(row.id, toStoredRow(row, referenced)).get(row.id)!
  for (const found of await findByEvidence(db, account, rows)) {
    if (found.kind === 'r') referenced.add(found.id)
    push(found.kind === 'r' ? known.byReference : known.byContent, found.value, read(found))
  }
  for (const pending of await findPendings(db, account, rows)) {
    known.pendings.push(read(pending))
    if (pending.hint) known.byHint.set(pending.hint, read(pending))
  }
  for (const id of await findReferenced(
    db,
    account,
    [...stored.keys()].filter((id) => !referenced.has(id)),
  ))
    referenced.add(id)
  return known
}

type FoundRow = {
  readonly id: string
  readonly status: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly day: string
  readonly factsHash: string
  readonly supersededById: string | null
  readonly name: string
  readonly counterpartyIndex: string | null
  readonly category: string | null
  readonly userCategory: string | null
}

type FoundEvidence = FoundRow & { readonly kind: 'r' | 'c'; readonly value: string }

const STORED_COLUMNS = Prisma.sql`t.id::text, t.status, t.amount_minor AS "amountMinor", t.currency, t.effective_date::text AS day,
  t.facts_hash AS "factsHash", t.superseded_by_id::text AS "supersededById", t.name, t.counterparty_index AS "counterpartyIndex",
  t.category, t.user_category AS "userCategory"`

/**
 * One probe of the evidence's key per value, and `OFFSET 0` keeps it so: tables that just grew a hundredfold have no
 * statistics yet, and the planner would rather read all evidence of the household.
 */
function findByEvidence(db: Db, { householdId, accountId }: AccountKey, rows: readonly FetchedRow[]): Promise<FoundEvidence[]> {
  const contents = [...new Set(rows.flatMap(({ evidence }) => [evidence.content, evidence.bookedContent]))]
  const references = [...new Set(rows.flatMap(({ evidence }) => evidence.reference ?? []))]
  const kinds = [...contents.map(() => 'c'), ...references.map(() => 'r')]
  return db.$queryRaw<FoundEvidence[]>`
    SELECT w.kind, w.value, f.*
      FROM unnest(${column(kinds)}::char(1)[], ${column([...contents, ...references])}::text[]) AS w(kind, value)
      JOIN LATERAL (
        SELECT e.occurrence, ${STORED_COLUMNS}
          FROM transaction_evidence e
          JOIN transaction t ON t.household_id = e.household_id AND t.id = e.transaction_id
         WHERE e.household_id = ${householdId}::uuid AND e.account_id = ${accountId}::uuid AND e.kind = w.kind AND e.value = w.value
        OFFSET 0) f ON true
     ORDER BY w.kind, w.value, f.occurrence`
}

async function findPendings(
  db: Db,
  { householdId, accountId }: AccountKey,
  rows: readonly FetchedRow[],
): Promise<(FoundRow & { hint: string | null })[]> {
  const days = rows.flatMap(({ evidence }) => (evidence.status === 'BOOK' ? (evidence.day ?? []) : [])).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const [from, to] = [addDays(first, -PENDING_WINDOW_DAYS), addDays(last, PENDING_WINDOW_DAYS)]
  return db.$queryRaw<(FoundRow & { hint: string | null })[]>`
    SELECT ${STORED_COLUMNS},
           (SELECT h.value FROM transaction_evidence h
             WHERE h.household_id = t.household_id AND h.transaction_id = t.id AND h.kind = 't' LIMIT 1) AS hint
      FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid
       AND t.status IN ('PDNG', 'HOLD', 'SCHD', 'CNCL') AND t.superseded_by_id IS NULL
       AND t.effective_date BETWEEN ${from}::date AND ${to}::date
     ORDER BY t.effective_date, t.id`
}

/** Which of these rows have some other reference than those of the batch. */
async function findReferenced(db: Db, { householdId }: AccountKey, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT w.id::text FROM unnest(${[...ids]}::uuid[]) AS w(id)
     WHERE EXISTS (SELECT FROM transaction_evidence e WHERE e.household_id = ${householdId}::uuid AND e.transaction_id = w.id AND e.kind = 'r')`
  return rows.map(({ id }) => id)
}

function toStoredRow(row: FoundRow, referenced: ReadonlySet<string>): StoredRow {
  const { id, amountMinor, currency, factsHash, name, counterpartyIndex, category, userCategory } = row
  return {
    ...{ id, amountMinor, currency, factsHash, name, counterpartyIndex },
    get hasReference() {
      return referenced.has(id)
    },
    status: normaliseStatus(row.status),
    effectiveDate: row.day as IsoDate,
    isSuperseded: row.supersededById !== null,
    countedCategory: userCategory ?? category,
    hasUserCategory: userCategory !== null,
  }
}

function push(map: Map<string, StoredRow[]>, key: string, row: StoredRow): void {
  const rows = map.get(key)
  if (rows) rows.push(row)
  else map.set(key, [row])
}
