import { CircleCheck, CircleX, Clock, Hourglass, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Tile } from '@/components/ui/tile'
import type { BankHealthDto, HealthState } from '@/lib/bank-sessions/bank-health-dto'
import type { Format } from '@/lib/core/format'
import { writeSeconds } from './write-seconds'

const LOOKS: Record<HealthState, { tone: string; Icon: LucideIcon }> = {
  answering: { tone: 'ok', Icon: CircleCheck },
  slow: { tone: 'act', Icon: Hourglass },
  failing: { tone: 'err', Icon: CircleX },
  quiet: { tone: 'wait', Icon: Clock },
}

/** How each bank answers, judged by the person's own calls. */
export function HealthStates({ banks, format }: { banks: readonly BankHealthDto[]; format: Format }) {
  return (
    <ul className="rows">
      {banks.map((bank) => (
        <li key={`${bank.country} ${bank.bankName}`} className="health-bank">
          <Tile id={`${bank.country} ${bank.bankName}`} name={bank.bankName} />
          <div className="min-w-0">
            <h3>{bank.bankName}</h3>
            <HealthFigures bank={bank} format={format} />
          </div>
          <HealthWord bank={bank} format={format} />
        </li>
      ))}
    </ul>
  )
}

function HealthFigures({ bank, format }: { bank: BankHealthDto; format: Format }) {
  const t = useTranslations('banks.health.state')
  const { calls, failed, usualMs, lastAnswerAt, state } = bank
  const parts = [
    t('usual', { calls, failed, formatted: format.count(calls) }),
    ...(usualMs === null ? [] : [t('usualTime', { seconds: writeSeconds(usualMs, format) })]),
    ...(lastAnswerAt !== null && state !== 'answering' ? [t('lastAnswer', { time: format.time(lastAnswerAt) })] : []),
  ]
  return <p className="sub">{parts.join(' · ')}</p>
}

function HealthWord({ bank: { state, failingSince }, format }: { bank: BankHealthDto; format: Format }) {
  const t = useTranslations('banks.health.state')
  const { tone, Icon } = LOOKS[state]
  return (
    <span className={`state ${tone}`}>
      <Icon className="ic" aria-hidden="true" />
      {t(state, { time: failingSince === null ? '' : format.time(failingSince) })}
    </span>
  )
}
