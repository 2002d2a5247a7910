import { parseCurrency } from '@/lib/core/currency'
import { formatDecimal, money } from '@/lib/core/money'
import { Prisma, type Db } from '@/lib/db'
import { openVault, type Vault } from '@/lib/vault/vault'
import type { ExportScope } from './export-accounts'
import { parseStoredDetail } from './stored-detail'

/** Oldest first: an export of tomorrow begins like that of today. */
export type ExportCursor = { readonly day: string; readonly id: string }

type Asked = { readonly accountIds: readonly string[]; readonly after: ExportCursor | null; readonly limit: number }

export type ExportBatch = { readonly transactions: readonly ReturnType<typeof toExport>[]; readonly next: ExportCursor | null }

type Row = {
  id: string
  accountId: string
  status: string
  amountMinor: bigint
  currency: string
  bookingDate: string | null
  valueDate: string | null
  effectiveDate: string
  name: string
  description: string | null
  category: string | null
  balanceAfterMinor: bigint | null
  sealedDetail: string
  supersededById: string | null
  reviewReason: string | null
  firstSeenAt: Date
  userName: string | null
  userCategory: string | null
  userNote: string | null
}

type EvidenceRow = { transactionId: string; kind: string; value: string; occurrence: number; seenAt: Date }

/** One batch of rows with their opened facts and evidence, by keyset. Superseded pending rows are part of it: they are evidence too. */
export async function exportTransactions(db: Db, { householdId }: ExportScope, { accountIds, after, limit }: Asked): Promise<ExportBatch> {
  const from = after ? Prisma.sql`(t.effective_date, t.id) > (${after.day}::date, ${after.id}::uuid)` : Prisma.sql`true`
  const rows = await db.$queryRaw<Row[]>`
    SELECT t.id::text, t.account_id::text AS "accountId", t.status, t.amount_minor AS "amountMinor", t.currency,
           t.booking_date::text AS "bookingDate", t.value_date::text AS "valueDate", t.effective_date::text AS "effectiveDate", t.name,
           t.description, t.category, t.balance_after_minor AS "balanceAfterMinor", t.sealed_detail AS "sealedDetail",
           t.superseded_by_id::text AS "supersededById", t.review_reason AS "reviewReason", t.first_seen_at AS "firstSeenAt",
           t.user_name AS "userName", t.user_category AS "userCategory", t.user_note AS "userNote"
      FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ANY (${[...accountIds]}::uuid[]) AND ${from}
     ORDER BY t.effective_date, t.id LIMIT ${limit}`
  if (rows.length === 0) return { transactions: [], next: null }
  const [vault, evidence] = [await openVault(db, householdId), await readEvidence(db, householdId, rows)]
  const last = rows.at(-1)
  return {
    transactions: rows.map((row) => toExport(row, { vault, evidence: evidence.get(row.id) ?? [] })),
    next: rows.length === limit && last ? { day: last.effectiveDate, id: last.id } : null,
  }
}

async function readEvidence(db: Db, householdId: string, rows: readonly Row[]): Promise<Map<string, EvidenceRow[]>> {
  const found = await db.$queryRaw<EvidenceRow[]>`
    SELECT e.transaction_id::text AS "transactionId", e.kind, e.value, e.occurrence::int AS occurrence, e.seen_at AS "seenAt"
      FROM transaction_evidence e
     WHERE e.household_id = ${householdId}::uuid AND e.transaction_id = ANY (${rows.map((row) => row.id)}::uuid[])
     ORDER BY e.kind, e.value, e.occurrence`
  const byRow = new Map<string, EvidenceRow[]>()
  for (const one of found) byRow.set(one.transactionId, [...(byRow.get(one.transactionId) ?? []), one])
  return byRow
}

const KINDS: Readonly<Record<string, string>> = { r: 'reference', c: 'content', t: 'hint' }

function toExport(row: Row, { vault, evidence }: { vault: Vault; evidence: readonly EvidenceRow[] }) {
  const decimal = (minor: bigint) => formatDecimal(money(minor, parseCurrency(row.currency)))
  return {
    id: row.id,
    accountId: row.accountId,
    status: row.status,
    amount: decimal(row.amountMinor),
    currency: row.currency,
    bookingDate: row.bookingDate,
    valueDate: row.valueDate,
    effectiveDate: row.effectiveDate,
    name: row.name,
    description: row.description,
    category: row.category,
    balanceAfter: row.balanceAfterMinor === null ? null : decimal(row.balanceAfterMinor),
    supersededBy: row.supersededById,
    reviewReason: row.reviewReason,
    firstSeenAt: row.firstSeenAt.toISOString(),
    user: { name: row.userName, category: row.userCategory, note: row.userNote },
    bank: parseStoredDetail(vault.open({ table: 'transaction', column: 'sealed_detail', rowId: row.id }, row.sealedDetail)),
    evidence: evidence.map(({ kind, value, occurrence, seenAt }) => ({
      kind: KINDS[kind] ?? kind,
      value,
      occurrence,
      seenAt: seenAt.toISOString(),
    })),
  }
}
