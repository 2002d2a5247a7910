import {
  CalendarSync,
  Circle,
  CircleCheck,
  CircleHelp,
  CircleSlash,
  CircleX,
  Clock,
  Hourglass,
  LoaderCircle,
  PenLine,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react'
import { useTranslations } from 'next-intl'

type PaymentState =
  | 'draft'
  | 'waitsForYou'
  | 'waitsForSecond'
  | 'accepted'
  | 'executed'
  | 'partly'
  | 'standing'
  | 'waitsForDebit'
  | 'paid'
  | 'unknown'
  | 'askBank'
  | 'rejected'
  | 'cancelled'
  | 'contradiction'

/** The closed list of words about state; nothing else is said about a bank or a payment. */
export type StateWordProps = (
  | { state: 'upToDate' | 'reading' | PaymentState }
  | { state: 'waitsForMember'; name: string }
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
  waitsForMember: { tone: 'wait', Icon: Clock },
  waitsForSecond: { tone: 'wait', Icon: Clock },
  accepted: { tone: 'way', Icon: Circle },
  executed: { tone: 'way', Icon: Circle },
  partly: { tone: 'act', Icon: CircleHelp },
  standing: { tone: 'way', Icon: CalendarSync },
  waitsForDebit: { tone: 'way', Icon: Circle },
  paid: { tone: 'ok', Icon: CircleCheck },
  unknown: { tone: 'act', Icon: CircleHelp },
  askBank: { tone: 'act', Icon: CircleHelp },
  rejected: { tone: 'err', Icon: CircleX },
  cancelled: { tone: 'wait', Icon: CircleSlash },
  contradiction: { tone: 'act', Icon: TriangleAlert },
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
