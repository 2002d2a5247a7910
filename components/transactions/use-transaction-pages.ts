'use client'

import { useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { writeTransactionFilter, type TransactionFilter } from '@/lib/accounts/transaction-filter'
import type { ListedTransaction, TransactionListDto, TransactionPageDto } from '@/lib/insights/transaction-list'

type Pages = InfiniteData<TransactionPageDto, string | null>

export type TransactionPages = ReturnType<typeof useTransactionPages>

/** The endless list: the first page came with the page itself, the others are read over GET. */
export function useTransactionPages(list: TransactionListDto) {
  const address = writeTransactionFilter(list.filter).toString()
  const client = useQueryClient()
  const key = ['transactions', address]
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => readPage(list.filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    initialData: { pages: [list.page], pageParams: [null] } satisfies Pages,
    staleTime: Infinity,
  })

  /** Shows a person's edit at once in the rows that are already here. */
  function patchRow(id: string, patch: Partial<ListedTransaction>): void {
    client.setQueryData<Pages>(key, (data) => data && { ...data, pages: data.pages.map((page) => patchPage(page, id, patch)) })
  }

  /** Answers all rows there are then. */
  async function readMore(): Promise<readonly ListedTransaction[]> {
    const { data } = await query.fetchNextPage()
    return rowsOf(data)
  }

  return {
    rows: rowsOf(query.data),
    hasMore: query.hasNextPage,
    isReading: query.isFetchingNextPage,
    hasFailed: query.isFetchNextPageError,
    readMore,
    patchRow,
  }
}

function rowsOf(data: Pick<Pages, 'pages'> | undefined): readonly ListedTransaction[] {
  return data?.pages.flatMap((page) => page.rows) ?? []
}

async function readPage(filter: TransactionFilter, cursor: string | null, signal: AbortSignal): Promise<TransactionPageDto> {
  const params = writeTransactionFilter(filter)
  if (cursor) params.set('cursor', cursor)
  const answer = await fetch(`/api/transactions?${params}`, { signal })
  if (!answer.ok) throw new Error(`the list answered ${answer.status}`)
  return (await answer.json()) as TransactionPageDto
}

function patchPage(page: TransactionPageDto, id: string, patch: Partial<ListedTransaction>): TransactionPageDto {
  return { ...page, rows: page.rows.map((row) => (row.id === id ? { ...row, ...patch } : row)) }
}
