'use client'

import { useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { useToast } from '@/components/ui/toast'
import { useFormat } from '@/components/ui/use-format'
import { CATEGORIES } from '@/lib/accounts/category'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ListedTransaction } from '@/lib/insights/transaction-list'
import type { CategorisedRow, CategorizeAction } from './annotate-action'
import { netOf } from './list-items'
import type { Selection } from './use-selection'

type BulkBarProps = {
  rows: readonly ListedTransaction[]
  baseCurrency: string
  selection: Selection
  categorize: CategorizeAction
}

/** What is done with the ticked rows, at the foot of the list. */
export function BulkBar({ rows, baseCurrency, selection, categorize }: BulkBarProps) {
  const t = useTranslations('transactions')
  const format = useFormat()
  const { change, code, isPending } = useCategorize(categorize, selection.stop)
  const selected = rows.filter((row) => selection.ids.has(row.id))
  const net = netOf(selected, baseCurrency)

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (selected.length === 0) return
    const chosen = String(new FormData(event.currentTarget).get('category') ?? '')
    change(selected.map(({ id }) => ({ transactionId: id, category: chosen === '' ? null : chosen })))
  }

  return (
    <section className="bulk" aria-label={t('select.title')}>
      <p role="status">
        <b>{t('select.count', { count: selected.length })}</b>
        {net && <span className="text-muted"> · {format.money(net, { symbol: true })}</span>}
      </p>
      <Button look="icon" className="end" aria-label={t('select.stop')} onClick={selection.stop}>
        <X className="ic" aria-hidden="true" />
      </Button>
      {code && <ErrorWords code={code} />}
      <form onSubmit={submit}>
        <Select
          name="category"
          label={t('panel.edit.category')}
          options={[
            { value: '', label: t('select.bankCategory') },
            ...CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) })),
          ]}
        />
        <SubmitButton look="bordered" isPending={isPending}>
          {t('select.apply')}
        </SubmitButton>
      </form>
    </section>
  )
}

/** Changes the rows, reads the list anew and offers the way back. */
function useCategorize(categorize: CategorizeAction, onDone: () => void) {
  const t = useTranslations('transactions.select')
  const client = useQueryClient()
  const toast = useToast()
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, start] = useTransition()

  async function send(rows: CategorisedRow[]) {
    const answer = await categorize({ rows })
    if (!answer.ok) return answer
    void client.invalidateQueries({ queryKey: ['transactions'] })
    void client.invalidateQueries({ queryKey: ['transaction'] })
    return answer
  }

  function change(rows: CategorisedRow[]): void {
    start(async () => {
      const answer = await send(rows)
      setCode(answer.ok ? null : answer.error.code)
      if (!answer.ok) return
      toast(t('done', { count: rows.length }), () => void takeBack([...answer.data]))
      onDone()
    })
  }

  async function takeBack(rows: CategorisedRow[]): Promise<void> {
    const answer = await send(rows)
    if (answer.ok) toast(t('undone'))
  }

  return { change, code, isPending }
}
