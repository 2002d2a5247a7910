import type { Db } from '@/lib/db'
import { dayOf, instantOf, safeCode, safeFacts, safeIsoCode, type Label } from './diagnostics-safe'

type Feed = { readonly accountId: string; readonly dialect: unknown; readonly frontierDay: Date | null; readonly frontierFrom: Date | null }

type Scope = { readonly householdId: string; readonly feeds: readonly Feed[]; readonly label: Label }

/** What is known of each account's reading: how many rows of which kind, what is missing, what was learned of the bank. */
export async function describeAccounts(db: Db, { householdId, feeds, label }: Scope) {
  const ids = [...new Set(feeds.map(({ accountId }) => accountId))]
  const where = { householdId, accountId: { in: ids } }
  const accounts = await db.account.findMany({ where: { householdId, id: { in: ids } } })
  const rows = await countRows(db, householdId, ids)
  const trusts = await db.referenceTrust.findMany({ where })
  const gaps = await db.historyGap.findMany({ where, orderBy: { fromDay: 'asc' } })
  const checks = await db.balanceCheck.findMany({ where })
  const balances = await db.balance.findMany({ where, select: { accountId: true, type: true, referenceDate: true, observedAt: true } })
  const asides = await db.setAsideRow.groupBy({ by: ['accountId', 'reason'], where, _count: true, orderBy: { reason: 'asc' } })
  const decisions = await db.matchDecision.groupBy({ by: ['accountId', 'kind'], where, _count: true, orderBy: { kind: 'asc' } })
  const pages = await db.rawPage.groupBy({ by: ['accountId'], where, _count: true, _min: { fetchedAt: true } })
  return accounts.map((account) => {
    const isOf = ({ accountId }: { accountId: string }) => accountId === account.id
    const [trust, check, kept] = [trusts.find(isOf), checks.find(isOf), pages.find(isOf)]
    return {
      account: label('account', account.id),
      ...{ type: safeIsoCode(account.cashAccountType), currency: safeIsoCode(account.currency), choice: safeCode(account.choice) },
      ...{ noLongerSharedSince: instantOf(account.noLongerSharedSince), countsBalance: safeIsoCode(account.balanceType) },
      rows: rows.filter(isOf).map(({ status, count, review, first, last }) => ({ status: safeCode(status), count, review, first, last })),
      balances: balances
        .filter(isOf)
        .map((row) => ({ type: safeIsoCode(row.type), day: dayOf(row.referenceDate), observedAt: instantOf(row.observedAt) })),
      check: check && { state: safeCode(check.state), firstDayOff: dayOf(check.firstDayOff), checkedAt: instantOf(check.checkedAt) },
      gaps: gaps.filter(isOf).map((gap) => ({
        ...{ from: dayOf(gap.fromDay), to: dayOf(gap.toDay), reason: safeCode(gap.reason) },
        ...{ noticedAt: instantOf(gap.noticedAt), closedAt: instantOf(gap.closedAt) },
      })),
      references: trust && { trust: safeCode(trust.trust), kept: trust.kept, changed: trust.changed },
      dialects: feeds.filter(isOf).map((feed) => ({
        ...safeFacts(feed.dialect),
        ...{ frontierDay: dayOf(feed.frontierDay), frontierFrom: dayOf(feed.frontierFrom) },
      })),
      // The reasons are ours, but older versions may have written others.
      setAside: asides.filter(isOf).map(({ reason, _count }) => ({ reason: safeReason(reason), count: _count })),
      decisions: decisions.filter(isOf).map(({ kind, _count }) => ({ kind: safeCode(kind), count: _count })),
      keptPages: kept ? { count: kept._count, oldest: instantOf(kept._min.fetchedAt) } : { count: 0, oldest: null },
    }
  })
}

type RowCount = { accountId: string; status: string; count: number; review: number; first: string; last: string }

function countRows(db: Db, householdId: string, ids: readonly string[]): Promise<RowCount[]> {
  return db.$queryRaw<RowCount[]>`
    SELECT account_id::text AS "accountId", status, count(*)::int AS count, count(review_reason)::int AS review,
           min(effective_date)::text AS first, max(effective_date)::text AS last
      FROM transaction WHERE household_id = ${householdId}::uuid AND account_id = ANY (${[...ids]}::uuid[])
     GROUP BY account_id, status ORDER BY account_id, status`
}

const REASONS = new Set([
  'not an object',
  'no amount',
  'no currency',
  'amount is not decimal text',
  'no credit or debit indicator',
  'unknown credit or debit indicator',
])

function safeReason(reason: string): string {
  return REASONS.has(reason) ? reason : 'another reason'
}
