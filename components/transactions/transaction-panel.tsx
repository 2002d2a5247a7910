'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import type { TransactionDetailDto } from '@/lib/accounts/transaction-detail'
import type { ListedTransaction } from '@/lib/insights/transaction-list'
import type { AnnotateAction, AnnotationInput } from './annotate-action'
import { TransactionDetail } from './transaction-detail'
import type { OpenRow } from './use-open-row'

type TransactionPanelProps = {
  rows: readonly ListedTransaction[]
  openRow: OpenRow
  annotate: AnnotateAction
  patchRow: (id: string, patch: Partial<ListedTransaction>) => void
}

/** The details of the open row, with arrows to the rows beside it. */
export function TransactionPanel({ rows, openRow, annotate, patchRow }: TransactionPanelProps) {
  const t = useTranslations('transactions')
  const { id, close, open } = openRow
  const at = rows.findIndex((row) => row.id === id)
  const [previous, next] = [rows[at - 1], at < 0 ? undefined : rows[at + 1]]
  const detail = useQuery({
    queryKey: ['transaction', id],
    queryFn: ({ signal }) => readDetail(id ?? '', signal),
    enabled: id !== null,
    staleTime: 60_000,
  })
  useArrowKeys({ previous: previous?.id, next: next?.id, open: id !== null ? open : null })
  const name = detail.data?.row.name ?? rows[at]?.name

  return (
    <Sheet
      isOpen={id !== null}
      onClose={close}
      title={name || t('noName')}
      head={
        <>
          <Step label={t('panel.previous')} id={previous?.id} open={open} Icon={ChevronLeft} />
          <Step label={t('panel.next')} id={next?.id} open={open} Icon={ChevronRight} />
        </>
      }
    >
      {detail.data && <Loaded key={detail.data.row.id} detail={detail.data} annotate={annotate} patchRow={patchRow} />}
      {detail.isPending && <Skeleton rows={4} />}
      {detail.isError && (
        <p className="py-4 text-14 text-danger" role="alert">
          {t('panel.failed')}
        </p>
      )}
    </Sheet>
  )
}

type LoadedProps = { detail: TransactionDetailDto; annotate: AnnotateAction; patchRow: TransactionPanelProps['patchRow'] }

function Loaded({ detail, annotate, patchRow }: LoadedProps) {
  const client = useQueryClient()
  const { id } = detail.row

  async function save(input: Omit<AnnotationInput, 'transactionId'>) {
    const answer = await annotate({ transactionId: id, ...input })
    if (answer.ok) {
      const fresh = await client.fetchQuery({
        queryKey: ['transaction', id],
        queryFn: ({ signal }) => readDetail(id, signal),
        staleTime: 0,
      })
      patchRow(id, { name: fresh.row.name, note: fresh.row.note, category: fresh.row.category })
    }
    return answer
  }

  return <TransactionDetail detail={detail} onSave={save} />
}

function Step({ label, id, open, Icon }: { label: string; id: string | undefined; open: (id: string) => void; Icon: typeof ChevronLeft }) {
  return (
    <button
      type="button"
      className="btn icon"
      aria-label={label}
      aria-disabled={id === undefined || undefined}
      onClick={() => id !== undefined && open(id)}
    >
      <Icon className="ic" aria-hidden="true" />
    </button>
  )
}

/** The arrow keys go from row to row while no field is being written in. Listens early: a dialog keeps its arrow keys to itself. */
function useArrowKeys({
  previous,
  next,
  open,
}: {
  previous: string | undefined
  next: string | undefined
  open: ((id: string) => void) | null
}): void {
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      const isWriting = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null
      const target = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : undefined
      if (isWriting || target === undefined || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      open(target)
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [previous, next, open])
}

async function readDetail(id: string, signal: AbortSignal): Promise<TransactionDetailDto> {
  const answer = await fetch(`/api/transactions/${encodeURIComponent(id)}`, { signal })
  if (!answer.ok) throw new Error(`the row answered ${answer.status}`)
  return (await answer.json()) as TransactionDetailDto
}
