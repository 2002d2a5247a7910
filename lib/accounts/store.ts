import type { IsoDate } from '@/lib/core/iso-date'
import { formatDecimal } from '@/lib/core/money'
import type { Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import type { AccountKey } from './store-lookup'
import type { BatchWrites, ChangedRow, FetchedRow, NewRow } from './store-rows'
import { storeTotals } from './totals-store'

export type BatchContext = AccountKey & { readonly vault: Vault; readonly runId: string; readonly now: Date }

/**
 * Writes one batch: rows, evidence and totals, each in one statement, in the caller's transaction and under the account's
 * lock (`lockAccount`). Columns a person may edit are never written here, save that a booking inherits what was said of the
 * pending row it replaces.
 */
export async function applyBatch(db: Db, context: BatchContext, writes: BatchWrites): Promise<void> {
  if (writes.inserts.length > 0) await insertRows(db, context, writes.inserts)
  if (writes.updates.length > 0) await updateRows(db, context, writes.updates)
  if (writes.ends.length > 0) await endRows(db, context, writes.ends)
  if (writes.evidence.length > 0) await insertEvidence(db, context, writes.evidence)
  await storeTotals(db, context, writes.totals)
}

/**
 * Ends the pending rows a complete list of the bank no longer holds. They stay, hidden: their booking may still come.
 * @param listed ids of the rows that were on the list
 * @param from the first day the list covers; null: all days a row can be pending
 * @returns how many ended
 */
export function endMissingPendings(
  db: Db,
  { householdId, accountId }: AccountKey,
  { listed, from }: { listed: readonly string[]; from: IsoDate | null },
): Promise<number> {
  return db.$executeRaw`
    UPDATE transaction SET status = 'CNCL'
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid
       AND status IN ('PDNG', 'HOLD') AND superseded_by_id IS NULL AND id <> ALL (${[...listed]}::uuid[])
       AND (${from}::date IS NULL OR effective_date >= ${from}::date)`
}

async function insertRows(db: Db, context: BatchContext, inserts: readonly NewRow[]): Promise<void> {
  const { householdId, accountId, runId, now } = context
  const json = JSON.stringify(inserts.map((insert) => ({ ...columnsOf(context, insert), s: insert.supersedes, v: insert.reviewReason })))
  await db.$executeRaw`
    INSERT INTO transaction (household_id, id, account_id, status, amount_minor, currency, booking_date, value_date, effective_date,
                             name, description, category, balance_after_minor, sealed_detail, facts_hash, counterparty_index,
                             search_text, review_reason, first_seen_at, first_run_id, user_name, user_category, user_note)
    SELECT ${householdId}::uuid, n.i, ${accountId}::uuid, n.st, n.a, n.u, n.bd, n.vd, n.d, n.n, n.ds, n.c, n.ba, n.sd, n.f, n.ci,
           n.x, n.v, ${now}::timestamptz, ${runId}::uuid, p.user_name, p.user_category, p.user_note
      FROM json_to_recordset(${json}::json) AS n(i uuid, st text, a bigint, u char(3), bd date, vd date, d date, n text, ds text, c text,
                                                 ba bigint, sd text, f text, ci text, x text, s uuid, v text)
      LEFT JOIN transaction p ON p.household_id = ${householdId}::uuid AND p.id = n.s`
  const superseding = inserts.filter(({ supersedes }) => supersedes !== null)
  if (superseding.length === 0) return
  await db.$executeRaw`
    UPDATE transaction p SET superseded_by_id = n.id
      FROM unnest(${superseding.map(({ id }) => id)}::uuid[], ${superseding.map(({ supersedes }) => supersedes)}::uuid[]) AS n(id, pending)
     WHERE p.household_id = ${householdId}::uuid AND p.id = n.pending`
}

async function updateRows(db: Db, context: BatchContext, updates: readonly ChangedRow[]): Promise<void> {
  const json = JSON.stringify(updates.map((update) => columnsOf(context, update)))
  await db.$executeRaw`
    UPDATE transaction t
       SET status = n.st, amount_minor = n.a, currency = n.u, booking_date = n.bd, value_date = n.vd, effective_date = n.d, name = n.n,
           description = n.ds, category = n.c, balance_after_minor = n.ba, sealed_detail = n.sd, facts_hash = n.f,
           counterparty_index = n.ci, search_text = n.x
      FROM json_to_recordset(${json}::json) AS n(i uuid, st text, a bigint, u char(3), bd date, vd date, d date, n text, ds text, c text,
                                                 ba bigint, sd text, f text, ci text, x text)
     WHERE t.household_id = ${context.householdId}::uuid AND t.id = n.i`
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
      FROM unnest(${evidence.map(({ kind }) => kind)}::char(1)[], ${evidence.map(({ value }) => value)}::text[],
                  ${evidence.map(({ occurrence }) => occurrence)}::smallint[], ${evidence.map(({ transactionId }) => transactionId)}::uuid[])
           AS n(kind, value, occurrence, id)
        ON CONFLICT DO NOTHING`
}

/** Short keys: they are sent once per row. */
function columnsOf({ vault }: BatchContext, { id, row, effectiveDate }: NewRow | ChangedRow) {
  const { transaction, evidence, clean } = row
  const { amount, balanceAfter } = transaction
  return {
    i: id,
    st: evidence.status,
    a: String(amount.minor),
    u: amount.currency,
    bd: transaction.bookingDate,
    vd: transaction.valueDate,
    d: effectiveDate,
    n: clean.name,
    ds: clean.description,
    c: clean.category,
    ba: balanceAfter && balanceAfter.currency === amount.currency ? String(balanceAfter.minor) : null,
    sd: vault.seal({ table: 'transaction', column: 'sealed_detail', rowId: id }, JSON.stringify(transaction, toJson)),
    f: evidence.factsHash,
    ci: row.counterpartyIndex,
    x: searchText(row),
  }
}

function searchText({ transaction, clean }: FetchedRow): string {
  const amount = formatDecimal(transaction.amount).replace('-', '')
  return [clean.name, clean.description, amount].filter(Boolean).join(' ').toLowerCase()
}

/** Minor units are bigints, which JSON does not know: exact decimal text, as everywhere outside of the program. */
function toJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
