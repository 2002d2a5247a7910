import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section'
import type { BankGroup, BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'
import type { ActionResult } from '@/lib/core/result'
import { BankActions, type ReadAction } from './bank-actions'
import { BankRow } from './bank-row'

const GROUPS: readonly BankGroup[] = ['needs', 'waiting', 'working', 'ended']

type BankAction = (input: { bankSessionId: string }) => Promise<ActionResult<unknown>>

type BankGroupsProps = {
  sessions: readonly BankSessionDto[]
  format: Format
  /** The viewer is at a private address: no bank can be shown that they are there. */
  isUnseen: boolean
  readBankNow: ReadAction
  endBank: BankAction
}

/** The accesses by what they ask of the viewer: needs you, waiting, working, ended. Groups with nothing in them are left out. */
export function BankGroups({ sessions, format, isUnseen, readBankNow, endBank }: BankGroupsProps) {
  const t = useTranslations('banks.groups')
  const firstNeeding = sessions.find(({ group }) => group === 'needs')
  return GROUPS.map((group) => {
    const members = sessions.filter((session) => session.group === group)
    return members.length === 0 ? null : (
      <Section key={group} title={t(group)}>
        <ul>
          {members.map((session) => (
            <BankRow key={session.id} session={session} format={format} isUnseen={isUnseen} isFirst={session === firstNeeding}>
              {session.isMine && (
                <BankActions
                  bank={{ id: session.id, name: session.bankName, accountCount: session.accountCount, isOver: session.endedAt !== null }}
                  can={whatCanBeDone(session)}
                  readBankNow={readBankNow}
                  endBank={endBank}
                />
              )}
            </BankRow>
          ))}
        </ul>
      </Section>
    )
  })
}

function whatCanBeDone({ canReadNow, group, endedAt, state }: BankSessionDto) {
  // Once the person has done what the bank wanted in its own app, reading again is the one thing to do.
  const isMain = group !== 'needs' || (state.state === 'failed' && state.kind === 'psu_action_required')
  const read = canReadNow ? (isMain ? ('button' as const) : ('menu' as const)) : null
  // One that ended by itself goes on asking until it is renewed, or disconnected for good.
  return { read, change: endedAt === null && state.state !== 'choose', end: endedAt === null || group === 'needs' }
}
