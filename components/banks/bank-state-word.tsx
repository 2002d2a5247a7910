import { CircleDashed, ListChecks, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { StateWord } from '@/components/ui/state-word'
import type { BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'

const NOT_ANSWERING = ['unavailable', 'unreachable']

/** Where an access stands, in the closed list of words, and three more that only the banks page needs. */
export function BankStateWord({ session, format }: { session: BankSessionDto; format: Format }) {
  const t = useTranslations('banks.state')
  const { state } = session
  switch (state.state) {
    case 'upToDate':
      return <StateWord state="upToDate" />
    case 'reading':
      return state.all > 0 ? <StateWord state="readingCount" done={state.done} all={state.all} /> : <StateWord state="reading" />
    case 'approveAgain':
      return <StateWord state="approveAgain" days={state.days} />
    case 'wait':
      return <StateWord state="wait" time={format.time(state.until, 'asOf')} />
    case 'ended':
      return (
        <StateWord
          state="ended"
          day={session.endedAt ? format.day(dayIn(new Date(session.endedAt), format.display.timeZone), 'short') : '–'}
        />
      )
    case 'choose':
      return (
        <span className="state act">
          <ListChecks className="ic" aria-hidden="true" />
          {t('choose')}
        </span>
      )
    case 'failed':
      return (
        <span className="state act">
          <TriangleAlert className="ic" aria-hidden="true" />
          {t(wordOf(state.kind))}
        </span>
      )
    case 'notYet':
      return (
        <span className="state wait">
          <CircleDashed className="ic" aria-hidden="true" />
          {t('notYet')}
        </span>
      )
  }
}

function wordOf(kind: string): 'notAnswering' | 'clockOff' | 'psuAction' | 'failed' {
  if (NOT_ANSWERING.includes(kind)) return 'notAnswering'
  if (kind === 'clock_off') return 'clockOff'
  return kind === 'psu_action_required' ? 'psuAction' : 'failed'
}
