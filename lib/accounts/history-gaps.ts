import { newId } from '@/lib/core/id'
import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import { withoutDays, type DaySpan } from './day-spans'
import type { AccountKey } from './store-lookup'

const REASONS = ['period_refused', 'stopped', 'set_aside'] as const

/** Days of an account that lack rows, or may: the bank gives them no more, reading stopped before them, or rows of theirs were set aside. */
export type Gap = DaySpan & { readonly reason: (typeof REASONS)[number] }
type StoredGap = Gap & { readonly id: string }
export type OpenGap = StoredGap & { readonly noticedOn: IsoDate }

/** What one reading says about the days of an account. */
export type GapNews = {
  /** Days whose every row was read. */
  readonly covered: readonly DaySpan[]
  /** Days this access holds by now, whenever it read them: none of them is still to come. */
  readonly held: readonly DaySpan[]
  /** Days that could not be had. */
  readonly missing: readonly Gap[]
}

export async function listOpenGaps(db: Db, { householdId, accountId }: AccountKey): Promise<OpenGap[]> {
  const rows = await db.historyGap.findMany({ where: { householdId, accountId, closedAt: null }, orderBy: { fromDay: 'asc' } })
  return rows.map(({ id, fromDay, toDay, reason, noticedAt }) => ({
    ...{ id, from: utcDay(fromDay), to: utcDay(toDay), noticedOn: utcDay(noticedAt) },
    reason: REASONS.find((known) => known === reason) ?? 'period_refused',
  }))
}

/**
 * Closes what was read after all, shortens what was read in part, and opens what another access does not hold either. Days with rows
 * set aside are another matter (`storeDoubts`).
 */
export async function storeGaps(
  db: Db,
  account: AccountKey & { feedId: string; now: Date },
  { open: all, news }: { open: readonly OpenGap[]; news: GapNews },
): Promise<void> {
  const open = all.filter(({ reason }) => reason !== 'set_aside')
  if (open.length === 0 && news.missing.length === 0) return
  const others = news.missing.length === 0 ? [] : await listHeldByOthers(db, account)
  const { closed, changed, added } = settleGaps(open, { ...news, covered: [...news.covered, ...others] })
  const { householdId, accountId, now } = account
  if (closed.length > 0) await db.historyGap.updateMany({ where: { householdId, id: { in: closed } }, data: { closedAt: now } })
  for (const { id, from, to } of changed)
    await db.historyGap.update({ where: { householdId_id: { householdId, id } }, data: { fromDay: dateOf(from), toDay: dateOf(to) } })
  const data = added.map(({ from, to, reason }) => ({
    ...{ householdId, id: newId(now), accountId, reason, noticedAt: now },
    ...{ fromDay: dateOf(from), toDay: dateOf(to) },
  }))
  if (data.length > 0) await db.historyGap.createMany({ data })
}

/** The least that has to change; days that are missing already are not named twice. */
export function settleGaps(
  open: readonly StoredGap[],
  { covered, held, missing }: GapNews,
): { closed: string[]; changed: StoredGap[]; added: Gap[] } {
  const closed: string[] = []
  const changed: StoredGap[] = []
  const added: Gap[] = []
  for (const gap of open) {
    const [first, ...others] = withoutDays(gap, gap.reason === 'stopped' ? [...covered, ...held] : covered)
    if (!first) closed.push(gap.id)
    else if (first.from !== gap.from || first.to !== gap.to) changed.push(first)
    added.push(...others.map(({ from, to, reason }) => ({ from, to, reason })))
  }
  const known: DaySpan[] = [...open, ...covered]
  for (const gap of missing) {
    added.push(...withoutDays(gap, known))
    known.push(gap)
  }
  return { closed, changed, added }
}

/** The day another access read last was still going on. */
async function listHeldByOthers(db: Db, { householdId, accountId, feedId }: AccountKey & { feedId: string }): Promise<DaySpan[]> {
  const feeds = await db.accountFeed.findMany({
    where: { householdId, accountId, id: { not: feedId }, historyFrom: { not: null }, readUntil: { not: null } },
    select: { historyFrom: true, readUntil: true },
  })
  return feeds.map(({ historyFrom, readUntil }) => ({ from: utcDay(historyFrom!), to: addDays(utcDay(readUntil!), -1) }))
}

export function dateOf(day: IsoDate): Date {
  return new Date(`${day}T00:00:00Z`)
}
