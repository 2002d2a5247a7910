import { CircleCheck, Clock, PenLine, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { BankAppItem } from '@/lib/bank-sessions/bank-app-dto'

type State = 'ready' | 'draft' | 'inactive' | 'unchecked' | 'redirect'

const LOOKS: Record<State, { tone: string; Icon: LucideIcon }> = {
  ready: { tone: 'ok', Icon: CircleCheck },
  draft: { tone: 'wait', Icon: PenLine },
  inactive: { tone: 'act', Icon: Clock },
  unchecked: { tone: 'wait', Icon: Clock },
  redirect: { tone: 'act', Icon: TriangleAlert },
}

/** Whether banks can be connected with an application, in one word. */
export function AppState({ app }: { app: BankAppItem }) {
  const t = useTranslations('bankAccess.state')
  const state = stateOf(app)
  const { tone, Icon } = LOOKS[state]
  return (
    <span className={`state ${tone}`}>
      <Icon className="ic" aria-hidden="true" />
      {t(state)}
    </span>
  )
}

function stateOf({ applicationId, checkedAt, active, isRedirectRegistered }: BankAppItem): State {
  if (applicationId === null) return 'draft'
  if (checkedAt === null) return 'unchecked'
  if (!active) return 'inactive'
  return isRedirectRegistered ? 'ready' : 'redirect'
}
