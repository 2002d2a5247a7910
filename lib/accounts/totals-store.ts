import { firstOfMonth } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import type { AccountKey } from './store-lookup'
import type { TotalChange } from './store-rows'

/** Adds a batch's changes to the totals of days and months; pages read these and never the transactions. Money out is negative. */
export async function storeTotals(db: Db, account: AccountKey, totals: readonly TotalChange[]): Promise<void> {
  if (totals.length === 0) return
  await addToDays(db, account, totals)
  await addToMonths(db, account, totals)
}

async function addToDays(db: Db, { householdId, accountId }: AccountKey, totals: readonly TotalChange[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO daily_total AS d (household_id, account_id, day, currency, net_minor, count)
    SELECT ${householdId}::uuid, ${accountId}::uuid, n.day, n.currency, sum(n.net), sum(n.count)
      FROM unnest(${totals.map(({ day }) => day)}::date[], ${totals.map(({ currency }) => currency)}::text[],
                  ${totals.map(({ inMinor, outMinor }) => inMinor + outMinor)}::bigint[], ${totals.map(({ count }) => count)}::int[])
           AS n(day, currency, net, count)
     GROUP BY n.day, n.currency
        ON CONFLICT (household_id, account_id, day, currency)
        DO UPDATE SET net_minor = d.net_minor + EXCLUDED.net_minor, count = d.count + EXCLUDED.count`
}

async function addToMonths(db: Db, { householdId, accountId }: AccountKey, totals: readonly TotalChange[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO monthly_total AS m (household_id, account_id, month, category, currency, in_minor, out_minor, count)
    SELECT ${householdId}::uuid, ${accountId}::uuid, n.month, n.category, n.currency, sum(n.in_minor), sum(n.out_minor), sum(n.count)
      FROM unnest(${totals.map(({ day }) => firstOfMonth(day))}::date[], ${totals.map(({ category }) => category)}::text[],
                  ${totals.map(({ currency }) => currency)}::text[], ${totals.map(({ inMinor }) => inMinor)}::bigint[],
                  ${totals.map(({ outMinor }) => outMinor)}::bigint[], ${totals.map(({ count }) => count)}::int[])
           AS n(month, category, currency, in_minor, out_minor, count)
     GROUP BY n.month, n.category, n.currency
        ON CONFLICT (household_id, account_id, month, category, currency)
        DO UPDATE SET in_minor = m.in_minor + EXCLUDED.in_minor, out_minor = m.out_minor + EXCLUDED.out_minor,
                      count = m.count + EXCLUDED.count`
}
