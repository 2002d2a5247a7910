import { listOpenGaps } from '@/lib/accounts/history-gaps'
import { findBalanceCheck } from '@/lib/accounts/store-balance-check'
import { parseCurrency } from '@/lib/core/currency'
import { addDays } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import type { Db, DbViewer } from '@/lib/db'
import type { CompletenessDto } from './account-page'

/** Under which the page says why. */
const GAP_WORDS = { stopped: 'stopped', period_refused: 'refused', set_aside: 'setAside' } as const

/** Further back than banks give, so the beginning of such a gap is no day anybody knows. */
const OPEN_ENDED_DAYS = 15 * 365

/** What is known to be missing of an account, and whether its rows make its balance. */
export async function readCompleteness(
  db: Db,
  viewer: DbViewer,
  { accountId, today }: { accountId: string; today: Parameters<typeof addDays>[0] },
): Promise<CompletenessDto> {
  const account = { householdId: viewer.householdId, accountId }
  const check = await findBalanceCheck(db, account)
  const gaps = await listOpenGaps(db, account)
  const isOpenEnded = (from: typeof today) => from < addDays(today, -OPEN_ENDED_DAYS)
  const isOff = check?.state === 'off' && check.firstDayOff !== null && check.differenceMinor !== null
  return {
    check: check && {
      state: isOff ? 'off' : check.state === 'adds_up' ? 'addsUp' : 'unknown',
      difference: isOff ? toMoneyDto(money(check.differenceMinor!, parseCurrency(check.currency))) : null,
      firstDayOff: isOff ? check.firstDayOff : null,
      lastGoodDay: isOff ? addDays(check.firstDayOff!, -1) : null,
      checkedAt: check.checkedAt.toISOString(),
    },
    gaps: gaps.map(({ id, from, to, reason }) => ({
      id,
      from: isOpenEnded(from) ? null : from,
      to,
      // What lies before the first day that is held is named by that day.
      next: addDays(to, 1),
      reason: GAP_WORDS[reason],
    })),
  }
}
