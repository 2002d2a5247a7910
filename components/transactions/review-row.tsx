'use client'

import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { DateText } from '@/components/ui/date-text'
import { TimeText } from '@/components/ui/time-text'
import { isPending } from '@/lib/core/iso-20022'
import type { ReviewRow } from '@/lib/accounts/decisions/review'
import { useStatusWord } from './status-word'

type ReviewRowProps = {
  row: ReviewRow
  label: string
  /** Taken for the same so far; undefined for the row that asks. */
  isBehind?: boolean
}

/** One side of a question: what the row says, so that two can be held beside each other. */
export function ReviewRowBox({ row, label, isBehind }: ReviewRowProps) {
  const t = useTranslations('transactions')
  const statusWord = useStatusWord()
  return (
    <dl className="side" aria-label={label}>
      <div className="top">
        <dt>{label}</dt>
        <dd>
          <a className="name" href={`/transactions?row=${row.id}`}>
            {row.name || t('noName')}
          </a>
          <Amount money={row.amount} kind="movement" pending={isPending(row.status)} code="inline" />
        </dd>
      </div>
      <div>
        <dt>{statusWord(row.status)}</dt>
        <dd>
          <DateText day={row.day} form="longWeekday" />
        </dd>
      </div>
      {(row.note ?? row.description) && (
        <div>
          <dt>{t(row.note ? 'review.note' : 'review.text')}</dt>
          <dd>{row.note ?? row.description}</dd>
        </div>
      )}
      <div>
        <dt>{t('review.firstSeen')}</dt>
        <dd>
          <TimeText at={row.firstSeenAt} />
        </dd>
      </div>
      {isBehind !== undefined && (
        <div>
          <dt>{t('review.soFar')}</dt>
          <dd>{t(isBehind ? 'review.countedOnce' : isOver(row) ? 'review.notListed' : 'review.countedBoth')}</dd>
        </div>
      )}
    </dl>
  )
}

/** The bank lists it no more, and so does the app. */
function isOver({ status }: ReviewRow): boolean {
  return status === 'CNCL' || status === 'RJCT'
}
