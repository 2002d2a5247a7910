import { storeDoubts } from '@/lib/accounts/doubted-days'
import { listOpenGaps, storeGaps, type GapNews } from '@/lib/accounts/history-gaps'
import { addDays } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import { hasHole } from './held-days'
import type { ListReader } from './read-list'

/**
 * Names the days that are missing or in doubt, as far as this reading knows by now, and closes those that came right. What is lost is
 * written in the transaction that says what is held instead: nobody may come to a standstill between the two.
 */
export async function keepNews(reader: ListReader, db: Db): Promise<void> {
  const { context, feed, openGaps, doubted } = reader
  const news = newsOf(reader)
  if (openGaps.length + news.missing.length + doubted.length === 0) return
  const account = { householdId: context.householdId, accountId: feed.accountId, feedId: feed.feedId, now: context.now() }
  const open = await listOpenGaps(db, account)
  await storeGaps(db, account, { open, news })
  await storeDoubts(db, account, { open, news: { covered: news.covered, doubted } })
}

/** The same while a list is being read, where there is something to name. */
export async function keepLostDays(reader: ListReader, db: Db): Promise<void> {
  if (reader.news.missing.length + reader.doubted.length > 0) await keepNews(reader, db)
}

/** Days left for the next run are missing until it has read them. */
function newsOf({ held, news }: ListReader): GapNews {
  const { historyFrom, readUntil, frontier } = held
  const whole = historyFrom && readUntil ? [{ from: historyFrom, to: readUntil }] : []
  const known: GapNews = { ...news, held: [...news.held, ...whole, ...(frontier ? [{ from: frontier.day, to: frontier.until }] : [])] }
  if (!hasHole(held)) return known
  const { from, day } = held.frontier
  return { ...known, missing: [...known.missing, { from, to: addDays(day, -1), reason: 'stopped' }] }
}
