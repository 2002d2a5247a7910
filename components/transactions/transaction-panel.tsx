'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import type { AnnotateAction } from './annotate-action'
import type { DecideActions } from './decide-actions'
import { readDetail, type RowDetail } from './read-detail'
import { TransactionDetail } from './transaction-detail'
import type { OpenRow } from './use-open-row'
import { useRowDecisions } from './use-row-decisions'
import { useRowEdits } from './use-row-edits'
import type { TransactionPages } from './use-transaction-pages'

type TransactionPanelProps = {
  pages: Pick<TransactionPages, 'rows' | 'hasMore' | 'readMore' | 'patchRow'>
  openRow: OpenRow
  annotate: AnnotateAction
  decide: DecideActions
}

/** The details of the open row, with arrows to the rows beside it; past the last one here, the next page is read first. */
export function TransactionPanel({ pages, openRow, ...actions }: TransactionPanelProps) {
  const t = useTranslations('transactions')
  const { id, close } = openRow
  const name = pages.rows.find((row) => row.id === id)?.name
  const detail = useQuery({
    queryKey: ['transaction', id],
    queryFn: ({ signal }) => readDetail(id ?? '', signal),
    enabled: id !== null,
    staleTime: 60_000,
  })
  const { previous, next } = useNeighbours(pages, openRow)
  useArrowKeys({ previous, next, isOn: id !== null })

  return (
    <Sheet
      isOpen={id !== null}
      onClose={close}
      title={(detail.data?.row.name ?? name) || t('noName')}
      head={
        <>
          <Step label={t('panel.previous')} go={previous} Icon={ChevronLeft} />
          <Step label={t('panel.next')} go={next} Icon={ChevronRight} />
        </>
      }
    >
      {detail.data && <Loaded key={detail.data.row.id} detail={detail.data} patchRow={pages.patchRow} openRow={openRow} {...actions} />}
      {detail.isPending && <Skeleton rows={4} />}
      {detail.isError && (
        <p className="py-4 text-14 text-danger" role="alert">
          {t('panel.failed')}
        </p>
      )}
    </Sheet>
  )
}

type LoadedProps = Pick<TransactionPanelProps, 'openRow' | 'annotate' | 'decide'> &
  Pick<TransactionPages, 'patchRow'> & { detail: RowDetail }

function Loaded({ detail, annotate, patchRow, decide, openRow }: LoadedProps) {
  const save = useRowEdits(detail, { annotate, patchRow })
  const decisions = useRowDecisions(detail.row.id, { decide, openRow })
  return <TransactionDetail detail={detail} onSave={save} decisions={decisions} />
}

type Go = (() => void) | null

/** The ways to the rows beside the open one. */
function useNeighbours({ rows, hasMore, readMore }: TransactionPanelProps['pages'], { id, open }: OpenRow): { previous: Go; next: Go } {
  const at = rows.findIndex((row) => row.id === id)
  const [previous, next] = [rows[at - 1], at < 0 ? undefined : rows[at + 1]]

  async function goOn(): Promise<void> {
    const fresh = await readMore()
    const first = fresh[at + 1]
    if (first && fresh[at]?.id === id) open(first.id)
  }

  const isAtEnd = at >= 0 && next === undefined && hasMore
  return { previous: previous ? () => open(previous.id) : null, next: next ? () => open(next.id) : isAtEnd ? () => void goOn() : null }
}

function Step({ label, go, Icon }: { label: string; go: Go; Icon: typeof ChevronLeft }) {
  return (
    <button type="button" className="btn icon" aria-label={label} aria-disabled={go === null || undefined} onClick={() => go?.()}>
      <Icon className="ic" aria-hidden="true" />
    </button>
  )
}

/** The arrow keys go from row to row while no field is being written in. Listens early: a dialog keeps its arrow keys to itself. */
function useArrowKeys({ previous, next, isOn }: { previous: Go; next: Go; isOn: boolean }): void {
  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent) => {
      const isWriting = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null
      const go = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : null
      if (isWriting || go === null || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      go()
    }
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [previous, next, isOn])
}
