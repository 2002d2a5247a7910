import { BankError } from '@/lib/banking/errors'
import type { IsoDate } from '@/lib/core/iso-date'
import type { AccountReport } from './account-report'
import type { BankOperation } from './bank-calls'
import type { Trust } from './delivery'
import { fetchPages } from './fetch-pages'
import { keepPages } from './keep-pages'
import type { Window } from './plan'
import type { SyncContext, SyncedFeed } from './sync-context'

export type ListReader = {
  readonly context: SyncContext
  readonly feed: SyncedFeed
  readonly report: AccountReport
  /** What the account's references are worth, learned list by list. */
  trust: Trust
}

export type ReadList = { readonly earliestDay: IsoDate | null; readonly rowCount: number }

/**
 * Reads and keeps one list to its end. A page key that went bad begins the list again, once.
 * @throws BankError when it did not come to its end; what came before is kept
 */
export async function readList(reader: ListReader, window: Window, operation: BankOperation): Promise<ReadList> {
  try {
    return await readOnce(reader, window, operation)
  } catch (error) {
    if (!(error instanceof BankError) || error.kind !== 'continuation_refused') throw error
    return readOnce(reader, window, operation)
  }
}

async function readOnce(reader: ListReader, window: Window, operation: BankOperation): Promise<ReadList> {
  const { context, feed, report, trust } = reader
  const { connector, credentials, requiredPsuHeaders, calls } = context
  const keeper = keepPages(context, { feed, window, report, trust, onTrust: (learnt) => (reader.trust = learnt) })
  const request = (continuationKey: string | null) =>
    calls.make(operation, feed.accountId, (psuContext) =>
      connector.listTransactions({ credentials, uid: feed.uid, ...window, continuationKey, psuContext, requiredPsuHeaders }),
    )
  try {
    const end = await fetchPages({ request, keep: (page, number) => keeper.keep(page, number) })
    await keeper.finish(end)
    if (!end.whole) throw end.error
  } catch (error) {
    if (error instanceof BankError) await keeper.finish({ whole: false })
    throw error
  }
  return { earliestDay: keeper.earliestDay(), rowCount: keeper.rowCount() }
}
