'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, type ComponentProps } from 'react'
import { ToastProvider } from '@/components/ui/toast'
import { TransactionsView } from './transactions-view'

type TransactionsPageProps = ComponentProps<typeof TransactionsView>

/** The list with its own store of what was read; a new filter begins a new list. */
export function TransactionsPage(props: TransactionsPageProps) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } }))
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>
        <TransactionsView {...props} />
      </ToastProvider>
    </QueryClientProvider>
  )
}
