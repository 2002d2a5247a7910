'use client'

import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import type { ReadingDto, RowReason, TransactionDetailDto } from '@/lib/accounts/transaction-detail'
import { useStatusWord } from './status-word'

type Said = { readonly text: string; readonly then?: string }

const TRIGGERS = ['first', 'interactive', 'scheduled'] as const

/** Each reason as a sentence, and what follows from it. */
export function useReasonWords({ row }: TransactionDetailDto): (reason: RowReason) => Said {
  const t = useTranslations('transactions.why')
  const t2 = useTranslations('transactions')
  const format = useFormat()
  const statusWord = useStatusWord()

  function through({ memberName, trigger }: ReadingDto): string {
    const known = TRIGGERS.find((one) => one === trigger)
    return (memberName === null ? t('throughSomeone') : t('through', { name: memberName })) + (known ? t(`trigger.${known}`) : '')
  }

  function sayEvidence({ kind, seenAt, reading, isLater, ...reason }: Extract<RowReason, { kind: 'reference' | 'content' }>): Said {
    const values = { time: format.time(seenAt), through: through(reading) }
    if (isLater) return { text: t(`${kind}Later`, values), then: t(`${kind}LaterThen`) }
    if (kind === 'reference') return { text: t('reference', values), then: t('referenceThen') }
    if ('occurrence' in reason && reason.occurrence > 1)
      return { text: t('contentTwin', { number: reason.occurrence }), then: t('contentTwinThen') }
    return { text: t('content', values) }
  }

  function saySuperseded(reason: Extract<RowReason, { kind: 'superseded' }>): Said {
    const text = t('superseded', {
      status: statusWord(reason.status),
      amount: format.money(reason.amount),
      day: format.day(reason.day, 'short'),
      name: reason.name || t2('noName'),
      time: format.time(reason.firstSeenAt),
    })
    return { text, then: t(`because.${reason.because ?? 'unknown'}`) }
  }

  return (reason) => {
    switch (reason.kind) {
      case 'reference':
      case 'content':
        return sayEvidence(reason)
      case 'accesses':
        return { text: t('accesses', { names: reason.memberNames.join(t('and')) }), then: t('accessesThen') }
      case 'superseded':
        return saySuperseded(reason)
      case 'alike': {
        const values = { amount: format.money(row.amount), days: reason.days }
        return reason.count === 0
          ? { text: t('alone', values) }
          : { text: t('alike', { count: reason.count, ...values }), then: t('alikeThen') }
      }
    }
  }
}
