import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Empty } from '@/components/ui/empty'
import type { CallDto } from '@/lib/bank-sessions/bank-health-dto'
import type { Format } from '@/lib/core/format'
import { writeSeconds } from './write-seconds'

type HealthCallsProps = { calls: readonly CallDto[]; format: Format; hasBank: boolean; onlyFailed: boolean }

/** Calls, newest first: when, what about, why and with whom there, what came of it and how long it took. */
export function HealthCalls({ calls, format, hasBank, onlyFailed }: HealthCallsProps) {
  const t = useTranslations('banks.health.calls')
  if (calls.length === 0) return <Empty text={t(onlyFailed ? 'emptyFailed' : 'empty')} />
  return (
    <ul className="calls">
      {calls.map((call) => (
        <li key={call.id}>
          <CallLine call={call} format={format} hasBank={hasBank} />
        </li>
      ))}
    </ul>
  )
}

function CallLine({ call, format, hasBank }: { call: CallDto; format: Format; hasBank: boolean }) {
  const t = useTranslations('banks.health')
  const isOk = call.outcome === 'ok'
  const say = (group: 'operation' | 'purpose' | 'outcome') => {
    const key = `${group}.${call[group]}`
    return t(t.has(key) ? key : `${group}.other`)
  }
  const presence = call.psuPresent ? 'here' : call.isCounted ? 'counted' : 'away'
  const Icon = isOk ? CircleCheck : TriangleAlert
  return (
    <>
      <time dateTime={call.at}>{format.time(call.at)}</time>
      <span className="what">
        {say('operation')}
        <span className="sub">{[hasBank && call.bankName, call.accountName].filter(Boolean).join(' · ')}</span>
      </span>
      <span className="sub why">
        {say('purpose')}, {t(`presence.${presence}`)}
      </span>
      <span className={isOk ? 'res' : 'res warn'}>
        <Icon className="ic s" aria-hidden="true" />
        <span>
          {say('outcome')}
          {call.bankCode && <span className="code"> {call.bankCode}</span>}
        </span>
      </span>
      <span className="took num">{t('took', { seconds: writeSeconds(call.durationMs, format) })}</span>
    </>
  )
}
