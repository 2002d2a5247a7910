import { useTranslations } from 'next-intl'
import type { BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'

const FAILURES = [
  'unavailable',
  'rate_limited',
  'psu_action_required',
  'application_rejected',
  'redirect_not_registered',
  'no_accounts',
  'invalid_response',
] as const

const ENDS = ['consent_expired', 'consent_revoked', 'consent_closed'] as const

/** What the state of an access means and what goes on, in a sentence or two. */
export function BankWhat({ session }: { session: BankSessionDto }) {
  const sentence = useSentence(session)
  const t = useTranslations('banks')
  return (
    <>
      {sentence && <p className="say">{sentence}</p>}
      {session.isEndingAtBank && <p className="say">{t('endingAtBank')}</p>}
      {session.shared.map(({ name, with: person }) => (
        <p className="say" key={`${name} ${person}`}>
          {session.isMine ? t('shared', { name, person }) : t('sharedYou', { name, person })}
        </p>
      ))}
    </>
  )
}

function useSentence({ state, isMine, endReason, memberName }: BankSessionDto): string | null {
  const t = useTranslations('banks')
  switch (state.state) {
    case 'choose':
      return t('chooseHelp')
    case 'notYet':
      return t('notYetHelp')
    case 'approveAgain':
      return isMine ? t('keepsWorking') : null
    case 'wait':
      return t(isMine ? 'wait' : 'waitOther')
    case 'failed':
      return t(`failures.${FAILURES.find((kind) => kind === state.kind) ?? 'other'}`)
    case 'ended': {
      if (!isMine)
        return t(endReason === 'ended_by_member' ? 'endReasons.ended_by_other' : 'endReasons.ended_of_other', { name: memberName })
      if (endReason === 'ended_by_member') return t('endReasons.ended_by_member')
      return t(`endReasons.${ENDS.find((reason) => reason === endReason) ?? (endReason === null ? 'consent_expired' : 'other')}`)
    }
    default:
      return null
  }
}
