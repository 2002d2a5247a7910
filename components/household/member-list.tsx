import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Face } from '@/components/ui/face'
import type { HouseholdRole } from '@/lib/households/viewer'
import { MemberActions, type ManageMembers } from './member-actions'

export type MemberProps = {
  readonly id: string
  readonly name: string
  readonly role: HouseholdRole
  readonly isYou: boolean
  readonly isDemo: boolean
  /** ISO 8601 instant. */
  readonly joinedAt: string
}

/** A line per member with their role in words; `manage` is given to owners. */
export function MemberList({ members, manage }: { members: readonly MemberProps[]; manage: ManageMembers | null }) {
  const t = useTranslations('household')
  const owners = members.filter(({ role, isDemo }) => role === 'owner' && !isDemo)
  return (
    <ul className="rows">
      {members.map((member) => (
        <li key={member.id} className="row i">
          <Face name={member.name} />
          <span className="min-w-0">
            <span className="name cut">{member.isYou ? t('you', { name: member.name }) : member.name}</span>
            <span className="sub">
              {t(`roles.${member.role}`)} · {member.isDemo ? t('demo') : <Since joinedAt={member.joinedAt} />}
            </span>
          </span>
          {manage && !member.isDemo && (
            <MemberActions member={member} isLastOwner={member.role === 'owner' && owners.length === 1} manage={manage} />
          )}
        </li>
      ))}
    </ul>
  )
}

function Since({ joinedAt }: { joinedAt: string }) {
  const t = useTranslations('household')
  return t.rich('since', { day: () => <DateText day={joinedAt.slice(0, 10)} form="long" /> })
}
