import { parseCurrency } from '@/lib/core/currency'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import type { Db, DbViewer } from '@/lib/db'
import type { AccountRow } from './list-accounts'
import type { RowReason } from './transaction-detail'

/** Within this many days a second row of the same amount is worth a word. */
const ALIKE_DAYS = 14

/** A booking takes the place of a pending row announced at most this long before it. */
const PENDING_DAYS = 60

type Row = { readonly id: string; readonly day: string; readonly amountMinor: bigint; readonly currency: string; readonly status: string }

/** Puts together, from the evidence kept with a row, why it is one row: nothing here is a guess made afterwards. */
export async function explainRow(db: Db, viewer: DbViewer, { account, row }: { account: AccountRow; row: Row }): Promise<RowReason[]> {
  const evidence = await readEvidence(db, viewer, { accountId: account.id, id: row.id })
  const pending = await readPending(db, viewer, { account, row })
  const alike = await countAlike(db, viewer, { accountId: account.id, row })
  return [...evidence, ...accessesOf(account, row), ...pending, { kind: 'alike', count: alike, days: ALIKE_DAYS }]
}

type EvidenceRow = { kind: string; occurrence: number; seenAt: Date; memberName: string | null }

async function readEvidence(db: Db, viewer: DbViewer, { accountId, id }: { accountId: string; id: string }): Promise<RowReason[]> {
  const rows = await db.$queryRaw<EvidenceRow[]>`
    SELECT e.kind, min(e.occurrence)::int AS occurrence, min(e.seen_at) AS "seenAt",
           (array_agg(m.name ORDER BY e.seen_at))[1] AS "memberName"
      FROM transaction_evidence e
      LEFT JOIN sync_run r ON r.household_id = e.household_id AND r.id = e.run_id
      LEFT JOIN bank_session s ON s.household_id = r.household_id AND s.id = r.bank_session_id
      LEFT JOIN member m ON m.household_id = s.household_id AND m.id = s.member_id
     WHERE e.household_id = ${viewer.householdId}::uuid AND e.account_id = ${accountId}::uuid AND e.transaction_id = ${id}::uuid
       AND e.kind IN ('r', 'c')
     GROUP BY e.kind ORDER BY e.kind DESC`
  return rows.map(({ kind, occurrence, seenAt, memberName }) =>
    kind === 'r'
      ? { kind: 'reference', seenAt: seenAt.toISOString(), memberName }
      : { kind: 'content', seenAt: seenAt.toISOString(), occurrence, memberName },
  )
}

/** The accesses that have read this account on that day; one is nothing to say. */
function accessesOf(account: AccountRow, row: Row): RowReason[] {
  const reading = account.feeds.filter(
    (feed) => feed.historyFrom !== null && feed.historyFrom <= row.day && (feed.readUntil ?? '') >= row.day,
  )
  const memberNames = [...new Set(reading.map((feed) => feed.memberName))]
  return memberNames.length > 1 ? [{ kind: 'accesses', memberNames }] : []
}

async function readPending(db: Db, viewer: DbViewer, { account, row }: { account: AccountRow; row: Row }): Promise<RowReason[]> {
  const rows = await db.$queryRaw<{ firstSeenAt: Date; amountMinor: bigint; currency: string }[]>`
    SELECT t.first_seen_at AS "firstSeenAt", t.amount_minor AS "amountMinor", t.currency FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ${account.id}::uuid AND t.superseded_by_id = ${row.id}::uuid
       AND t.effective_date BETWEEN ${row.day}::date - ${PENDING_DAYS}::int AND ${row.day}::date + ${ALIKE_DAYS}::int
     ORDER BY t.first_seen_at`
  return rows.map(({ firstSeenAt, amountMinor, currency }) => ({
    kind: 'pending',
    firstSeenAt: firstSeenAt.toISOString(),
    amount: toMoneyDto(money(amountMinor, parseCurrency(currency))),
  }))
}

async function countAlike(db: Db, viewer: DbViewer, { accountId, row }: { accountId: string; row: Row }): Promise<number> {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.id <> ${row.id}::uuid
       AND t.effective_date BETWEEN ${row.day}::date - ${ALIKE_DAYS}::int AND ${row.day}::date + ${ALIKE_DAYS}::int
       AND t.amount_minor = ${row.amountMinor} AND t.currency = ${row.currency} AND t.superseded_by_id IS NULL
       AND t.status NOT IN ('CNCL', 'RJCT')`
  return found?.count ?? 0
}
