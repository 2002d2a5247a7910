'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Sheet } from '@/components/ui/sheet'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'

type RemoveFactorProps = {
  isOpen: boolean
  title: string
  /** What is left afterwards. */ what: string
  remove: () => Promise<ActionResult<null>>
  onClose: () => void
}

/** Asks once more and says what protects payments afterwards. */
export function RemoveFactor({ isOpen, title, what, remove, onClose }: RemoveFactorProps) {
  const t = useTranslations('settings.factors')
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function confirm(): void {
    if (isPending) return
    startTransition(async () => {
      const answer = await remove()
      const isRefused = !answer.ok && answer.error.code !== 'step_up_needed'
      setCode(isRefused ? answer.error.code : null)
      if (answer.ok) onClose()
    })
  }

  return (
    <Sheet isQuestion isOpen={isOpen} onClose={onClose} title={title}>
      <div className="mt-2 grid gap-4">
        {code && <ErrorWords code={code} />}
        <p>{what}</p>
        <div className="actions stackable">
          <Button look="danger" aria-busy={isPending || undefined} onClick={confirm}>
            {t('remove')}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t('keep')}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
