'use client'

import { Braces, Download, Table } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Menu } from '@/components/ui/menu'
import { writeTransactionFilter, type TransactionFilter } from '@/lib/accounts/transaction-filter'

/** Downloads of what the person may see: everything, or the rows of this filter as a table. */
export function ExportMenu({ filter }: { filter: TransactionFilter }) {
  const t = useTranslations('export')
  const table = writeTransactionFilter(filter)
  table.set('format', 'csv')
  const entries = [
    { label: t('json'), icon: <Braces className="ic" aria-hidden="true" />, onSelect: () => download('/api/export') },
    { label: t('csv'), icon: <Table className="ic" aria-hidden="true" />, onSelect: () => download(`/api/export?${table}`) },
  ]
  const trigger = (
    <>
      <Download className="ic s" aria-hidden="true" />
      <span className="max-sm:sr-only">{t('button')}</span>
    </>
  )
  return <Menu label={t('button')} entries={entries} trigger={trigger} triggerClass="btn" />
}

/** The answer is a file, so the page stays where it is. */
function download(address: string): void {
  window.location.assign(address)
}
