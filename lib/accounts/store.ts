import { formatDecimal } from '@/lib/core/money'
import { Prisma, type Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import { detailOf } from './evidence'
import { column } from './store-columns'
import type { AccountKey } from './store-lookup'
import type { BatchWrites, ChangedRow, FetchedRow, NewRow, Superseding } from './store-rows'
import { storeTotals } from './totals-store'

export type BatchContext = AccountKey & { readonly vault: Vault; readonly runId: string; readonly now: Date }

/**
 * Writes one batch: rows, evidence and totals, each in one statement, in the caller's transaction and under the account's
 * lock (`lockAccount`). Columns a person may edit are never written here, save that a booking inherits what was said of the
 * pending row it replaces. A person's edit waits for that lock too (`annotateTransaction`).
 */
export async function applyBatch(db: Db, context: BatchContext, writes: BatchWrites): Promise<void> {
  if (writes.inserts.length > 0) await insertRows(db, context, writes.inserts)
  if (writes.supersedings.length > 0) await supersedeRows(db, context, writes.supersedings)
  if (writes.reviews.length > 0) await flagRows(db, context, writes.reviews)
  if (writes.updates.length > 0) await updateRows(db, context, writes.updates)
  if (writes.ends.length > 0) await endRows(db, context, writes.ends)
  if (writes.evidence.length > 0) await insertEvidence(db, context, writes.evidence)
  await storeTotals(db, context, writes.totals)
}

async function insertRows(db: Db, context: BatchContext, inserts: readonly NewRow[]): Promise<void> {
  const { householdId, accountId, runId, now } = context
  const behind = inserts.filter(({ supersededBy }) => supersededBy !== null)
  await db.$executeRaw`
    INSERT INTO transaction (household_id, id, account_id, status, amount_minor, currency, booking_date, value_date, effective_date,
                             name, description, category, balance_after_minor, sealed_detail, facts_hash, counterparty_index,
                             search_text, superseded_by_id, superseded_because, first_seen_at, first_run_id)
    SELECT ${householdId}::uuid, n.id, ${accountId}::uuid, n.status, n.minor, n.currency, n.booked, n.valued, n.day, n.name, n.description,
           n.category, n.balance, n.sealed, n.facts, n.counterparty, n.search, b.booking, b.because, ${now}::timestamptz, ${runId}::uuid
      FROM ${rowsOf(context, inserts)}
      LEFT JOIN unnest(${behind.map(({ id }) => id)}::uuid[], ${behind.map(({ supersededBy }) => supersededBy)}::uuid[],
                       ${behind.map(({ because }) => because)}::text[]) AS b(id, booking, because) ON b.id = n.id`
  const superseding = inserts.flatMap(({ id, supersedes, because }) =>
    supersedes && because ? [{ id, pendingId: supersedes, because }] : [],
  )
  if (superseding.length > 0) await supersedeRows(db, context, superseding)
  const flagged = inserts.flatMap(({ id, review }) => (review ? [{ id, ...review }] : []))
  if (flagged.length > 0) await flagRows(db, context, flagged)
}

/** The person's words of a pending row go on with the row that takes its place. */
async function supersedeRows(db: Db, { householdId }: BatchContext, rows: readonly Superseding[]): Promise<void> {
  await db.$executeRaw`
    UPDATE transaction t
       SET user_name = coalesce(t.user_name, p.user_name), user_category = coalesce(t.user_category, p.user_category),
           user_note = coalesce(t.user_note, p.user_note)
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ pendingId }) => pendingId)}::uuid[]) AS n(id, pending)
      JOIN transaction p ON p.household_id = ${householdId}::uuid AND p.id = n.pending
     WHERE t.household_id = ${householdId}::uuid AND t.id = n.id
       AND (p.user_name IS NOT NULL OR p.user_category IS NOT NULL OR p.user_note IS NOT NULL)`
  await db.$executeRaw`
    UPDATE transaction p SET superseded_by_id = n.id, superseded_because = n.because
      FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ pendingId }) => pendingId)}::uuid[],
                  ${rows.map(({ because }) => because)}::text[]) AS n(id, pending, because)
     WHERE p.household_id = ${householdId}::uuid AND p.id = n.pending`
}

async function flagRows(db: Db, { householdId }: BatchContext, reviews: BatchWrites['reviews']): Promise<void> {
  await db.$executeRaw`
    UPDATE transaction t SET review_reason = n.reason, review_other_ids = string_to_array(n.others, ' ')::uuid[]
      FROM unnest(${reviews.map(({ id }) => id)}::uuid[], ${reviews.map(({ reason }) => reason)}::text[],
                  ${reviews.map(({ otherIds }) => otherIds.join(' '))}::text[]) AS n(id, reason, others)
     WHERE t.household_id = ${householdId}::uuid AND t.id = n.id AND t.review_reason IS NULL`
}

async function updateRows(db: Db, context: BatchContext, updates: readonly ChangedRow[]): Promise<void> {
  await db.$executeRaw`
    UPDATE transaction t
       SET status = n.status, amount_minor = n.minor, currency = n.currency, booking_date = n.booked, value_date = n.valued,
           effective_date = n.day, name = n.name, description = n.description, category = n.category, balance_after_minor = n.balance,
           sealed_detail = n.sealed, facts_hash = n.facts, counterparty_index = n.counterparty, search_text = n.search
      FROM ${rowsOf(context, updates)}
     WHERE t.household_id = ${context.householdId}::uuid AND t.id = n.id`
}

/** One text per column: the cheapest way for many rows into one statement. */
function rowsOf({ vault }: BatchContext, rows: readonly (NewRow | ChangedRow)[]): Prisma.Sql {
  const of = (read: (row: FetchedRow) => string | null) => column(rows.map(({ row }) => read(row)))
  const seal = ({ id, row }: NewRow | ChangedRow) =>
    vault.seal({ table: 'transaction', column: 'sealed_detail', rowId: id }, detailOf(row.transaction, row.evidence))
  return Prisma.sql`unnest(
    ${column(rows.map(({ id }) => id))}::uuid[], ${of(({ evidence }) => evidence.status)}::text[],
    ${of(({ transaction }) => String(transaction.amount.minor))}::bigint[], ${of(({ transaction }) => transaction.amount.currency)}::text[],
    ${of(({ transaction }) => transaction.bookingDate)}::date[], ${of(({ transaction }) => transaction.valueDate)}::date[],
    ${column(rows.map(({ effectiveDate }) => effectiveDate))}::date[], ${of(({ clean }) => clean.name)}::text[],
    ${of(({ clean }) => clean.description)}::text[], ${of(({ clean }) => clean.category)}::text[], ${of(balanceAfter)}::bigint[],
    ${column(rows.map(seal))}::text[], ${of(({ evidence }) => evidence.factsHash)}::text[], ${of((row) => row.counterpartyIndex)}::text[],
    ${of(searchText)}::text[])
    AS n(id, status, minor, currency, booked, valued, day, name, description, category, balance, sealed, facts, counterparty, search)`
}

async function endRows(db: Db, { householdId }: BatchContext, ends: BatchWrites['ends']): Promise<void> {
  await db.$executeRaw`
    UPDATE transaction t SET status = n.status
      FROM unnest(${ends.map(({ id }) => id)}::uuid[], ${ends.map(({ status }) => status)}::text[]) AS n(id, status)
     WHERE t.household_id = ${householdId}::uuid AND t.id = n.id AND t.status <> 'BOOK'`
}

async function insertEvidence(db: Db, context: BatchContext, evidence: BatchWrites['evidence']): Promise<void> {
  const { householdId, accountId, runId, now } = context
  await db.$executeRaw`
    INSERT INTO transaction_evidence (household_id, account_id, kind, value, occurrence, transaction_id, run_id, seen_at)
    SELECT ${householdId}::uuid, ${accountId}::uuid, n.kind, n.value, n.occurrence, n.id, ${runId}::uuid, ${now}::timestamptz
      FROM unnest(${column(evidence.map(({ kind }) => kind))}::char(1)[], ${column(evidence.map(({ value }) => value))}::text[],
                  ${column(evidence.map(({ occurrence }) => String(occurrence)))}::smallint[],
                  ${column(evidence.map(({ transactionId }) => transactionId))}::uuid[])
           AS n(kind, value, occurrence, id)
        ON CONFLICT DO NOTHING`
}

/** Only in the row's own currency: banks name "XXX" or another one there. */
function balanceAfter({ transaction: { amount, balanceAfter } }: FetchedRow): string | null {
  return balanceAfter && balanceAfter.currency === amount.currency ? String(balanceAfter.minor) : null
}

function searchText({ transaction, clean }: FetchedRow): string {
  const amount = formatDecimal(transaction.amount).replace('-', '')
  return [clean.name, clean.description, amount].filter(Boolean).join(' ').toLowerCase()
}
