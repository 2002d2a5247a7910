import { useTranslations } from 'next-intl'
import type { BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'

const FAILURES = [
  'unavailable',
  'unreachable',
  'rate_limited',
  'psu_action_required',
  'application_rejected',
  'redirect_not_registered',
  'no_accounts',
  'invalid_response',
] as const

const ENDS = ['consent_expired', 'consent_revoked', 'consent_closed'] as const

type BankWhatProps = {
  session: BankSessionDto
  format: Format
  /** The viewer is at a private address: no bank can be shown that they are there. */
  isUnseen: boolean
}

/** What the state of an access means and what goes on, in a sentence or two. */
export function BankWhat({ session, format, isUnseen }: BankWhatProps) {
  const sentence = useSentence(session)
  const t = useTranslations('banks')
  return (
    <>
      {sentence && <p className="say">{sentence}</p>}
      {session.isMine && session.state.state === 'wait' && <p className="say">{t(isUnseen ? 'readNowWaits' : 'readNowFree')}</p>}
      {session.state.state === 'ended' && session.eviction === 'evicted' && <p className="say">{t('endReasons.evictedAdvice')}</p>}
      {session.eviction === 'evictor' && <p className="say">{t('evictor', { bank: session.bankName })}</p>}
      {session.endingSince && <p className="say">{t('endingAtBank', { time: format.time(session.endingSince) })}</p>}
      {session.shared.map(({ name, with: person, isYou }) => (
        <p className="say" key={`${name} ${person}`}>
          {session.state.state === 'ended'
            ? t(isYou ? 'goesOnYou' : 'goesOn', { name, person })
            : t(isYou ? 'sharedYou' : 'shared', { name, person })}
        </p>
      ))}
    </>
  )
}

function useSentence({ state, isMine, endReason, memberName, bankName, eviction }: BankSessionDto): string | null {
  const t = useTranslations('banks')
  switch (state.state) {
    case 'choose':
      return t('chooseHelp')
    case 'notYet':
      return t('notYetHelp')
    case 'approveAgain':
      return isMine ? t(`ending.${state.step}`) : null
    case 'wait':
      return t(isMine ? (state.isDaily ? 'wait' : 'waitPause') : 'waitOther')
    case 'failed':
      if (state.kind === 'clock_off')
        return t('clockOff', { seconds: Math.abs(state.clockSkewSeconds ?? 0), isAhead: String((state.clockSkewSeconds ?? 0) > 0) })
      return t(`failures.${FAILURES.find((kind) => kind === state.kind) ?? 'other'}`)
    case 'ended': {
      if (endReason === 'member_removed') return t('endReasons.member_removed', { name: memberName })
      if (eviction === 'evicted') return t('endReasons.evicted', { bank: bankName })
      if (!isMine)
        return t(endReason === 'ended_by_member' ? 'endReasons.ended_by_other' : 'endReasons.ended_of_other', { name: memberName })
      if (endReason === 'ended_by_member') return t('endReasons.ended_by_member')
      return t(`endReasons.${ENDS.find((reason) => reason === endReason) ?? (endReason === null ? 'consent_expired' : 'other')}`)
    }
    default:
      return null
  }
}
