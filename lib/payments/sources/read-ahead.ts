import { addDays, parseIsoDate, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { parseCurrency } from '@/lib/core/currency'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import type { Db } from '@/lib/db'
import { standingDays } from '@/lib/payments/dates/standing-days'
import { openOrder } from '@/lib/payments/seal-order'
import { openVault, type Vault } from '@/lib/vault/vault'
import { aheadUntil, sumAhead, type Movement } from './ahead'
import type { Ahead } from './payment-source'

type Account = { readonly accountId: string; readonly currency: string }
type Announced = { readonly accountId: string; readonly day: string; readonly minor: bigint }
type Ordered = {
  readonly id: string
  readonly accountId: string
  readonly minor: bigint
  readonly currency: string
  /** YYYY-MM-DD */
  readonly executeOn: string | null
  readonly submittedAt: Date
  readonly isRecurring: boolean
  readonly sealedOrder: string
}

const ORDERS_MAX = 500
/** Ten years of every day. */
const DAYS_MAX = 3_660

/**
 * What is known to move on each account until the same day of next week, in the account's own currency: rows the bank announces
 * (SCHD), and orders given here that it accepted for a later day. Accounts of which nothing is known are left out. Reads what
 * the caller may see of these accounts.
 */
export async function readAhead(
  db: Db,
  { householdId, accounts, today }: { householdId: string; accounts: readonly Account[]; today: IsoDate },
): Promise<ReadonlyMap<string, Ahead>> {
  const until = aheadUntil(today)
  const [announced, ordered] = await selectAhead(db, { householdId, ids: accounts.map(({ accountId }) => accountId), today, until })
  const vault = ordered.some(({ isRecurring }) => isRecurring) ? await openVault(db, householdId) : null
  const ahead = accounts.flatMap(({ accountId, currency }): [string, Ahead][] => {
    const isHere = (one: { readonly accountId: string }) => one.accountId === accountId
    const total = sumAhead(
      announced.filter(isHere).map(({ day, minor }) => ({ day: parseIsoDate(day), minor })),
      ordered.filter(isHere).flatMap((order) => daysOf(order, { vault, today, until })),
    )
    return total === null ? [] : [[accountId, { until, total: toMoneyDto(money(total, parseCurrency(currency))) }]]
  })
  return new Map(ahead)
}

type Span = { readonly vault: Vault | null; readonly today: IsoDate; readonly until: IsoDate }

/** From tomorrow on: what is due today may be taken off the balance already. */
function daysOf(order: Ordered, { vault, today, until }: Span): Movement[] {
  const { executeOn, submittedAt, isRecurring, currency, minor } = order
  const first = executeOn === null ? utcDay(submittedAt) : parseIsoDate(executeOn)
  const rule = isRecurring && vault ? openOrder(vault, order).standingOrder : null
  const days = rule ? standingDays(first, rule, { count: DAYS_MAX, until, currency }) : [first]
  return days.filter((day) => today < day && day <= until).map((day) => ({ day, minor: -minor }))
}

type Asked = { readonly householdId: string; readonly ids: readonly string[]; readonly today: IsoDate; readonly until: IsoDate }

async function selectAhead(db: Db, { householdId, ids, today, until }: Asked): Promise<[Announced[], Ordered[]]> {
  if (ids.length === 0) return [[], []]
  const announced = await db.$queryRaw<Announced[]>`
    SELECT t.account_id::text AS "accountId", t.effective_date::text AS day, t.amount_minor AS minor
      FROM transaction t JOIN account a ON a.household_id = t.household_id AND a.id = t.account_id AND a.currency = t.currency
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ANY (${[...ids]}::uuid[])
       AND t.effective_date BETWEEN ${today}::date AND ${until}::date AND t.status = 'SCHD' AND t.superseded_by_id IS NULL`
  const ordered = await db.$queryRaw<Ordered[]>`
    SELECT p.id::text, p.account_id::text AS "accountId", p.amount_minor AS minor, p.currency, p.execute_on::text AS "executeOn",
           p.submitted_at AS "submittedAt", p.is_recurring AS "isRecurring", p.sealed_order AS "sealedOrder"
      FROM payment p JOIN account a ON a.household_id = p.household_id AND a.id = p.account_id AND a.currency = p.currency
     WHERE p.household_id = ${householdId}::uuid AND p.account_id = ANY (${[...ids]}::uuid[])
       AND p.status IN ('accepted', 'executed') AND p.submitted_at IS NOT NULL
       AND (p.is_recurring OR (p.booked_at IS NULL AND p.execute_on BETWEEN ${addDays(today, 1)}::date AND ${until}::date))
     ORDER BY p.submitted_at DESC LIMIT ${ORDERS_MAX}`
  return [announced, ordered]
}
