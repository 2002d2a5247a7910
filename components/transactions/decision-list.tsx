'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { useFormat } from '@/components/ui/use-format'
import type { AppErrorCode } from '@/lib/core/errors'
import type { DecidedRowDto, DecisionDto } from '@/lib/accounts/decisions/review'
import type { DecideActions } from './decide-actions'

type DecisionListProps = {
  decisions: readonly DecisionDto[]
  undo: DecideActions['undo']
  hasAccounts?: boolean
  /** Called after one was undone. */
  onUndone?: () => void
}

/** What people decided about rows, newest first, each to be taken back. */
export function DecisionList({ decisions, hasAccounts = false, ...rest }: DecisionListProps) {
  return (
    <ul className="rows">
      {decisions.map((decision) => (
        <li key={decision.id}>
          <DecisionLine decision={decision} hasAccount={hasAccounts} {...rest} />
        </li>
      ))}
    </ul>
  )
}

type DecisionLineProps = Pick<DecisionListProps, 'undo' | 'onUndone'> & { decision: DecisionDto; hasAccount: boolean }

function DecisionLine({ decision, hasAccount, undo, onUndone }: DecisionLineProps) {
  const t = useTranslations('transactions.review')
  const format = useFormat()
  const describe = useDescribe()
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, start] = useTransition()
  const { kind, memberName, decidedAt, undoneAt, mayUndo, accountName } = decision
  const isAlone = decision.row !== null && decision.row.id === decision.other?.id
  const said = t(isAlone ? 'said.right' : `said.${kind}`, { row: describe(decision.row), other: describe(decision.other) })

  function takeBack(): void {
    start(async () => {
      const undone = await undo({ decisionId: decision.id })
      setCode(undone.ok ? null : undone.error.code)
      if (undone.ok) onUndone?.()
    })
  }

  return (
    <div className="row">
      <span className="min-w-0">
        <span className="block text-14">{said}</span>
        <span className="sub" suppressHydrationWarning>
          {t('by', { name: memberName ?? t('someone'), time: format.time(decidedAt) })}
          {hasAccount && ` · ${accountName}`}
          {undoneAt && ` · ${t('undoneAt', { time: format.time(undoneAt) })}`}
        </span>
        {code && <ErrorWords code={code} />}
      </span>
      {mayUndo && (
        <Button look="plain" disabled={isPending} onClick={takeBack} aria-label={t('undoThis', { said })}>
          {t('undo')}
        </Button>
      )}
    </div>
  )
}

function useDescribe(): (row: DecidedRowDto | null) => string {
  const t = useTranslations('transactions')
  const format = useFormat()
  return (row) => {
    if (row === null) return t('review.gone')
    const values = { name: row.name || t('noName'), amount: format.money(row.amount, { symbol: true }), day: format.day(row.day, 'short') }
    return t('review.rowText', values)
  }
}
