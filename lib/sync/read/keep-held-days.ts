import { storeHeldDays } from '@/lib/accounts/store-feeds'
import type { Db } from '@/lib/db'
import type { HeldDays, ListEnd } from './held-days'
import { keepLostDays } from './keep-news'
import type { ListReader } from './read-list'
import { commit } from '@/lib/sync/sync-context'

/** Writes which days are held, and which are lost, in the transaction that keeps their rows, and only when that changes. */
export function keepHeldDays(reader: ListReader, after: (end: ListEnd) => HeldDays): (db: Db, end: ListEnd) => Promise<void> {
  return (db, end) => write(reader, db, after(end))
}

/** The same between lists, where no row is written. */
export function storeHeld(reader: ListReader, held: HeldDays): Promise<void> {
  return commit(reader.context, (db) => write(reader, db, held))
}

async function write(reader: ListReader, db: Db, next: HeldDays): Promise<void> {
  if (JSON.stringify(next) !== JSON.stringify(reader.held)) {
    await storeHeldDays(db, { householdId: reader.context.householdId, feedId: reader.feed.feedId }, next)
    reader.held = next
  }
  await keepLostDays(reader, db)
}
