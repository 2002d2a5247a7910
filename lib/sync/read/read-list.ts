import type { FetchedRow } from '@/lib/accounts/store-rows'
import type { DaySpan } from '@/lib/accounts/day-spans'
import type { OpenGap, GapNews } from '@/lib/accounts/history-gaps'
import { BankError } from '@/lib/banking/errors'
import type { Db } from '@/lib/db'
import type { AccountReport } from '@/lib/sync/account-report'
import type { BankOperation } from '@/lib/sync/bank-calls'
import type { Trust } from '@/lib/sync/match/delivery'
import type { Dialect } from './dialect'
import { fetchPages, PAGES_MAX } from './fetch-pages'
import type { HeldDays, ListEnd } from './held-days'
import { keepPages, type PageKeeper } from './keep-pages'
import type { Window } from './window'
import type { SyncContext, SyncedFeed } from '@/lib/sync/sync-context'

/** Reads the lists of one account. What changes is what was learned on the way, list by list. */
export type ListReader = {
  readonly context: SyncContext
  readonly feed: SyncedFeed
  readonly report: AccountReport
  /** What the account's references are worth. */
  trust: Trust
  held: HeldDays
  dialect: Dialect
  /** Days known to be missing when the run began. */
  readonly openGaps: readonly OpenGap[]
  readonly news: { readonly [Kind in keyof GapNews]: GapNews[Kind][number][] }
  /** Days of booked rows that could not be believed. */
  readonly doubted: DaySpan[]
  readonly onBookedRow: (row: FetchedRow) => void
}

/** How a list ended; `error`: why before its end, null where it was enough for this run. */
export type ReadList = ListEnd & { readonly rowCount: number; readonly error: BankError | null }

type ListRequest = {
  readonly operation: BankOperation
  readonly window: Window
  /** Notes which days are held, in the transactions that keep the rows. */
  readonly onKept?: (db: Db, end: ListEnd) => Promise<void>
  /** A later run can go on where this one stops. */
  readonly mayStop?: boolean
}

/**
 * Reads and keeps one list, to its end or until the run's limits. A page key that went bad begins the list again, once.
 * @throws BankError when the bank has to be asked in another way, or did not answer at all; what came before is kept
 */
export async function readList(reader: ListReader, request: ListRequest): Promise<ReadList> {
  try {
    return await readOnce(reader, request)
  } catch (error) {
    if (!(error instanceof BankError) || error.kind !== 'continuation_refused') throw error
    return readOnce(reader, request)
  }
}

/** @throws BankError when the list did not come to its end */
export async function readWholeList(reader: ListReader, request: ListRequest): Promise<ReadList> {
  const list = await readList(reader, request)
  if (!list.whole) throw list.error ?? new BankError('unavailable', { bankCode: 'TOO_SLOW' })
  return list
}

async function readOnce(reader: ListReader, { operation, window, onKept, mayStop = false }: ListRequest): Promise<ReadList> {
  const { context, feed, report, trust } = reader
  const { connector, credentials, requiredPsuHeaders, calls } = context
  const onDoubted = (days: DaySpan) => void reader.doubted.push(days)
  const ofBooked = operation === 'transactions' ? { onRow: reader.onBookedRow, onDoubted } : {}
  const keeper = keepPages(context, {
    feed,
    window,
    report,
    trust,
    onTrust: (learnt) => (reader.trust = learnt),
    ...ofBooked,
    ...(onKept && { onKept }),
  })
  const request = (continuationKey: string | null) =>
    calls.make(
      operation,
      feed.accountId,
      (psuContext) =>
        connector.listTransactions({ credentials, uid: feed.uid, ...window, continuationKey, psuContext, requiredPsuHeaders }),
      { isFurtherPage: continuationKey !== null },
    )
  try {
    const judge = (page: Parameters<PageKeeper['look']>[0], number: number) => {
      if (!keeper.look(page)) return 'repeated'
      return isEnough(context, { keeper, number, mayStop }) ? 'enough' : 'on'
    }
    const end = await fetchPages({ request, keep: (page, number) => keeper.keep(page, number), judge })
    if (!end.whole && end.refused) await keeper.keepUnread(end.refused.raw, 'came before')
    const days = await keeper.finish(end)
    if (!end.whole && end.error) await keepUnreadable(keeper, end.error)
    return { ...days, rowCount: keeper.rowCount(), error: end.whole ? null : end.error }
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    await keeper.finish({ whole: false })
    await keepUnreadable(keeper, error)
    throw error
  }
}

type Place = { readonly keeper: PageKeeper; readonly number: number; readonly mayStop: boolean }

/** A list that cannot be gone on with later is read on; one that takes longer than a run may is left, whatever its order. */
function isEnough({ limits, now }: SyncContext, { keeper, number, mayStop }: Place): boolean {
  if (now() >= limits.until) return true
  return mayStop && number >= Math.min(limits.pagesPerList, PAGES_MAX) && keeper.wholeFrom() !== null
}

/** An answer that is no page at all is kept as it came, sealed, for whoever asks what the bank sent. */
async function keepUnreadable(keeper: PageKeeper, error: BankError): Promise<void> {
  if (error.unreadable !== undefined) await keeper.keepUnread(error.unreadable, error.facts.bankCode ?? error.kind)
}
