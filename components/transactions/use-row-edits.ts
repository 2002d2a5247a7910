'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useToast } from '@/components/ui/toast'
import type { TransactionDetailDto } from '@/lib/accounts/transaction-detail'
import type { ListedTransaction } from '@/lib/insights/transaction-list'
import type { AnnotateAction } from './annotate-action'
import type { SaveAnnotation } from './annotations'
import { readDetail } from './read-detail'

type RowEdits = { annotate: AnnotateAction; patchRow: (id: string, patch: Partial<ListedTransaction>) => void }

/** Keeps a person's words for the open row, shows them at once in the list, and offers the way back. */
export function useRowEdits({ row, hasOwnName, hasOwnCategory }: TransactionDetailDto, { annotate, patchRow }: RowEdits): SaveAnnotation {
  const t = useTranslations('transactions.saved')
  const client = useQueryClient()
  const toast = useToast()
  const { id } = row
  const before = { name: hasOwnName ? row.name : null, note: row.note, category: hasOwnCategory ? row.category : null }

  const keep: SaveAnnotation = async (input) => {
    const answer = await annotate({ transactionId: id, ...input })
    if (!answer.ok) return answer
    const fresh = await client.fetchQuery({ queryKey: ['transaction', id], queryFn: ({ signal }) => readDetail(id, signal), staleTime: 0 })
    patchRow(id, { name: fresh.row.name, note: fresh.row.note, category: fresh.row.category })
    return answer
  }

  async function takeBack(part: 'category' | 'note' | 'name'): Promise<void> {
    const answer = await keep({ [part]: before[part] })
    if (answer.ok) toast(t('undone'))
  }

  return async (input) => {
    const answer = await keep(input)
    const part = (['category', 'note', 'name'] as const).find((one) => input[one] !== undefined)
    if (answer.ok && part) toast(t(part), () => void takeBack(part))
    return answer
  }
}
