import { Prisma, type Db, type DbViewer } from '@/lib/db'
import { toTransactionDto, transactionColumns, type TransactionRow } from './list-transactions'
import type { AccountRow } from './list-accounts'
import type { BalanceRow } from './list-balances'
import type { TransactionCursor, TransactionDto } from './transaction'
import { afterCursor, NEWEST_FIRST, transactionConditions } from './transaction-conditions'
import { NO_FILTER } from './transaction-filter'

/** The booked balance the running column hangs on. `day`: it holds for the end of that day; null: for the moment it was seen. */
export type Anchor = { readonly minor: bigint; readonly type: string; readonly day: string | null }

export type RunningRow = TransactionDto & {
  /** The account's balance after this row, in its own currency; null for what is not booked. */
  readonly balanceAfterMinor: bigint | null
}

export type RunningPage = {
  readonly rows: readonly RunningRow[]
  readonly next: TransactionCursor | null
  /** What the account held before the oldest row of this page; null when there is no anchor. */
  readonly openingMinor: bigint | null
}

const BOOKED = ['ITBD', 'CLBD']

/** The running column needs a booked balance; without one, rows are shown without it rather than with a guess. */
export function anchorOf(account: Pick<AccountRow, 'currency'>, balances: readonly BalanceRow[]): Anchor | null {
  const booked = balances.find((balance) => BOOKED.includes(balance.type) && balance.currency === account.currency)
  if (!booked) return null
  return { minor: booked.amountMinor, type: booked.type, day: booked.type === 'CLBD' ? booked.referenceDate : null }
}

type RunningQuery = {
  readonly account: AccountRow
  readonly visible: readonly AccountRow[]
  readonly anchor: Anchor | null
  readonly cursor: TransactionCursor | null
  readonly limit: number
}

/**
 * One page of an account's rows with the balance after each. The page begins with the balance at the end of its first
 * day (from the daily totals) less what was booked that day before the page, so any page costs the same.
 */
export async function listRunningRows(
  db: Db,
  viewer: DbViewer,
  { account, visible, anchor, cursor, limit }: RunningQuery,
): Promise<RunningPage> {
  const accounts = { ids: [account.id], currencies: [account.currency] }
  const conditions = [...transactionConditions(viewer.householdId, accounts, NO_FILTER), afterCursor(cursor)]
  const rows = await db.$queryRaw<TransactionRow[]>`
    SELECT ${transactionColumns(visible.filter((other) => other.id !== account.id))} FROM transaction t
     WHERE ${Prisma.join(conditions, ' AND ')} ${NEWEST_FIRST} LIMIT ${limit + 1}`
  const page = rows.slice(0, limit)
  const [first, last] = [page[0], page.at(-1)]
  if (!first || !last) return { rows: [], next: null, openingMinor: null }
  const start = anchor && (await balanceAfter(db, viewer, { account, anchor, day: first.day, id: first.id }))
  const next = rows.length > limit ? { day: toTransactionDto(last).day, id: last.id } : null
  return { ...running(page, account.currency, start), next }
}

function running(
  page: readonly TransactionRow[],
  currency: string,
  start: bigint | null,
): { rows: RunningRow[]; openingMinor: bigint | null } {
  let minor = start
  const rows = page.map((row): RunningRow => {
    const counts = row.status === 'BOOK' && row.currency === currency
    const balanceAfterMinor = counts ? minor : null
    if (counts && minor !== null) minor -= row.amountMinor
    return { ...toTransactionDto(row), balanceAfterMinor }
  })
  return { rows, openingMinor: minor }
}

type Place = { account: AccountRow; anchor: Anchor; day: string; id: string }

/** The balance right after the row at this place, everything later in the list undone. */
async function balanceAfter(db: Db, viewer: DbViewer, { account, anchor, day, id }: Place): Promise<bigint> {
  const [row] = await db.$queryRaw<{ later: bigint; sameDay: bigint; beyond: bigint }[]>`
    SELECT (SELECT coalesce(sum(d.net_minor), 0)::bigint FROM daily_total d
             WHERE d.household_id = ${viewer.householdId}::uuid AND d.account_id = ${account.id}::uuid AND d.currency = ${account.currency}
               AND d.day > ${day}::date) AS later,
           (SELECT coalesce(sum(d.net_minor), 0)::bigint FROM daily_total d
             WHERE d.household_id = ${viewer.householdId}::uuid AND d.account_id = ${account.id}::uuid AND d.currency = ${account.currency}
               AND d.day > ${anchor.day}::date) AS beyond,
           (SELECT coalesce(sum(t.amount_minor), 0)::bigint FROM transaction t
             WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ${account.id}::uuid AND t.currency = ${account.currency}
               AND t.effective_date = ${day}::date AND t.id > ${id}::uuid AND t.status = 'BOOK' AND t.superseded_by_id IS NULL) AS "sameDay"`
  const { later = 0n, sameDay = 0n, beyond = 0n } = row ?? {}
  return anchor.minor + beyond - later - sameDay
}
