'use client'

import { CircleCheck, Clock, LoaderCircle, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import type { Format } from '@/lib/core/format'
import type { AccountProgress } from '@/lib/sync/progress-dto'

type Standing = 'ready' | 'problem' | 'reading' | 'waiting'

const LOOKS: Record<Standing, { tone: string; Icon: LucideIcon }> = {
  ready: { tone: 'ok', Icon: CircleCheck },
  problem: { tone: 'act', Icon: TriangleAlert },
  reading: { tone: 'run', Icon: LoaderCircle },
  waiting: { tone: 'wait', Icon: Clock },
}

const PARTS = ['booked', 'pending', 'balances'] as const

const ERRORS = [
  'rate_limited',
  'unavailable',
  'unreachable',
  'clock_off',
  'period_refused',
  'psu_action_required',
  'account_not_accessible',
  'consent_expired',
  'consent_revoked',
  'invalid_response',
] as const

/** One account of a reading: how far it is, and its three parts while it is being read. */
export function SyncAccountLine({ account, isOver }: { account: AccountProgress; /** The whole run has ended. */ isOver: boolean }) {
  const t = useTranslations('progress')
  const format = useFormat()
  const standing = standingOf(account, isOver)
  const { tone, Icon } = LOOKS[standing]
  return (
    <li>
      <span className={tone}>
        <Icon className="ic l" role="img" aria-label={t(standing)} />
      </span>
      <div className="min-w-0">
        <h3>{account.name}</h3>
        <p className="sub">{factsOf(account, { standing, format, t })}</p>
        {account.error && standing === 'problem' && (
          <p className="sub">{t(`errors.${ERRORS.find((kind) => kind === account.error) ?? 'other'}`)}</p>
        )}
      </div>
      <span className="sub">{standing === 'reading' ? t('readingWord') : standing === 'waiting' ? t('next') : null}</span>
      {standing === 'reading' && <Parts account={account} format={format} />}
    </li>
  )
}

function standingOf({ phase, error }: AccountProgress, isOver: boolean): Standing {
  if (phase === 'done') return error === null || error === 'period_refused' ? 'ready' : 'problem'
  if (isOver) return 'problem'
  return phase === 'waiting' ? 'waiting' : 'reading'
}

type Words = ReturnType<typeof useTranslations<'progress'>>

function factsOf(
  { fetched: rows, earliestDay }: AccountProgress,
  { standing, format, t }: { standing: Standing; format: Format; t: Words },
): string {
  const formatted = format.count(rows)
  if (standing === 'waiting') return t('waits')
  if (standing === 'reading' || earliestDay === null) return t('rowsSoFar', { rows, formatted })
  return t('rowsSince', { rows, formatted, month: format.day(earliestDay, 'month') })
}

function Parts({ account: { phase, earliestDay }, format }: { account: AccountProgress; format: Format }) {
  const t = useTranslations('progress')
  const current = PARTS.findIndex((part) => part === phase)
  return (
    <ul className="parts">
      {PARTS.map((part, index) => {
        const standing: Standing = index < current ? 'ready' : index === current ? 'reading' : 'waiting'
        const { tone, Icon } = LOOKS[standing]
        const word = standing === 'ready' ? t('doneWord') : standing === 'waiting' ? t('afterThat') : t('now')
        return (
          <li key={part}>
            <span className={tone}>
              <Icon className="ic" aria-hidden="true" />
            </span>
            <span>{t(`parts.${part}`)}</span>
            <span>{part === 'booked' && earliestDay !== null ? t('backTo', { day: format.day(earliestDay, 'full') }) : word}</span>
          </li>
        )
      })}
    </ul>
  )
}
