'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import type { TransactionListDto } from '@/lib/insights/transaction-list'
import type { AnnotateAction } from './annotate-action'
import { TransactionsView } from './transactions-view'

type TransactionsPageProps = { list: TransactionListDto; annotate: AnnotateAction }

/** The list with its own store of what was read; a new filter begins a new list. */
export function TransactionsPage(props: TransactionsPageProps) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } }))
  return (
    <QueryClientProvider client={client}>
      <TransactionsView {...props} />
    </QueryClientProvider>
  )
}
