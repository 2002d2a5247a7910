import type { PortBalance } from '@/lib/banking/port'
import { cleanLine } from '@/lib/core/text'
import type { Db } from '@/lib/db'
import { chooseBalance, currencyOfBalances } from './balances'
import type { AccountKey } from './store-lookup'

/**
 * Keeps what a bank just said of an account's balances: the newest of each type, a line of history where an amount
 * changed, and the one that counts on the account itself. Types the bank no longer sends are forgotten, not carried on
 * as if they were new. An answer without any balance changes nothing.
 * @returns whether any amount or day is another one than before
 */
export async function storeBalances(db: Db, account: AccountKey, balances: readonly PortBalance[], observedAt: Date): Promise<boolean> {
  const newest = latestOfEachType(balances)
  if (newest.length === 0) return false
  const forgotten = await forgetOthers(db, account, newest)
  const changed = await addHistory(db, account, newest, observedAt)
  await upsertNewest(db, account, newest, observedAt)
  await recountBalance(db, account)
  return forgotten + changed > 0
}

/** Chooses the balance that counts from what is kept; also after a person pins another type. None that counts: not known. */
export async function recountBalance(db: Db, { householdId, accountId }: AccountKey): Promise<void> {
  const where = { householdId_id: { householdId, id: accountId } }
  const account = await db.account.findUniqueOrThrow({
    where,
    select: { currency: true, pinnedBalanceType: true, cashAccountType: true, creditLimitMinor: true },
  })
  const kept = await db.balance.findMany({ where: { householdId, accountId } })
  const currency = account.currency === 'XXX' ? (currencyOfBalances(kept) ?? account.currency) : account.currency
  const { pinnedBalanceType: pinnedType, cashAccountType: accountType, creditLimitMinor } = account
  const chosen = chooseBalance(kept, {
    currency,
    pinnedType,
    accountType,
    hasCreditLimit: creditLimitMinor !== null && creditLimitMinor > 0n,
  })
  const balanceMinor = chosen?.amountMinor ?? null
  await db.account.update({
    where,
    data: { currency, balanceMinor, balanceType: chosen?.type ?? null, balanceObservedAt: chosen?.observedAt ?? null },
  })
}

/** A bank may send several of one type for several days: the one of the latest day is the state of things. */
function latestOfEachType(balances: readonly PortBalance[]): PortBalance[] {
  const latest = new Map<string, PortBalance>()
  for (const balance of balances) {
    const key = `${balance.type} ${balance.amount.currency}`
    const before = latest.get(key)
    if (!before || (balance.referenceDate ?? '') > (before.referenceDate ?? '')) latest.set(key, balance)
  }
  return [...latest.values()]
}

async function forgetOthers(db: Db, { householdId, accountId }: AccountKey, newest: readonly PortBalance[]): Promise<number> {
  const { count } = await db.balance.deleteMany({
    where: { householdId, accountId, NOT: newest.map(({ type, amount }) => ({ type, currency: amount.currency })) },
  })
  return count
}

async function addHistory(
  db: Db,
  { householdId, accountId }: AccountKey,
  newest: readonly PortBalance[],
  observedAt: Date,
): Promise<number> {
  return db.$executeRaw`
    INSERT INTO balance_history (household_id, account_id, type, currency, observed_at, amount_minor, reference_date)
    SELECT ${householdId}::uuid, ${accountId}::uuid, n.type, n.currency, ${observedAt}::timestamptz, n.minor, n.day
      FROM unnest(${newest.map(({ type }) => type)}::text[], ${newest.map(({ amount }) => amount.currency)}::text[],
                  ${newest.map(({ amount }) => amount.minor)}::bigint[], ${newest.map(({ referenceDate }) => referenceDate)}::date[])
           AS n(type, currency, minor, day)
     WHERE NOT EXISTS (
       SELECT FROM balance b
        WHERE b.household_id = ${householdId}::uuid AND b.account_id = ${accountId}::uuid AND b.type = n.type
          AND b.currency = n.currency AND b.amount_minor = n.minor AND b.reference_date IS NOT DISTINCT FROM n.day)
        ON CONFLICT DO NOTHING`
}

async function upsertNewest(
  db: Db,
  { householdId, accountId }: AccountKey,
  newest: readonly PortBalance[],
  observedAt: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO balance (household_id, account_id, type, currency, amount_minor, name, reference_date, last_change_at, observed_at)
    SELECT ${householdId}::uuid, ${accountId}::uuid, n.*, ${observedAt}::timestamptz
      FROM unnest(${newest.map(({ type }) => type)}::text[], ${newest.map(({ amount }) => amount.currency)}::text[],
                  ${newest.map(({ amount }) => amount.minor)}::bigint[], ${newest.map(({ name }) => cleanLine(name, 120))}::text[],
                  ${newest.map(({ referenceDate }) => referenceDate)}::date[], ${newest.map(({ lastChangeAt }) => lastChangeAt)}::timestamptz[]) AS n
        ON CONFLICT (household_id, account_id, type, currency)
        DO UPDATE SET amount_minor = EXCLUDED.amount_minor, name = EXCLUDED.name, reference_date = EXCLUDED.reference_date,
                      last_change_at = EXCLUDED.last_change_at, observed_at = EXCLUDED.observed_at`
}
