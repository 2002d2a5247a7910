import { newId } from '@/lib/core/id'
import { addDays, type IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import { joinDays, withoutDays, type DaySpan } from './day-spans'
import { dateOf, type OpenGap } from './history-gaps'
import type { AccountKey } from './store-lookup'

/** Days nearer to each other are named as one: a page of a year's rows that cannot be believed is one thing to say. */
const APART_MAX = 7
/** A bank that served rows nobody can believe is asked for them again for so long; what it never serves better stays named. */
const ASKED_AGAIN_DAYS = 3

/** What one reading says about days with rows that were set aside. */
export type DoubtNews = {
  /** Days whose every row was read. */
  readonly covered: readonly DaySpan[]
  /** Days of booked rows that could not be believed. */
  readonly doubted: readonly DaySpan[]
}

type Doubt = DaySpan & { readonly id: string }

/** Closes the days whose rows came right, and names new ones. Only a reading of the very days can do that, whoever else holds them. */
export async function storeDoubts(
  db: Db,
  { householdId, accountId, now }: AccountKey & { now: Date },
  { open, news }: { open: readonly OpenGap[]; news: DoubtNews },
): Promise<void> {
  const { closed, changed, added } = settleDoubts(
    open.filter(({ reason }) => reason === 'set_aside'),
    news,
  )
  if (closed.length > 0) await db.historyGap.updateMany({ where: { householdId, id: { in: closed } }, data: { closedAt: now } })
  for (const { id, from, to } of changed)
    await db.historyGap.update({ where: { householdId_id: { householdId, id } }, data: { fromDay: dateOf(from), toDay: dateOf(to) } })
  const data = added.map(({ from, to }) => ({
    ...{ householdId, id: newId(now), accountId, reason: 'set_aside', noticedAt: now },
    ...{ fromDay: dateOf(from), toDay: dateOf(to) },
  }))
  if (data.length > 0) await db.historyGap.createMany({ data })
}

/** For a reading of what was kept: where no row is set aside any more, no day is in doubt. */
export async function closeDoubts(db: Db, { householdId, accountId }: AccountKey): Promise<void> {
  await db.$executeRaw`
    UPDATE history_gap SET closed_at = now()
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND reason = 'set_aside' AND closed_at IS NULL
       AND NOT EXISTS (SELECT FROM set_aside_row s WHERE s.household_id = ${householdId}::uuid AND s.account_id = ${accountId}::uuid)`
}

/** A doubt next to an older one makes that one longer, so that it is not younger than it is. */
export function settleDoubts<T extends Doubt>(
  open: readonly T[],
  { covered, doubted }: DoubtNews,
): { closed: string[]; changed: T[]; added: DaySpan[] } {
  const believed = covered.flatMap((days) => withoutDays(days, doubted))
  const kept = open.flatMap((doubt) => {
    const left = withoutDays(doubt, believed)
    return left.length === 0 ? [] : [{ ...doubt, from: left[0]!.from, to: left.at(-1)!.to }]
  })
  const added: DaySpan[] = []
  for (const span of joinDays(doubted, APART_MAX)) {
    const near = kept.findIndex(({ from, to }) => span.from <= addDays(to, APART_MAX) && span.to >= addDays(from, -APART_MAX))
    if (near < 0) added.push(span)
    else kept[near] = { ...kept[near]!, ...joinDays([kept[near]!, span], APART_MAX)[0]! }
  }
  const isKept = ({ id }: T) => kept.some((one) => one.id === id)
  const isChanged = (one: T) => open.some(({ id, from, to }) => id === one.id && (from !== one.from || to !== one.to))
  return { closed: open.filter((doubt) => !isKept(doubt)).map(({ id }) => id), changed: kept.filter(isChanged), added }
}

/** How far back a list should reach this time because of rows nobody could believe lately; null: not further than it would. */
export function askAgainFrom(open: readonly OpenGap[], today: IsoDate): IsoDate | null {
  const since = addDays(today, -ASKED_AGAIN_DAYS)
  const first = open.find(({ reason, noticedOn }) => reason === 'set_aside' && noticedOn >= since)
  // Some banks do not count the first day of what they are asked for.
  return first ? addDays(first.from, -1) : null
}
