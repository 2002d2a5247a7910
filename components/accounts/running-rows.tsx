'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Amount } from '@/components/ui/amount'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { SectionHead } from '@/components/ui/section-head'
import { isPending } from '@/lib/core/iso-20022'
import { useCategoryName } from '@/components/transactions/category-name'
import type { RunningPageDto, RunningRowDto } from '@/lib/insights/account-page'

type RunningRowsProps = { accountId: string; first: RunningPageDto; hasAnchor: boolean }

/** The account's rows, newest first, with the balance after each; older ones come on request. */
export function RunningRows({ accountId, first, hasAnchor }: RunningRowsProps) {
  const t = useTranslations('accounts.rows')
  const { pages, isReading, hasFailed, readMore } = useRunningPages(accountId, first)
  const rows = pages.flatMap((page) => page.rows)
  const last = pages.at(-1)
  const oldest = rows.at(-1)
  return (
    <section className="sec" aria-labelledby="rows">
      <SectionHead id="rows" title={t('title')}>
        <Link className="tap" href={`/transactions?account=${accountId}`}>
          {t('search')}
        </Link>
      </SectionHead>
      {rows.length === 0 && <p className="py-4 text-14 text-muted">{t('none')}</p>}
      {rows.length > 0 && (
        <>
          <div className="lhead" aria-hidden="true">
            <span>{t('day')}</span>
            <span>{t('what')}</span>
            <span className="a">{t('amount')}</span>
            <span className="b">{t('balance')}</span>
          </div>
          <ul>
            {rows.map((row) => (
              <li key={row.id}>
                <RunningRow row={row} />
              </li>
            ))}
          </ul>
        </>
      )}
      {last?.opening && oldest && (
        <p className="opening">
          <span>
            {t('opening')} <DateText day={oldest.day} form="longWeekday" />
          </span>
          <Amount money={last.opening} code="none" />
        </p>
      )}
      {!hasAnchor && rows.length > 0 && <p className="footnote">{t('noAnchor')}</p>}
      {hasFailed && (
        <p className="py-2 text-14 text-danger" role="alert">
          {t('failed')}
        </p>
      )}
      {last?.next && (
        <Button className="mt-3" aria-disabled={isReading || undefined} onClick={readMore}>
          {t(isReading ? 'loading' : 'more')}
        </Button>
      )}
    </section>
  )
}

function RunningRow({ row }: { row: RunningRowDto }) {
  const t = useTranslations('accounts.rows')
  const categoryName = useCategoryName()
  const pending = isPending(row.status)
  return (
    <Link className="lrow" href={`/transactions?account=${row.accountId}&row=${row.id}`}>
      <span className="what">
        <span className="name cut">{row.name || categoryName(row.category)}</span>
        <span className="sub cut">
          {pending ? <span className="pendword">{t('pendingNot')}</span> : (row.description ?? categoryName(row.category))}
        </span>
      </span>
      <span className="when">
        <DateText day={row.day} />
        {pending && (
          <span className="phone">
            {' '}
            · <span className="pendword">{t('pending')}</span>
          </span>
        )}
      </span>
      <span className="a">
        <Amount money={row.amount} kind={row.isOwnTransfer ? 'signed' : 'movement'} pending={pending} />
      </span>
      <span className="bal">{row.balanceAfter && <Amount money={row.balanceAfter} code="none" />}</span>
    </Link>
  )
}

function useRunningPages(accountId: string, first: RunningPageDto) {
  const [older, setOlder] = useState<readonly RunningPageDto[]>([])
  const [isReading, setReading] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const pages = [first, ...older]

  async function readMore(): Promise<void> {
    const next = pages.at(-1)?.next
    if (!next || isReading) return
    setReading(true)
    setFailed(false)
    try {
      const answer = await fetch(`/api/transactions/running?${new URLSearchParams({ account: accountId, cursor: next })}`)
      if (!answer.ok) throw new Error(`answered ${answer.status}`)
      const page = (await answer.json()) as RunningPageDto
      setOlder([...older, page])
    } catch {
      setFailed(true)
    } finally {
      setReading(false)
    }
  }

  return { pages, isReading, hasFailed, readMore: () => void readMore() }
}
