'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import { useFormat } from '@/components/ui/use-format'
import type { DecidedRowDto } from '@/lib/accounts/decisions/review'

/** Said of a row that is kept for its evidence only. */
export function StandsBehind({ row }: { row: DecidedRowDto }) {
  const t = useTranslations('transactions')
  const format = useFormat()
  return (
    <Notice kind="info">
      {t('why.mergedInto', { name: row.name || t('noName'), day: format.day(row.day, 'short') })}{' '}
      <a href={`/transactions?row=${row.id}`}>{t('why.openIt')}</a>
    </Notice>
  )
}
