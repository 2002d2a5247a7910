'use client'

import { Check, CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RowReason, TransactionDetailDto } from '@/lib/accounts/transaction-detail'
import { useReasonWords } from './use-reason-words'
import type { RowDecisions } from './use-row-decisions'

type RowReasonsProps = { detail: TransactionDetailDto; decisions: RowDecisions }

/** Why this is one row, in plain words; every line comes from what was kept when the bank was read. */
export function RowReasons({ detail, decisions }: RowReasonsProps) {
  const say = useReasonWords(detail)
  return (
    <ul className="why">
      {detail.reasons.map((reason, index) => {
        const { text, then } = say(reason)
        const isUnsure = reason.kind === 'alike' && reason.count > 0
        const Icon = isUnsure ? CircleHelp : Check
        return (
          <li key={index}>
            <Icon className={isUnsure ? 'ic unsure' : 'ic'} aria-hidden="true" />
            <span>
              {text} {then && <span className="sub">{then}</span>}
              {detail.mayEdit && <SplitOff reason={reason} text={text} decisions={decisions} />}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** The way to say that something was taken into this row by mistake. */
function SplitOff({ reason, text, decisions }: { reason: RowReason; text: string; decisions: RowDecisions }) {
  const t = useTranslations('transactions.why')
  const split = splitOf(reason, decisions)
  if (!split) return null
  return (
    <button type="button" className="textlink" disabled={decisions.isPending} onClick={split} aria-label={`${t('split')}. ${text}`}>
      {t('split')}
    </button>
  )
}

function splitOf(reason: RowReason, decisions: RowDecisions): (() => void) | null {
  if (reason.kind === 'superseded') return () => decisions.split(reason.id)
  if (reason.kind !== 'reference' && reason.kind !== 'content') return null
  const { part } = reason
  return part === null ? null : () => decisions.splitEvidence(part)
}
