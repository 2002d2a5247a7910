import { firstOfMonth, type IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'

/** A booked row as the totals of its month count it. */
export type CountedRow = {
  readonly householdId: string
  readonly accountId: string
  readonly day: IsoDate
  readonly currency: string
  readonly minor: bigint
}

/**
 * Moves a booked row's amount between categories of its month, for a person's own category. Money out is kept negative.
 * Call in the transaction that changes `user_category`. A category left without rows goes.
 */
export async function moveBetweenCategories(
  db: Db,
  row: CountedRow,
  { from, to }: { from: string | null; to: string | null },
): Promise<void> {
  const { householdId, accountId, currency, minor } = row
  const month = firstOfMonth(row.day)
  const [inMinor, outMinor] = minor >= 0n ? [minor, 0n] : [0n, minor]
  await db.$executeRaw`
    INSERT INTO monthly_total AS m (household_id, account_id, month, category, currency, in_minor, out_minor, count)
    SELECT ${householdId}::uuid, ${accountId}::uuid, ${month}::date, n.category, ${currency}, n.in_minor, n.out_minor, n.count
      FROM unnest(${[from ?? '', to ?? '']}::text[], ${[-inMinor, inMinor]}::bigint[], ${[-outMinor, outMinor]}::bigint[], ${[-1, 1]}::int[])
           AS n(category, in_minor, out_minor, count)
        ON CONFLICT (household_id, account_id, month, category, currency)
        DO UPDATE SET in_minor = m.in_minor + EXCLUDED.in_minor, out_minor = m.out_minor + EXCLUDED.out_minor,
                      count = m.count + EXCLUDED.count`
  await db.$executeRaw`
    DELETE FROM monthly_total
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND month = ${month}::date
       AND currency = ${currency} AND category = ${from ?? ''} AND count = 0`
}
