'use client'

import { Check, CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import type { RowReason, TransactionDetailDto } from '@/lib/accounts/transaction-detail'

/** Why this is one row, in plain words; every line comes from what was kept when the bank was read. */
export function RowReasons({ detail }: { detail: TransactionDetailDto }) {
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
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function useReasonWords({ row }: TransactionDetailDto): (reason: RowReason) => { text: string; then?: string } {
  const t = useTranslations('transactions.why')
  const format = useFormat()
  const through = (memberName: string | null) => (memberName === null ? t('throughSomeone') : t('through', { name: memberName }))
  return (reason) => {
    switch (reason.kind) {
      case 'reference':
        return { text: t('reference', { time: format.time(reason.seenAt), through: through(reason.memberName) }), then: t('referenceThen') }
      case 'content':
        if (reason.occurrence > 1) return { text: t('contentTwin', { number: reason.occurrence }), then: t('contentTwinThen') }
        return { text: t('content', { time: format.time(reason.seenAt), through: through(reason.memberName) }) }
      case 'accesses':
        return { text: t('accesses', { names: reason.memberNames.join(t('and')) }), then: t('accessesThen') }
      case 'pending':
        return {
          text: t('pending', { time: format.time(reason.firstSeenAt), amount: format.money(reason.amount) }),
          then: t('pendingThen'),
        }
      case 'alike': {
        const amount = format.money(row.amount)
        return reason.count === 0
          ? { text: t('alone', { amount, days: reason.days }) }
          : { text: t('alike', { count: reason.count, amount, days: reason.days }), then: t('alikeThen') }
      }
    }
  }
}
