import { lockAccount, lookUpRows } from '@/lib/accounts/store-lookup'
import { applyBatch, endMissingPendings } from '@/lib/accounts/store'
import { toFetchedRow, type BatchWrites, type FetchedRow } from '@/lib/accounts/store-rows'
import { storeSetAside } from '@/lib/accounts/store-set-aside'
import { IBAN_INDEX } from '@/lib/accounts/blind-index'
import type { RejectedRow, TransactionsPage } from '@/lib/banking/port'
import type { IsoDate } from '@/lib/core/iso-date'
import { newId } from '@/lib/core/id'
import type { Db } from '@/lib/db'
import { writeReport, type AccountReport } from './account-report'
import { learnTrust, openDelivery, type Delivery, type Trust } from './delivery'
import { matchBatch } from './match'
import type { Window } from './plan'
import { packPage, storeRawPages, type PackedPage } from './raw-pages'
import { reconcile } from './reconcile'
import { storeTrust } from './reference-trust'
import { commit, todayOf, type SyncContext, type SyncedFeed } from './sync-context'

/** Keeps the pages of one list, many quick pages or one slow page per transaction. */
export type PageKeeper = {
  keep(page: TransactionsPage, number: number): Promise<void>
  /** Writes what waits. After a whole list it also decides the rows put off and ends pending rows that are gone. */
  finish(end: { whole: boolean }): Promise<void>
  /** Earliest day any row of this list names. */
  earliestDay(): IsoDate | null
  rowCount(): number
}

/** Enough rows to make a transaction worth its while, and never more than this old when written. */
const BATCH_ROWS = 500
const BATCH_AGE_MS = 1_000

type KeeperInput = {
  readonly feed: SyncedFeed
  readonly window: Window
  readonly report: AccountReport
  readonly trust: Trust
  readonly onTrust: (trust: Trust) => void
}

export function keepPages(context: SyncContext, input: KeeperInput): PageKeeper {
  const { feed, window, report } = input
  const { vault } = context
  const rowContext = { holderName: feed.holderName, blindIban: (iban: string) => vault.blindIndex(IBAN_INDEX, iban) }
  const delivery = openDelivery(input.trust)
  let batch: Batch = emptyBatch()
  let writtenMs = performance.now()
  let rowCount = 0
  let earliest: IsoDate | null = null

  let writing: Promise<void> = Promise.resolve()

  /** One batch is written while the next is fetched and read; the one after waits. What goes wrong is met at the next turn. */
  async function flush(): Promise<void> {
    const full = batch
    batch = emptyBatch()
    writtenMs = performance.now()
    await writing
    writing = commit(context, (db) => writeBatch(db, context, { ...input, delivery, batch: full }))
    writing.catch(() => undefined)
  }

  return {
    async keep(page, number) {
      const packed = packPage({ operation: 'transactions', params: { ...window, page: number }, raw: page.raw, fetchedAt: context.now() })
      const rows = page.transactions.map((transaction) => toFetchedRow(transaction, rowContext))
      for (const { evidence } of rows) if (evidence.day && (!earliest || evidence.day < earliest)) earliest = evidence.day
      if (earliest && (!report.earliestDay || earliest < report.earliestDay)) report.earliestDay = earliest
      rowCount += rows.length
      report.pages += 1
      report.fetched += rows.length
      batch.rows.push(...rows)
      batch.rejected.push(...page.rejected)
      batch.pages.push(await packed)
      if (batch.rows.length >= BATCH_ROWS || performance.now() - writtenMs > BATCH_AGE_MS) await flush()
    },
    async finish({ whole }) {
      if (batch.pages.length > 0) await flush()
      await writing
      if (!whole) return
      await commit(context, (db) => finishDelivery(db, context, { ...input, delivery }))
    },
    earliestDay: () => earliest,
    rowCount: () => rowCount,
  }
}

type Batch = { rows: FetchedRow[]; rejected: RejectedRow[]; pages: PackedPage[] }

function emptyBatch(): Batch {
  return { rows: [], rejected: [], pages: [] }
}

type Writing = KeeperInput & { readonly delivery: Delivery }

async function writeBatch(db: Db, context: SyncContext, { batch, ...writing }: Writing & { batch: Batch }): Promise<void> {
  const { householdId, runId, vault, now } = context
  const { feed, report } = writing
  const key = { householdId, accountId: feed.accountId, runId, vault }
  await lockAccount(db, key)
  await writeRows(db, context, { ...writing, rows: batch.rows, isLast: false })
  report.setAside += await storeSetAside(db, { ...key, now: now() }, batch.rejected)
  await storeRawPages(db, key, batch.pages)
  await writeReport(db, { householdId, runId, now: now() }, report)
}

async function finishDelivery(db: Db, context: SyncContext, writing: Writing): Promise<void> {
  const { householdId, runId, now } = context
  const { delivery, feed, window, report, trust } = writing
  const account = { householdId, accountId: feed.accountId }
  await lockAccount(db, account)
  await writeRows(db, context, { ...writing, rows: delivery.deferred.splice(0), isLast: true })
  if (window.status !== 'BOOK' && window.dateTo === null) {
    const from = window.status === null ? window.dateFrom : null
    await endMissingPendings(db, account, { listed: [...delivery.claimed.keys()], from })
  }
  const learnt = learnTrust(delivery)
  if (learnt !== trust) await storeTrust(db, account, { trust: learnt, kept: delivery.kept, changed: delivery.changed, now: now() })
  writing.onTrust(learnt)
  await writeReport(db, { householdId, runId, now: now() }, report)
}

async function writeRows(
  db: Db,
  context: SyncContext,
  { rows, isLast, delivery, feed, report }: Writing & { rows: FetchedRow[]; isLast: boolean },
): Promise<void> {
  if (rows.length === 0) return
  const { householdId, runId, vault } = context
  const at = context.now()
  const account = { householdId, accountId: feed.accountId }
  const known = await lookUpRows(db, account, rows)
  const matches = matchBatch({ delivery, known, newId: () => newId(at) }, rows, { isLast })
  const writes = reconcile(matches, todayOf(context))
  await applyBatch(db, { ...account, runId, vault, now: at }, writes)
  countInto(report, writes)
}

function countInto(report: AccountReport, { inserts, updates }: BatchWrites): void {
  report.inserted += inserts.length
  report.updated += updates.length
  report.superseded += inserts.filter(({ supersedes }) => supersedes !== null).length
}
