'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Menu } from '@/components/ui/menu'
import { Sheet } from '@/components/ui/sheet'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { HouseholdRole } from '@/lib/households/viewer'

export type ManageMembers = {
  readonly changeRole: (input: { memberId: string; role: HouseholdRole }) => Promise<ActionResult<null>>
  readonly remove: (input: { memberId: string }) => Promise<ActionResult<null>>
}

type MemberActionsProps = {
  member: { id: string; name: string; role: HouseholdRole; isYou: boolean }
  isLastOwner: boolean
  manage: ManageMembers
}

const ROLES = ['owner', 'adult', 'viewer'] as const

type Question = 'remove' | HouseholdRole

/** What an owner can do with a member; each asks once more and says what it means. */
export function MemberActions({ member, isLastOwner, manage }: MemberActionsProps) {
  const t = useTranslations('household.member')
  const [question, setQuestion] = useState<Question | null>(null)
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function ask(next: Question): void {
    setCode(null)
    setQuestion(next)
  }

  function confirm(): void {
    startTransition(async () => {
      const answer =
        question === 'remove'
          ? await manage.remove({ memberId: member.id })
          : await manage.changeRole({ memberId: member.id, role: question ?? member.role })
      if (answer.ok) setQuestion(null)
      else setCode(answer.error.code)
    })
  }

  const changes = ROLES.filter((role) => role !== member.role).map((role) => ({ label: t(`make.${role}`), onSelect: () => ask(role) }))
  const removal = { label: t('remove'), isDanger: true, onSelect: () => ask('remove') }
  if (isLastOwner) return <span className="text-14 text-muted">{t('lastOwner')}</span>
  return (
    <>
      <Menu label={t('menu', { name: member.name })} entries={member.isYou ? changes : [...changes, removal]} />
      <Sheet
        isQuestion
        isOpen={question !== null}
        onClose={() => setQuestion(null)}
        title={question === 'remove' ? t('removeTitle', { name: member.name }) : t('changeTitle', { name: member.name })}
      >
        <div className="grid gap-4">
          {code && <ErrorWords code={code} />}
          {question && <p>{t(question === 'remove' ? 'removeHelp' : `makeHelp.${question}`)}</p>}
          <div className="actions stackable">
            <Button
              look={question === 'remove' ? 'danger' : 'main'}
              aria-busy={isPending || undefined}
              disabled={isPending}
              onClick={confirm}
            >
              {question && t(question === 'remove' ? 'removeConfirm' : `make.${question}`)}
            </Button>
            <Button onClick={() => setQuestion(null)}>{t('cancel')}</Button>
          </div>
        </div>
      </Sheet>
    </>
  )
}
