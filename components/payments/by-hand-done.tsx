'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import { leaveFor } from './leave-for'
import { orUnavailable } from './or-unavailable'

type ByHandDoneProps = { id: string; isDone: boolean; markGiven: (input: { paymentId: string }) => Promise<ActionResult<null>> }

/** Only the person knows that they paid: Saldo says it to nobody before they do. */
export function ByHandDone({ id, isDone, markGiven }: ByHandDoneProps) {
  const t = useTranslations('payments.byHand')
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function mark(): void {
    if (isPending) return
    startTransition(async () => {
      const answer = await orUnavailable(() => markGiven({ paymentId: id }))
      if (!answer.ok) return setCode(answer.error.code)
      await leaveFor(`/payments/${id}`)
    })
  }

  if (isDone) return <Notice kind="done">{t('already')}</Notice>
  return (
    <div>
      {code && <ErrorWords code={code} />}
      <div className="pay-go">
        <Button look="main" wide aria-disabled={isPending || undefined} onClick={mark}>
          {t('done')}
        </Button>
        <ButtonLink look="plain" wide href={`/payments/${id}`}>
          {t('later')}
        </ButtonLink>
      </div>
      <p className="pay-calm">{t('calm')}</p>
    </div>
  )
}
