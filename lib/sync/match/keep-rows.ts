import { listDecided, listGone, listLoneBookings } from '@/lib/accounts/list-gone'
import { applyBatch } from '@/lib/accounts/store'
import { countBooked, listTwins } from '@/lib/accounts/list-unlisted'
import { lookUpRows, type AccountKey } from '@/lib/accounts/store-lookup'
import type { BatchWrites, FetchedRow } from '@/lib/accounts/store-rows'
import { newId } from '@/lib/core/id'
import type { Db } from '@/lib/db'
import type { AccountReport } from '@/lib/sync/account-report'
import { canTrust, coveredDays, isCovered, learnTrust, type Delivery, type Trust } from './delivery'
import { matchBatch } from './match'
import { pairKey, settleGone } from './match-gone'
import { findSurplus } from './match-surplus'
import type { Window } from '@/lib/sync/read/window'
import { reconcile } from './reconcile'
import { storeTrust } from './reference-trust'
import { todayOf, type SyncContext, type SyncedFeed } from '@/lib/sync/sync-context'

export type KeptDelivery = {
  readonly delivery: Delivery
  readonly feed: Pick<SyncedFeed, 'accountId'>
  readonly window: Window
  readonly report: AccountReport
}

/** Brings rows of a delivery in, under the account's lock. `isLast`: the rows put off, once the whole list was seen. */
export async function keepRows(
  db: Db,
  context: SyncContext,
  { delivery, feed, report, rows, isLast }: KeptDelivery & { rows: readonly FetchedRow[]; isLast: boolean },
): Promise<void> {
  if (rows.length === 0) return
  const { householdId, runId, vault } = context
  const at = context.now()
  const account = { householdId, accountId: feed.accountId }
  const known = await lookUpRows(db, account, rows, { claimed: delivery.claimed, canTrust: canTrust(delivery), runId })
  const matches = matchBatch({ delivery, known, newId: () => newId(at) }, rows, { isLast })
  const writes = reconcile(matches, todayOf(context))
  await applyBatch(db, { ...account, runId, vault, now: at }, writes)
  countInto(report, writes)
}

/** After a whole list: rows put off are decided, and what it lacks is looked at. */
export async function settleDelivery(db: Db, context: SyncContext, kept: KeptDelivery): Promise<void> {
  await keepRows(db, context, { ...kept, rows: kept.delivery.deferred.splice(0), isLast: true })
  if (kept.window.status !== 'PDNG') await askAboutSurplus(db, context, kept)
  await settlePending(db, context, kept)
}

async function askAboutSurplus(db: Db, context: SyncContext, { delivery, feed }: KeptDelivery): Promise<void> {
  const { householdId, runId, vault } = context
  const account = { householdId, accountId: feed.accountId }
  const days = coveredDays(delivery)
  if (!days) return
  let listed = 0
  for (const [day, count] of delivery.listed) if (isCovered(delivery, day)) listed += count
  if ((await countBooked(db, account, days)) <= listed) return
  const twins = await listTwins(db, account, days)
  const decided = await decidedAmong(
    db,
    account,
    twins.map(({ id }) => id),
  )
  const reviews = findSurplus(delivery, { twins, decided })
  if (reviews.length > 0) await applyBatch(db, { ...account, runId, vault, now: context.now() }, { ...NOTHING, reviews })
}

/** Announced rows the list lacks end, or turn out to be bookings of another sum. */
async function settlePending(db: Db, context: SyncContext, { delivery, feed, window, report }: KeptDelivery): Promise<void> {
  const { householdId, runId, vault } = context
  const account = { householdId, accountId: feed.accountId }
  const namesPending = window.status !== 'BOOK' && window.dateTo === null
  const pendingFrom = namesPending ? (window.status === null ? window.dateFrom : null) : undefined
  const list = { today: todayOf(context), claimed: delivery.claimed, pendingFrom, withScheduled: window.status === null }
  const gone = await listGone(db, account, list)
  if (gone.length === 0) return
  const bookings = await listLoneBookings(db, account, { gone, runId })
  const decided =
    bookings.length > 0
      ? await decidedAmong(
          db,
          account,
          gone.map(({ id }) => id),
        )
      : new Set<string>()
  const settled = settleGone({ gone, bookings, decided })
  const superseded = new Set(settled.supersedings.map(({ pendingId }) => pendingId))
  const ends = gone.flatMap(({ id, isNew }) => (isNew && !superseded.has(id) ? [{ id, status: 'CNCL' as const }] : []))
  await applyBatch(db, { ...account, runId, vault, now: context.now() }, { ...NOTHING, ...settled, ends })
  report.superseded += superseded.size
}

const NOTHING: BatchWrites = { inserts: [], updates: [], ends: [], evidence: [], supersedings: [], reviews: [], totals: [] }

async function decidedAmong(db: Db, account: AccountKey, ids: readonly string[]): Promise<Set<string>> {
  const decisions = await listDecided(db, account, ids)
  return new Set(decisions.map(({ transactionId, otherId }) => pairKey(transactionId, otherId)))
}

/** Keeps what a whole delivery taught about the references; nothing is written where it taught nothing new. */
export async function keepTrust(
  db: Db,
  { householdId, now }: Pick<SyncContext, 'householdId' | 'now'>,
  { delivery, accountId, before }: { delivery: Delivery; accountId: string; before: Trust },
): Promise<Trust> {
  const trust = learnTrust(delivery)
  const { kept, changed } = delivery
  if (trust !== before || changed > 0) await storeTrust(db, { householdId, accountId }, { trust, kept, changed, now: now() })
  return trust
}

function countInto(report: AccountReport, { inserts, updates }: BatchWrites): void {
  report.inserted += inserts.length
  report.updated += updates.length
  report.superseded += inserts.filter(({ supersedes }) => supersedes !== null).length
}
