import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section'
import type { BankGroup, BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'
import type { ActionResult } from '@/lib/core/result'
import { BankActions } from './bank-actions'
import { BankRow } from './bank-row'

const GROUPS: readonly BankGroup[] = ['needs', 'waiting', 'working', 'ended']

type BankAction = (input: { bankSessionId: string }) => Promise<ActionResult<unknown>>

type BankGroupsProps = { sessions: readonly BankSessionDto[]; format: Format; readBankNow: BankAction; endBank: BankAction }

/** The accesses by what they ask of the viewer: needs you, waiting, working, ended. Groups with nothing in them are left out. */
export function BankGroups({ sessions, format, readBankNow, endBank }: BankGroupsProps) {
  const t = useTranslations('banks.groups')
  const firstNeeding = sessions.find(({ group }) => group === 'needs')
  return GROUPS.map((group) => {
    const members = sessions.filter((session) => session.group === group)
    return members.length === 0 ? null : (
      <Section key={group} title={t(group)}>
        <ul>
          {members.map((session) => (
            <BankRow key={session.id} session={session} format={format} isFirst={session === firstNeeding}>
              {session.isMine && (
                <BankActions
                  bank={{ id: session.id, name: session.bankName, accountCount: session.accountCount }}
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
  const read = canReadNow ? (group === 'needs' ? ('menu' as const) : ('button' as const)) : null
  return { read, change: endedAt === null && state.state !== 'choose', end: endedAt === null }
}
