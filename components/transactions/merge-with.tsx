'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Amount } from '@/components/ui/amount'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Skeleton } from '@/components/ui/skeleton'
import { isPending } from '@/lib/core/iso-20022'
import { readNearRows } from './read-detail'
import type { RowDecisions } from './use-row-decisions'

/** "It is the same as another row": the rows it could be, the likeliest first; one press, and it can be undone. */
export function MergeWith({ id, decisions }: { id: string; decisions: RowDecisions }) {
  const t = useTranslations('transactions')
  const [isOpen, setIsOpen] = useState(false)
  const near = useQuery({ queryKey: ['transaction', id, 'near'], queryFn: ({ signal }) => readNearRows(id, signal), enabled: isOpen })
  if (!isOpen) {
    return (
      <Button className="mt-2" onClick={() => setIsOpen(true)}>
        {t('why.merge')}
      </Button>
    )
  }
  return (
    <div className="near">
      <p>{t('why.mergeLead')}</p>
      {near.isPending && <Skeleton rows={2} />}
      {near.isError && (
        <p className="text-danger" role="alert">
          {t('why.mergeFailed')}
        </p>
      )}
      {near.data?.length === 0 && <p>{t('why.mergeNone')}</p>}
      <ul>
        {near.data?.map((row) => (
          <li key={row.id}>
            <button type="button" disabled={decisions.isPending} onClick={() => decisions.merge(row.id)}>
              <span className="min-w-0">
                <span className="cut block font-medium">{row.name || t('noName')}</span>
                <span className="cut block text-muted">
                  <DateText day={row.day} />
                  {row.description && ` · ${row.description}`}
                </span>
              </span>
              <Amount money={row.amount} kind="movement" pending={isPending(row.status)} />
            </button>
          </li>
        ))}
      </ul>
      <Button onClick={() => setIsOpen(false)}>{t('why.cancel')}</Button>
    </div>
  )
}
