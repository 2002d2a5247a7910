import { exponentOf, parseCurrency } from '@/lib/core/currency'
import { parseDecimal } from '@/lib/core/money'
import { Prisma } from '@/lib/db'
import type { TransactionCursor } from './transaction'
import type { TransactionFilter } from './transaction-filter'

/** The accounts a list may show, with their currencies: always the viewer's visible ones, narrowed by the filter. */
export type ListedAccounts = { readonly ids: readonly string[]; readonly currencies: readonly string[] }

/** The conditions of a list over `transaction t`; text search is not among them. */
export function transactionConditions(householdId: string, accounts: ListedAccounts, filter: TransactionFilter): Prisma.Sql[] {
  return [
    Prisma.sql`t.household_id = ${householdId}::uuid`,
    accounts.ids.length === 1
      ? Prisma.sql`t.account_id = ${accounts.ids[0]}::uuid`
      : Prisma.sql`t.account_id = ANY (${[...accounts.ids]}::uuid[])`,
    // what the bank cancelled or took back is kept for its evidence and shown nowhere
    Prisma.sql`t.superseded_by_id IS NULL AND t.status NOT IN ('CNCL', 'RJCT')`,
    filter.from && Prisma.sql`t.effective_date >= ${filter.from}::date`,
    filter.to && Prisma.sql`t.effective_date <= ${filter.to}::date`,
    filter.category && inCategory(householdId, accounts, filter.category),
    filter.status === 'booked' && Prisma.sql`t.status = 'BOOK'`,
    filter.status === 'pending' && Prisma.sql`t.status IN ('PDNG', 'HOLD')`,
    filter.direction === 'in' && Prisma.sql`t.amount_minor > 0`,
    filter.direction === 'out' && Prisma.sql`t.amount_minor < 0`,
    filter.min && Prisma.sql`abs(t.amount_minor) >= ${inMinorUnits(filter.min, accounts.currencies)}`,
    filter.max && Prisma.sql`abs(t.amount_minor) <= ${inMinorUnits(filter.max, accounts.currencies)}`,
    filter.review && Prisma.sql`t.review_reason IS NOT NULL`,
  ].filter((condition) => condition instanceof Prisma.Sql)
}

/** Pending rows are in no monthly total, and they are young. */
const PENDING_DAYS = 60

/** The months' totals know since when a category is used, so that a rare one does not search through all years. */
function inCategory(householdId: string, accounts: ListedAccounts, category: string): Prisma.Sql {
  return Prisma.sql`(coalesce(t.user_category, t.category, '') = ${category} AND t.effective_date >= (
    SELECT least(min(m.month), current_date - ${PENDING_DAYS}::int) FROM monthly_total m
     WHERE m.household_id = ${householdId}::uuid AND m.account_id = ANY (${[...accounts.ids]}::uuid[]) AND m.category = ${category}))`
}

/** Everything after the cursor in the list's order, as one row comparison the index answers. */
export function afterCursor(cursor: TransactionCursor | null): Prisma.Sql {
  if (cursor === null) return Prisma.sql`true`
  return Prisma.sql`(t.effective_date, t.id) < (${cursor.day}::date, ${cursor.id}::uuid)`
}

export const NEWEST_FIRST = Prisma.sql`ORDER BY t.effective_date DESC, t.id DESC`

/** "12.50" in the minor units of each row's own currency; a limit is never rounded into matching more. */
function inMinorUnits(decimal: string, currencies: readonly string[]): Prisma.Sql {
  const known = [...new Set(currencies)].filter((currency) => exponentOf(parseCurrency(currency)) !== 2)
  const cases = known.map((currency) => Prisma.sql`WHEN ${currency} THEN ${minorOf(decimal, currency)}::bigint`)
  if (cases.length === 0) return Prisma.sql`${minorOf(decimal, 'EUR')}::bigint`
  return Prisma.sql`CASE t.currency ${Prisma.join(cases, ' ')} ELSE ${minorOf(decimal, 'EUR')}::bigint END`
}

function minorOf(decimal: string, currency: string): bigint {
  return parseDecimal(decimal, parseCurrency(currency)).minor
}
