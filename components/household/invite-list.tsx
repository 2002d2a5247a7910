'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { TimeText } from '@/components/ui/time-text'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { HouseholdRole } from '@/lib/households/viewer'

type WaitingInvite = { id: string; label: string; role: HouseholdRole; /** ISO 8601 instant. */ expiresAt: string }

type InviteListProps = { invites: readonly WaitingInvite[]; takeBack: (input: { inviteId: string }) => Promise<ActionResult<null>> }

/** Invitations nobody has used yet. */
export function InviteList({ invites, takeBack }: InviteListProps) {
  const t = useTranslations('household.invite')
  const roles = useTranslations('household.roles')
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function end(inviteId: string): void {
    startTransition(async () => {
      const answer = await takeBack({ inviteId })
      setCode(answer.ok ? null : answer.error.code)
    })
  }

  return (
    <>
      {code && <ErrorWords code={code} />}
      <ul className="rows">
        {invites.map(({ id, label, role, expiresAt }) => (
          <li key={id} className="row">
            <span className="min-w-0">
              <span className="name cut">{label}</span>
              <span className="sub">
                {roles(role)} · {t.rich('until', { time: () => <TimeText at={expiresAt} /> })}
              </span>
            </span>
            <Button look="plain" disabled={isPending} aria-label={t('takeBackFor', { label })} onClick={() => end(id)}>
              {t('takeBack')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
