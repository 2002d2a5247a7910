'use client'

import { useTranslations } from 'next-intl'
import { useCategoryName } from '@/components/transactions/category-name'
import { Amount } from '@/components/ui/amount'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { useFormat } from '@/components/ui/use-format'
import { findIsoDate } from '@/lib/core/iso-date'
import { isDifference, type ReplayChange, type ReplayField, type ReplayPreview, type ReplaySummary } from '@/lib/sync/replay/replay-dto'

type ReplayResultProps = { preview: ReplayPreview; isPending: boolean; onApply: () => void }

/** What would be different, row by row, and the one button that makes it so. */
export function ReplayResult({ preview: { summary, changes, more }, isPending, onApply }: ReplayResultProps) {
  const t = useTranslations('settings.answers.result')
  const found = describeSummary(summary, t)
  return (
    <div className="replay-result">
      <p className="text-14">{found.length > 0 ? found.join(', ') : t('same')}</p>
      {changes.length > 0 && (
        <ul className="replay-changes">
          {changes.map((change) => (
            <li key={change.row.id}>
              <Change change={change} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className="footnote">{t('more', { count: more })}</p>}
      {isDifference(summary) && (
        <div className="actions stackable mt-3">
          <Button look="main" aria-busy={isPending || undefined} onClick={onApply}>
            {t('apply')}
          </Button>
        </div>
      )}
    </div>
  )
}

type Words = ReturnType<typeof useTranslations<'settings.answers.result'>>

function describeSummary(summary: ReplaySummary, t: Words): string[] {
  const counted = ['new', 'changed', 'gone', 'held', 'setAside', 'believed', 'unreadable'] as const
  return counted.flatMap((kind) => (summary[kind] > 0 ? [t(`count.${kind}`, { count: summary[kind] })] : []))
}

function Change({ change }: { change: ReplayChange }) {
  const t = useTranslations('settings.answers.result')
  const { row, kind } = change
  return (
    <>
      <span className="sub">
        {t(`kind.${kind}`)} · <DateText day={row.day} />
      </span>
      <span className="line">
        <span className="name cut">{row.name || t('noName')}</span>
        <Amount money={row.amount} kind="movement" size="small" />
      </span>
      {kind === 'changed' && (
        <dl>
          {change.fields.map((field) => (
            <Field key={field.field} {...field} />
          ))}
        </dl>
      )}
    </>
  )
}

function Field({ field, before, after }: ReplayField) {
  const t = useTranslations('settings.answers.result')
  return (
    <>
      <dt>{t(`field.${field}`)}</dt>
      <dd>
        {field === 'other' ? (
          t('otherDetails')
        ) : (
          <>
            <del>
              <Value field={field} value={before} />
            </del>
            <span aria-hidden="true"> → </span>
            <ins>
              <Value field={field} value={after} />
            </ins>
          </>
        )}
      </dd>
    </>
  )
}

function Value({ field, value }: { field: ReplayField['field']; value: ReplayField['before'] }) {
  const t = useTranslations('settings.answers.result')
  const format = useFormat()
  const categoryName = useCategoryName()
  if (value === null) return field === 'category' ? categoryName(null) : t('nothing')
  if (typeof value !== 'string') return format.money(value)
  if (field === 'category') return categoryName(value)
  if (field === 'status') return t.has(`status.${value}`) ? t(`status.${value}`) : value
  return findIsoDate(value) ? format.day(value, 'full') : value
}
