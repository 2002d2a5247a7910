import { notFound } from '@/lib/core/errors'
import { isBooked } from '@/lib/core/iso-20022'
import { parseIsoDate } from '@/lib/core/iso-date'
import { asViewer, type Db } from '@/lib/db'
import { requireAccountLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import { lockAccount } from './store-lookup'
import type { TotalChange } from './store-rows'
import { addToTotals } from './totals'
import { storeTotals } from './totals-store'

/** A row and the person's own category for it; null shows the bank's again. */
export type Categorised = { readonly transactionId: string; readonly category: string | null }

/** As many as one press may change. */
export const CATEGORISED_MAX = 500

/**
 * Puts several rows into categories, all or none, with the months' sums.
 * @returns the same rows with their own categories before, for the way back
 * @throws AppError not_found when one of the rows is not theirs to see, not_allowed when they may only look at one
 */
export async function categorizeTransactions(viewer: Viewer, wanted: readonly Categorised[]): Promise<Categorised[]> {
  const categories = new Map(wanted.map(({ transactionId, category }) => [transactionId, category]))
  return asViewer(viewer, async (db) => {
    const accountIds = await lockAccounts(db, viewer, [...categories.keys()])
    const rows = await readRows(db, viewer, [...categories.keys()])
    if (rows.length < categories.size) throw notFound('transaction')
    for (const accountId of accountIds) await requireAccountLevel(db, viewer, accountId, 'annotate')
    const changes = rows.map((row) => ({ row, own: withoutBanks(categories.get(row.id) ?? null, row) }))
    await writeCategories(db, viewer, changes)
    for (const accountId of accountIds) {
      const ofAccount = changes.filter(({ row }) => row.accountId === accountId)
      await storeTotals(db, { householdId: viewer.householdId, accountId }, totalsOf(ofAccount))
    }
    return rows.map(({ id, userCategory }) => ({ transactionId: id, category: userCategory }))
  })
}

type LockedRow = {
  readonly id: string
  readonly accountId: string
  readonly status: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly day: string
  readonly category: string | null
  readonly userCategory: string | null
}

type Change = { readonly row: LockedRow; readonly own: string | null }

/** Always in the same order, so that nobody waits for each other in a circle; no reading moves the rows in between. */
async function lockAccounts(db: Db, { householdId }: Viewer, ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ accountId: string }[]>`
    SELECT DISTINCT t.account_id::text AS "accountId" FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.id = ANY (${[...ids]}::uuid[]) ORDER BY 1`
  for (const { accountId } of rows) await lockAccount(db, { householdId, accountId })
  return rows.map(({ accountId }) => accountId)
}

function readRows(db: Db, viewer: Viewer, ids: readonly string[]): Promise<LockedRow[]> {
  return db.$queryRaw<LockedRow[]>`
    SELECT t.id::text, t.account_id::text AS "accountId", t.status, t.amount_minor AS "amountMinor", t.currency,
           t.effective_date::text AS day, t.category, t.user_category AS "userCategory"
      FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.id = ANY (${[...ids]}::uuid[]) AND t.superseded_by_id IS NULL`
}

/** The bank's own category is not an edit. */
function withoutBanks(category: string | null, row: LockedRow): string | null {
  return category === row.category ? null : category
}

async function writeCategories(db: Db, viewer: Viewer, changes: readonly Change[]): Promise<void> {
  await db.$executeRaw`
    UPDATE transaction t SET user_category = n.category
      FROM unnest(${changes.map(({ row }) => row.id)}::uuid[], ${changes.map(({ own }) => own)}::text[]) AS n(id, category)
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.id = n.id`
}

function totalsOf(changes: readonly Change[]): TotalChange[] {
  const totals = new Map<string, TotalChange>()
  for (const { row, own } of changes) {
    const [from, to] = [row.userCategory ?? row.category, own ?? row.category]
    if (!isBooked(row.status) || from === to) continue
    const facts = { day: parseIsoDate(row.day), currency: row.currency, minor: row.amountMinor }
    addToTotals(totals, { ...facts, category: from }, -1)
    addToTotals(totals, { ...facts, category: to }, 1)
  }
  return [...totals.values()]
}
