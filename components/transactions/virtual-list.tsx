'use client'

import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { ListedAccount } from '@/lib/insights/transaction-list'
import { DayHeading } from './day-heading'
import type { ListItem } from './list-items'
import { TransactionRow } from './transaction-row'
import type { OpenRow } from './use-open-row'
import type { Selection } from './use-selection'
import type { TransactionPages } from './use-transaction-pages'

type VirtualListProps = {
  items: readonly ListItem[]
  pages: TransactionPages
  accounts: readonly ListedAccount[]
  openRow: OpenRow
  selection: Selection
  isBusy: boolean
}

/**
 * The rows under their days. The first page is drawn whole, so that it is there without scripts; once the page is alive
 * only what is near the screen stays in the document, and more is read when the end comes near.
 */
export function VirtualList({ items, pages, accounts, openRow, selection, isBusy }: VirtualListProps) {
  const t = useTranslations('transactions')
  const { drawn, before, after, place, measure } = useDrawnItems(items)
  useReadMore((drawn.at(-1)?.index ?? 0) >= items.length - NEAR_END, pages)
  const accountOf = (id: string) => accounts.find((account) => account.id === id)

  return (
    <>
      <ul ref={place} className={isBusy ? 'tlist busy' : 'tlist'} aria-busy={isBusy || undefined} aria-label={t('title')}>
        {before > 0 && <li aria-hidden="true" style={{ height: before }} />}
        {drawn.map(({ item, index }) => (
          <li key={item.key} ref={measure} data-index={index}>
            {item.kind === 'day' ? (
              <DayHeading day={item.day} sum={item.sum} />
            ) : (
              <TransactionRow
                row={item.row}
                account={accountOf(item.row.accountId)}
                href={openRow.hrefOf(item.row.id)}
                isCurrent={item.row.id === openRow.id}
                onOpen={openRow.open}
                selection={selection}
              />
            )}
          </li>
        ))}
        {after > 0 && <li aria-hidden="true" style={{ height: after }} />}
      </ul>
      {pages.isReading && <Skeleton rows={3} />}
      {pages.hasFailed && (
        <p className="py-4 text-14 text-danger" role="alert">
          {t('more.failed')}
        </p>
      )}
      {pages.hasMore && !pages.isReading && (
        <Button className="mt-4" onClick={() => void pages.readMore()}>
          {t('more.show')}
        </Button>
      )}
    </>
  )
}

const DAY_HEIGHT = 47
const ROW_HEIGHT = 61
const OVERSCAN = 20
const NEAR_END = 30

type Drawn = { readonly item: ListItem; readonly index: number }

/** What is near the screen, and how much room the rest takes above and below it. */
function useDrawnItems(items: readonly ListItem[]) {
  const isAlive = useIsAlive()
  const [margin, setMargin] = useState(0)
  const place = useCallback((list: HTMLElement | null) => {
    if (list) setMargin(list.getBoundingClientRect().top + window.scrollY)
  }, [])
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === 'day' ? DAY_HEIGHT : ROW_HEIGHT),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: OVERSCAN,
    scrollMargin: margin,
  })
  const near = isAlive ? virtualizer.getVirtualItems() : []
  const [first, last] = [near[0], near.at(-1)]
  if (!first || !last) {
    const whole = items.map((item, index): Drawn => ({ item, index }))
    return { drawn: isAlive ? whole.slice(0, OVERSCAN) : whole, before: 0, after: 0, place, measure: undefined }
  }
  return {
    drawn: near.flatMap(({ index }): Drawn[] => (items[index] ? [{ item: items[index], index }] : [])),
    before: first.start - margin,
    after: Math.max(0, virtualizer.getTotalSize() - (last.end - margin)),
    place,
    measure: virtualizer.measureElement,
  }
}

const never = () => () => undefined

/** False while the server draws and the browser takes over, true afterwards. */
function useIsAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

function useReadMore(isNearEnd: boolean, { hasMore, isReading, hasFailed, readMore }: TransactionPages): void {
  useEffect(() => {
    if (isNearEnd && hasMore && !isReading && !hasFailed) void readMore()
  }, [isNearEnd, hasMore, isReading, hasFailed, readMore])
}
