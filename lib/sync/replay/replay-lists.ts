import { z } from 'zod'
import { findIsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'
import type { AccountKey } from '@/lib/accounts/store-lookup'
import type { DeliveryDays } from '@/lib/sync/match/delivery'
import type { KeptPageRow } from '@/lib/sync/read/raw-pages'

/** What a page was asked with, as `keepPages` keeps it. Pages of older versions lack what is newer. */
const PageParams = z.object({
  dateFrom: z.string().nullable().catch(null),
  dateTo: z.string().nullable().catch(null),
  strategy: z.string().nullable().catch(null),
  status: z.string().nullable().catch(null),
  page: z.number().int().catch(0),
  /** The how-manieth page of the account in its run. */
  order: z.number().int().nullish().catch(null),
})

export type KeptPage = Omit<KeptPageRow, 'params'> & { readonly params: z.infer<typeof PageParams> }

/** The pages of one list as a bank gave it for one window, in the order they came. */
export type KeptList = {
  readonly runId: string
  readonly connectorId: string
  readonly fetchedAt: Date
  readonly params: KeptPage['params']
  readonly days: DeliveryDays
  readonly pages: readonly KeptPage[]
  /** False when pages at its beginning are no longer kept. */
  readonly hasStart: boolean
}

/** Puts kept pages back into the lists they were read in, oldest first. A list begun again is another list. */
export function groupIntoLists(rows: readonly KeptPageRow[]): KeptList[] {
  const pages = rows.map((row): KeptPage => ({ ...row, params: PageParams.parse(row.params ?? {}) }))
  const lists: KeptPage[][] = []
  for (const page of pages.sort(byTurn)) {
    const last = lists.at(-1)
    if (last && continues(last.at(-1)!, page)) last.push(page)
    else lists.push([page])
  }
  return lists.map(toList).sort((a, b) => a.fetchedAt.getTime() - b.fetchedAt.getTime())
}

/** Runs whose pages of this account are all still kept: what they brought can be known by its absence too. */
export async function findWholeRuns(db: Db, { householdId, accountId }: AccountKey, rows: readonly KeptPageRow[]): Promise<string[]> {
  const counts = new Map<string, number>()
  for (const { runId, operation } of rows) if (operation === 'transactions') counts.set(runId, (counts.get(runId) ?? 0) + 1)
  const reports = await db.syncRunAccount.findMany({
    where: { householdId, accountId, runId: { in: [...counts.keys()] } },
    select: { runId: true, pages: true },
  })
  return reports.flatMap(({ runId, pages }) => (pages === counts.get(runId) ? [runId] : []))
}

function byTurn(a: KeptPage, b: KeptPage): number {
  if (a.runId !== b.runId) return a.runId < b.runId ? -1 : 1
  const order = (a.params.order ?? 0) - (b.params.order ?? 0)
  return order || a.fetchedAt.getTime() - b.fetchedAt.getTime() || a.params.page - b.params.page
}

function continues(before: KeptPage, page: KeptPage): boolean {
  const [a, b] = [before.params, page.params]
  const isSameWindow = a.dateFrom === b.dateFrom && a.dateTo === b.dateTo && a.strategy === b.strategy && a.status === b.status
  const isRead = before.operation === page.operation && page.operation === 'transactions'
  return isRead && before.runId === page.runId && isSameWindow && b.page > a.page
}

function toList(pages: readonly KeptPage[]): KeptList {
  const first = pages[0]!
  const { runId, connectorId, fetchedAt, params } = first
  const days = { from: findIsoDate(params.dateFrom), to: findIsoDate(params.dateTo), isClipped: params.strategy === 'longest' }
  return { runId, connectorId, fetchedAt, params, days, pages, hasStart: params.page <= 1 }
}
