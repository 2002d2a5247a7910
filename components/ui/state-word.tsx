import { CircleCheck, CircleHelp, CircleX, Clock, Hourglass, LoaderCircle, PenLine, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** The closed list of words about state; nothing else is said about a bank or a payment. */
export type StateWordProps = (
  | { state: 'upToDate' | 'reading' | 'draft' | 'waitsForYou' | 'atBank' | 'paid' | 'unknown' | 'refused' }
  | { state: 'readingCount'; done: number; all: number }
  | { state: 'approveAgain'; days: number }
  | { state: 'wait'; time: string }
  | { state: 'ended'; day: string }
) & { size?: 'big' }

const LOOKS: Record<StateWordProps['state'], { tone: string; Icon: LucideIcon }> = {
  upToDate: { tone: 'ok', Icon: CircleCheck },
  reading: { tone: 'run', Icon: LoaderCircle },
  readingCount: { tone: 'run', Icon: LoaderCircle },
  approveAgain: { tone: 'act', Icon: Clock },
  wait: { tone: 'wait', Icon: Hourglass },
  ended: { tone: 'err', Icon: CircleX },
  draft: { tone: 'wait', Icon: PenLine },
  waitsForYou: { tone: 'act', Icon: Clock },
  atBank: { tone: 'run still', Icon: LoaderCircle },
  paid: { tone: 'ok', Icon: CircleCheck },
  unknown: { tone: 'act', Icon: CircleHelp },
  refused: { tone: 'err', Icon: CircleX },
}

/** Icon, word and colour of one state. `time` and `day` are already written out (`format.time`, `format.day`). */
export function StateWord(props: StateWordProps) {
  const t = useTranslations('ui.state')
  const { tone, Icon } = LOOKS[props.state]
  const { state, size, ...values } = props
  return (
    <span className={`state ${tone}${size === 'big' ? ' big' : ''}`}>
      <Icon className="ic" aria-hidden="true" />
      {t(state, values)}
    </span>
  )
}
