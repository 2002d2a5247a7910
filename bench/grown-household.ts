import type { Viewer } from '@/lib/households/viewer'
import { seedHousehold } from '@/lib/testing/household'
import { seedAccount } from '@/lib/testing/seed-account'
import type { BenchDatabase } from './bench-database'

export type GrownHousehold = { readonly viewer: Viewer; readonly count: number; readonly middleDay: string }

const ACCOUNTS = 10
const DAYS = 3650

/**
 * A household with ten accounts and so many booked rows over ten years, with the totals a sync keeps beside them. Made by
 * the database itself, because a million rows through a bank would take minutes and be read no differently.
 */
export async function growHousehold({ owner }: BenchDatabase, count: number): Promise<GrownHousehold> {
  const { viewer, householdId, memberId } = await seedHousehold({ name: `${count} rows` })
  const ids = await Promise.all(
    Array.from({ length: ACCOUNTS }, (_, nth) =>
      seedAccount({ householdId, holders: [memberId], name: `Account ${nth + 1}`, bank: `Bank ${nth % 3}`, balanceMinor: 123_456n }),
    ),
  )
  await owner.rows(
    `INSERT INTO transaction (household_id, id, account_id, status, amount_minor, currency, booking_date, value_date, effective_date, name,
                              description, category, sealed_detail, facts_hash, search_text, first_seen_at)
     SELECT $1::uuid, gen_random_uuid(), ($2::uuid[])[1 + n % ${ACCOUNTS}], 'BOOK', v.minor, 'EUR', v.day, v.day, v.day, v.name, v.text,
            CASE WHEN n % 3 = 0 THEN 'groceries' WHEN n % 3 = 1 THEN 'shopping' END, repeat('x', 900), n::text,
            lower(v.name || ' ' || v.text || ' ' || (abs(v.minor) / 100)::text || '.' || lpad((abs(v.minor) % 100)::text, 2, '0')), now()
       FROM generate_series(1, $3::int) AS g(n),
            LATERAL (SELECT (n::bigint * 7919 % 20000) - 15000 AS minor, DATE '2026-11-19' - (n % ${DAYS}) AS day, 'Shop ' || (n % 301) AS name,
                            'Card purchase ' || md5(n::text) AS text OFFSET 0) AS v`,
    [householdId, ids, count],
  )
  await owner.rows(
    `INSERT INTO daily_total (household_id, account_id, day, currency, net_minor, count)
     SELECT household_id, account_id, effective_date, currency, sum(amount_minor), count(*) FROM transaction WHERE household_id = $1 GROUP BY 1, 2, 3, 4`,
    [householdId],
  )
  await owner.rows(
    `INSERT INTO monthly_total (household_id, account_id, month, category, currency, in_minor, out_minor, count)
     SELECT household_id, account_id, date_trunc('month', effective_date), coalesce(category, ''), currency,
            sum(greatest(amount_minor, 0)), sum(least(amount_minor, 0)), count(*) FROM transaction WHERE household_id = $1 GROUP BY 1, 2, 3, 4, 5`,
    [householdId],
  )
  await owner.rows('VACUUM ANALYZE transaction, daily_total, monthly_total')
  return { viewer, count, middleDay: '2021-11-20' }
}
