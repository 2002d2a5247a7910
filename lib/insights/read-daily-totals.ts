import { addDays, type IsoDate } from '@/lib/core/iso-date'
import type { Db, DbViewer } from '@/lib/db'
import type { AccountRow } from '@/lib/accounts/list-accounts'
import type { StepNet } from './balance-series'
import type { Axis } from './period'

/** Small lines beside the balances: eleven points over a month. */
export const SPARK_STEP_DAYS = 3
const SPARK_STEPS = 10

export type DailyTotals = {
  /** Movements of all counted accounts together, by currency. */
  readonly byCurrency: ReadonlyMap<string, readonly StepNet[]>
  /** Movements of each account in its own currency, on the axis of the small lines. */
  readonly byAccount: ReadonlyMap<string, readonly StepNet[]>
}

type Entry = [key: string, step: number, netMinor: string]

/**
 * Reads booked movements for the charts from the daily totals, never from transactions, already summed per step.
 * A closing balance holds for the end of its day, so what was booked later is no part of the way to it.
 */
export async function readDailyTotals(
  db: Db,
  viewer: DbViewer,
  { accounts, counted, axis }: { accounts: readonly AccountRow[]; counted: ReadonlySet<string>; axis: Axis },
): Promise<DailyTotals> {
  const ids = accounts.map((account) => account.id)
  const closing = accounts.map((account) => account.balanceDay)
  const currencies = accounts.map((account) => account.currency)
  const isCounted = accounts.map((account) => counted.has(account.id))
  const [row] = await db.$queryRaw<{ total: Entry[] | null; spark: Entry[] | null }[]>`
    WITH listed AS (
      SELECT * FROM unnest(${ids}::uuid[], ${closing}::date[], ${currencies}::text[], ${isCounted}::boolean[])
               AS l(account_id, closing, currency, is_counted)
    ), moved AS (
      SELECT d.account_id, d.currency, d.currency = l.currency AS is_own, l.is_counted, ${axis.today}::date - d.day AS age, d.net_minor
        FROM daily_total d JOIN listed l ON l.account_id = d.account_id
       WHERE d.household_id = ${viewer.householdId}::uuid AND d.account_id = ANY (${ids}::uuid[])
         AND d.day > ${firstNeeded(axis)}::date AND d.day <= coalesce(l.closing, 'infinity'::date)
    )
    SELECT (SELECT json_agg(json_build_array(t.currency, t.step, t.net::text)) FROM (
              SELECT currency, greatest(age, 0) / ${axis.stepDays}::int AS step, sum(net_minor) AS net
                FROM moved WHERE is_counted AND is_own GROUP BY 1, 2) t) AS total,
           (SELECT json_agg(json_build_array(s.account_id, s.step, s.net::text)) FROM (
              SELECT account_id, greatest(age, 0) / ${SPARK_STEP_DAYS}::int AS step, sum(net_minor) AS net
                FROM moved WHERE is_own AND age < ${SPARK_STEPS * SPARK_STEP_DAYS}::int GROUP BY 1, 2) s) AS spark`
  return { byCurrency: byKey(row?.total), byAccount: byKey(row?.spark) }
}

export function sparkAxis(today: IsoDate): Axis {
  return { today, stepDays: SPARK_STEP_DAYS, from: addDays(today, -SPARK_STEPS * SPARK_STEP_DAYS) }
}

const BEGINNING = '0001-01-01'

function firstNeeded(axis: Axis): string {
  if (axis.from === null) return BEGINNING
  const spark = addDays(axis.today, -SPARK_STEPS * SPARK_STEP_DAYS)
  return axis.from < spark ? axis.from : spark
}

function byKey(entries: readonly Entry[] | null | undefined): Map<string, StepNet[]> {
  const found = new Map<string, StepNet[]>()
  for (const [key, step, net] of entries ?? []) {
    const list = found.get(key) ?? []
    list.push({ step, netMinor: BigInt(net) })
    found.set(key, list)
  }
  return found
}
