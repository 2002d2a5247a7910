'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState, useTransition } from 'react'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { isFiltered, writeTransactionFilter, type TransactionFilter } from '@/lib/accounts/transaction-filter'
import type { TransactionListDto } from '@/lib/insights/transaction-list'
import type { AnnotateAction, CategorizeAction } from './annotate-action'
import type { DecideActions } from './decide-actions'
import { ExportMenu } from './export-menu'
import { FindBar } from './find-bar'
import { ListSums } from './list-sums'
import { toListItems } from './list-items'
import { useOpenRow } from './use-open-row'
import { useSelection } from './use-selection'
import { useTransactionPages } from './use-transaction-pages'
import { VirtualList } from './virtual-list'
import './transactions.css'

/** Read when a row is first opened. */
const TransactionPanel = dynamic(() => import('./transaction-panel').then((module) => module.TransactionPanel), {
  ssr: false,
  loading: () => null,
})

type TransactionsViewProps = {
  list: TransactionListDto
  annotate: AnnotateAction
  categorize: CategorizeAction
  decide: DecideActions
}

/** Read when somebody first selects. */
const BulkBar = dynamic(() => import('./bulk-bar').then((module) => module.BulkBar), { ssr: false, loading: () => null })

/** Search, filters, the endless list and the details beside it. */
export function TransactionsView({ list, annotate, categorize, decide }: TransactionsViewProps) {
  const t = useTranslations('transactions')
  const router = useRouter()
  const [isChanging, startChange] = useTransition()
  const pages = useTransactionPages(list)
  const openRow = useOpenRow()
  const selection = useSelection()
  const wasOpened = useOnceTrue(openRow.id !== null)
  const items = toListItems(pages.rows, { baseCurrency: list.baseCurrency, hasMore: pages.hasMore })

  function change(filter: TransactionFilter): void {
    const params = writeTransactionFilter(filter)
    startChange(() => router.replace(params.size > 0 ? `/transactions?${params}` : '/transactions', { scroll: false }))
  }

  return (
    <>
      <PageHeader title={t('title')} hasPrivacy>
        {list.mayEdit && pages.rows.length > 0 && (
          <Button look="plain" aria-pressed={selection.isOn} onClick={selection.isOn ? selection.stop : selection.start}>
            {t('select.button')}
          </Button>
        )}
        <ExportMenu filter={list.filter} />
      </PageHeader>
      <main id="main" tabIndex={-1} className={openRow.id ? 'with-panel' : undefined}>
        <div className="listing">
          <FindBar list={list} onChange={change} />
          {pages.rows.length === 0 && !pages.hasMore ? (
            <Nothing isFiltered={isFiltered(list.filter)} hasAccounts={list.accounts.length > 0} />
          ) : (
            <>
              <ListSums list={list} rows={pages.rows} hasMore={pages.hasMore} />
              <VirtualList
                items={items}
                pages={pages}
                accounts={list.accounts}
                openRow={openRow}
                selection={selection}
                isBusy={isChanging}
              />
            </>
          )}
        </div>
        {selection.isOn && <BulkBar rows={pages.rows} baseCurrency={list.baseCurrency} selection={selection} categorize={categorize} />}
        {wasOpened && <TransactionPanel pages={pages} openRow={openRow} annotate={annotate} decide={decide} />}
      </main>
    </>
  )
}

function Nothing({ isFiltered, hasAccounts }: { isFiltered: boolean; hasAccounts: boolean }) {
  const t = useTranslations('transactions.empty')
  if (isFiltered) {
    return (
      <Empty text={t('filtered')}>
        <ButtonLink href="/transactions">{t('clear')}</ButtonLink>
      </Empty>
    )
  }
  if (hasAccounts) return <Empty text={t('none')} />
  return (
    <Empty text={t('noAccounts')}>
      <ButtonLink look="main" href="/banks/connect">
        {t('connect')}
      </ButtonLink>
    </Empty>
  )
}

/** True from the first time on: what was drawn once stays, so that it can close gently. */
function useOnceTrue(value: boolean): boolean {
  const [wasTrue, setWasTrue] = useState(value)
  if (value && !wasTrue) setWasTrue(true)
  return value || wasTrue
}
