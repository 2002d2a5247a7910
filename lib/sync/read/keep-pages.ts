import type { DaySpan } from '@/lib/accounts/day-spans'
import { lockAccount } from '@/lib/accounts/store-lookup'
import { toFetchedRow, type FetchedRow } from '@/lib/accounts/store-rows'
import { storeSetAside } from '@/lib/accounts/store-set-aside'
import { IBAN_INDEX } from '@/lib/accounts/blind-index'
import type { RejectedRow, TransactionsPage } from '@/lib/banking/port'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import { writeReport, type AccountReport } from '@/lib/sync/account-report'
import { openDayOrder } from './day-order'
import { openDelivery, type Delivery, type DeliveryDays, type Trust } from '@/lib/sync/match/delivery'
import { isOpenEnded, type ListEnd } from './held-days'
import { keepRows, keepTrust, settleDelivery } from '@/lib/sync/match/keep-rows'
import { openPageMemory } from './page-repeats'
import type { Window } from './window'
import { packPage, storeRawPages, type PackedPage } from './raw-pages'
import { commit, type SyncContext, type SyncedFeed } from '@/lib/sync/sync-context'

/** Keeps the pages of one list, many quick pages or one slow page per transaction. */
export type PageKeeper = {
  /** Reads a page's rows, before it is kept. False: it came before, under another key, and must not be kept. */
  look(page: TransactionsPage): boolean
  keep(page: TransactionsPage, number: number): Promise<void>
  /** Keeps a page sealed that cannot be believed; nothing else comes of it. */
  keepUnread(raw: string, why: string): Promise<void>
  /** Writes what waits. After a whole list it also decides the rows put off and ends pending rows that are gone. */
  finish(end: { whole: boolean }): Promise<ListEnd>
  /** Days of the pages so far that are whole even if nothing more comes. */
  wholeFrom(): IsoDate | null
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
  readonly onRow?: (row: FetchedRow) => void
  /** Days that booked rows set aside are of. */
  readonly onDoubted?: (days: DaySpan) => void
  /** Notes with each batch which days are held by now, in the transaction that holds them. */
  readonly onKept?: (db: Db, end: ListEnd) => Promise<void>
}

export function keepPages(context: SyncContext, input: KeeperInput): PageKeeper {
  const { feed, window, report } = input
  const { vault } = context
  const rowContext = { holderName: feed.holderName, blindIban: (iban: string) => vault.blindIndex(IBAN_INDEX, iban) }
  const delivery = openDelivery(input.trust, daysOf(input))
  const order = openDayOrder()
  const isRepeated = openPageMemory()
  let batch: Batch = emptyBatch()
  let looked: FetchedRow[] = []
  let writtenMs = performance.now()
  let rowCount = 0
  let writing: Promise<void> = Promise.resolve()

  const endNow = (whole: boolean): ListEnd => ({
    ...{ window, whole, earliestDay: order.earliestDay(), newestDay: order.newestDay() },
    ...{ wholeFrom: order.wholeFrom(), wholeUntil: order.wholeUntil() },
  })

  /** One batch is written while the next is fetched and read; the one after waits. What goes wrong is met at the next turn. */
  async function flush(): Promise<void> {
    const full = { ...batch, end: endNow(false) }
    batch = emptyBatch()
    writtenMs = performance.now()
    await writing
    writing = commit(context, (db) => writeBatch(db, context, { ...input, delivery, batch: full }))
    writing.catch(() => undefined)
  }

  return {
    look(page) {
      looked = page.transactions.map((transaction) => toFetchedRow(transaction, rowContext))
      if (isRepeated(looked)) return false
      for (const row of looked) {
        if (row.evidence.day && isBooked(row.evidence.status)) order.note(row.evidence.day)
        input.onRow?.(row)
      }
      for (const row of page.rejected)
        if (row.status === null || isBooked(row.status)) input.onDoubted?.(doubtedDays(row, { window, today: utcDay(context.now()) }))
      return true
    },
    async keep(page, number) {
      // `order` counts the pages of the account in this run: a replay puts them in line by it, whatever the clock says.
      const params = { ...window, page: number, order: report.pages }
      const packed = packPage({ operation: 'transactions', params, raw: page.raw, fetchedAt: context.now() })
      const earliest = order.earliestDay()
      if (earliest && (!report.earliestDay || earliest < report.earliestDay)) report.earliestDay = earliest
      rowCount += looked.length
      report.pages += 1
      report.fetched += looked.length
      batch.rows.push(...looked)
      batch.rejected.push(...page.rejected)
      batch.pages.push(await packed)
      if (batch.rows.length >= BATCH_ROWS || performance.now() - writtenMs > BATCH_AGE_MS) await flush()
    },
    async keepUnread(raw, why) {
      const page = await packPage({ operation: 'unreadable', params: { ...window, why }, raw, fetchedAt: context.now() })
      await writing
      await commit(context, (db) => storeRawPages(db, { ...context, accountId: feed.accountId }, [page]))
    },
    async finish({ whole }) {
      if (!whole && batch.pages.length > 0) await flush()
      await writing
      const end = endNow(whole)
      if (!whole) return withoutDeferred(end, delivery)
      const last = batch
      batch = emptyBatch()
      await commit(context, (db) => finishDelivery(db, context, { ...input, delivery, last, end }))
      return end
    },
    wholeFrom: () => withoutDeferred(endNow(false), delivery).wholeFrom,
    rowCount: () => rowCount,
  }
}

/** So far back goes the doubt about a row without a day in a list of all there is. */
const UNDATED_DAYS = 10

/** The day a row names, if it can be one; otherwise any day of the list. */
function doubtedDays({ day }: RejectedRow, { window, today }: { window: Window; today: IsoDate }): DaySpan {
  const to = window.dateTo ?? today
  if (day && day <= to && !isOpenEnded(day, today)) return { from: day, to: day }
  if (isOpenEnded(window.dateFrom, today)) return { from: addDays(to, -UNDATED_DAYS), to }
  const from = addDays(window.dateFrom, 1)
  return { from: from < to ? from : to, to }
}

/** Rows that are decided only at the end of a list are not kept before: their days are not whole. */
function withoutDeferred(end: ListEnd, { deferred }: Delivery): ListEnd {
  let { wholeFrom, wholeUntil } = end
  for (const { evidence } of deferred) {
    // Pending rows are read anew each time.
    if (isPending(evidence.status)) continue
    if (evidence.day === null) return { ...end, wholeFrom: null, wholeUntil: null }
    if (wholeFrom && evidence.day >= wholeFrom) wholeFrom = addDays(evidence.day, 1)
    if (wholeUntil && evidence.day <= wholeUntil) wholeUntil = addDays(evidence.day, -1)
  }
  return { ...end, wholeFrom, wholeUntil }
}

type Batch = { rows: FetchedRow[]; rejected: RejectedRow[]; pages: PackedPage[] }

function emptyBatch(): Batch {
  return { rows: [], rejected: [], pages: [] }
}

type Writing = KeeperInput & { readonly delivery: Delivery }

type EndedBatch = Batch & { readonly end: ListEnd }

async function writeBatch(db: Db, context: SyncContext, { batch, ...writing }: Writing & { batch: EndedBatch }): Promise<void> {
  const { householdId, runId, now } = context
  await lockAccount(db, { householdId, accountId: writing.feed.accountId })
  await writeRows(db, context, { ...writing, batch })
  await writing.onKept?.(db, withoutDeferred(batch.end, writing.delivery))
  await writeReport(db, { householdId, runId, now: now() }, writing.report)
}

async function writeRows(db: Db, context: SyncContext, { batch, ...writing }: Writing & { batch: Batch }): Promise<void> {
  const { householdId, runId, vault, now } = context
  const key = { householdId, accountId: writing.feed.accountId, runId, vault }
  await keepRows(db, context, { ...writing, rows: batch.rows, isLast: false })
  writing.report.setAside += await storeSetAside(db, { ...key, now: now() }, batch.rejected)
  await storeRawPages(db, key, batch.pages)
}

/** The end of a list, with the rows that still waited to be written: a short list is kept in one transaction. */
async function finishDelivery(
  db: Db,
  context: SyncContext,
  { last, end, ...writing }: Writing & { last: Batch; end: ListEnd },
): Promise<void> {
  const { householdId, runId, now } = context
  const { delivery, feed, report, trust } = writing
  const { accountId } = feed
  await lockAccount(db, { householdId, accountId })
  if (last.pages.length > 0) await writeRows(db, context, { ...writing, batch: last })
  await settleDelivery(db, context, writing)
  writing.onTrust(await keepTrust(db, context, { delivery, accountId, before: trust }))
  await writing.onKept?.(db, end)
  await writeReport(db, { householdId, runId, now: now() }, report)
}

function daysOf({ window, feed }: KeeperInput): DeliveryDays {
  return { from: window.dateFrom, to: window.dateTo, isClipped: window.strategy === 'longest', readBefore: feed.readBefore }
}
