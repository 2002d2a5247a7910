import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import type { ListEnd } from './held-days'
import { todayOf, type SyncContext } from '@/lib/sync/sync-context'

/** Windows up to here are given by every bank; wider ones some cut without a word. */
const NEVER_CUT_DAYS = 80

type Asked = { readonly accountId: string; readonly list: ListEnd; readonly known: IsoDate }

/**
 * The last day a bank left out of the window it was asked for, or null. It shows in the overlap: rows are known there, and
 * the list, which should bring them again, begins only after the days held.
 */
export async function findCutDays(db: Db, context: SyncContext, { accountId, list, known }: Asked): Promise<IsoDate | null> {
  const { window, earliestDay } = list
  const isWide = daysBetween(window.dateFrom, todayOf(context)) > NEVER_CUT_DAYS
  if (!isWide || earliestDay === null || earliestDay <= addDays(known, 1)) return null
  const { householdId } = context
  const [overlap] = await db.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM daily_total
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid
       AND day BETWEEN ${window.dateFrom}::date AND ${known}::date AND count > 0`
  return overlap && overlap.count > 0n ? addDays(earliestDay, -1) : null
}
