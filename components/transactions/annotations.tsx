'use client'

import { ChevronRight, PenLine, Type } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { TransactionDetailDto } from '@/lib/accounts/transaction-detail'
import { CategoryIcon } from './category-icon'
import { CATEGORIES } from '@/lib/accounts/category'
import { useCategoryName } from './category-name'

type Part = 'category' | 'note' | 'name'

export type SaveAnnotation = (input: Partial<Record<Part, string | null>>) => Promise<ActionResult<null>>

type AnnotationsProps = { detail: TransactionDetailDto; onSave: SaveAnnotation }

/** The person's own category, note and name for a row; each opens its field where it stands. */
export function Annotations({ detail, onSave }: AnnotationsProps) {
  const [part, setPart] = useState<Part | null>(null)
  if (part !== null) return <AnnotationForm part={part} detail={detail} onSave={onSave} onDone={() => setPart(null)} />
  return <AnnotationLines detail={detail} onOpen={setPart} />
}

function AnnotationLines({ detail, onOpen }: { detail: TransactionDetailDto; onOpen: (part: Part) => void }) {
  const t = useTranslations('transactions.panel')
  const categoryName = useCategoryName()
  const { row, mayEdit } = detail
  const icon = <CategoryIcon category={row.category} isIncoming={!row.amount.amount.startsWith('-')} isOwnTransfer={row.isOwnTransfer} />
  const lines: { part: Part; icon: ReactNode; value: string | null }[] = [
    { part: 'category', icon, value: row.category === null ? null : categoryName(row.category) },
    { part: 'note', icon: <PenLine className="ic" aria-hidden="true" />, value: row.note },
    { part: 'name', icon: <Type className="ic" aria-hidden="true" />, value: row.name },
  ]
  return (
    <div className="edit mt-3">
      {lines.map(({ part, icon: lead, value }) =>
        mayEdit ? (
          <button key={part} type="button" onClick={() => onOpen(part)}>
            {lead}
            <span className="k">{t(`edit.${part}`)}</span>
            <span className={value === null ? 'text-muted' : 'cut font-medium'}>{value ?? t(`edit.no_${part}`)}</span>
            <ChevronRight className="ic s" aria-hidden="true" />
          </button>
        ) : (
          <div key={part}>
            {lead}
            <span className="k">{t(`edit.${part}`)}</span>
            <span className="text-muted">{value ?? t(`edit.no_${part}`)}</span>
          </div>
        ),
      )}
    </div>
  )
}

type AnnotationFormProps = AnnotationsProps & { part: Part; onDone: () => void }

function AnnotationForm({ part, detail, onSave, onDone }: AnnotationFormProps) {
  const t = useTranslations('transactions.panel.edit')
  const [isPending, start] = useTransition()
  const [error, setError] = useState<AppErrorCode | null>(null)

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const value = String(new FormData(event.currentTarget).get(part) ?? '').trim()
    start(async () => {
      const answer = await onSave({ [part]: value === '' ? null : value })
      if (answer.ok) onDone()
      else setError(answer.error.code)
    })
  }

  return (
    <form className="grid gap-3 py-4" onSubmit={submit}>
      {error && <ErrorWords code={error} />}
      <PartField part={part} detail={detail} />
      <div className="actions">
        <SubmitButton isPending={isPending}>{t('save')}</SubmitButton>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

function PartField({ part, detail: { row, bankSays } }: { part: Part; detail: TransactionDetailDto }) {
  const t = useTranslations('transactions')
  const categoryName = useCategoryName()
  if (part === 'note')
    return <TextArea name="note" label={t('panel.edit.note')} defaultValue={row.note ?? ''} maxLength={500} rows={3} required={false} />
  if (part === 'name') {
    return (
      <TextInput
        name="name"
        label={t('panel.edit.name')}
        help={t('panel.edit.nameHelp', { name: bankSays.name })}
        defaultValue={row.name}
        maxLength={120}
        required={false}
        autoComplete="off"
      />
    )
  }
  const options = [
    { value: '', label: t('panel.edit.bankCategory', { category: categoryName(bankSays.category) }) },
    ...CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) })),
  ]
  return <Select name="category" label={t('panel.edit.category')} defaultValue={row.category ?? ''} options={options} />
}
