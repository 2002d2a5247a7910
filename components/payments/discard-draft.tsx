'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Sheet } from '@/components/ui/sheet'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'

/** Forgets what is typed, after a question. `discard` answers always, also where nothing was reached. */
export function DiscardDraft({ discard, onDone }: { discard: () => Promise<ActionResult<null>>; onDone: () => void }) {
  const t = useTranslations('payments.form.discard')
  const [isOpen, setOpen] = useState(false)
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function confirm(): void {
    setCode(null)
    startTransition(async () => {
      const answer = await discard()
      if (answer.ok) onDone()
      else setCode(answer.error.code)
    })
  }

  return (
    <>
      <Button look="plain" onClick={() => setOpen(true)}>
        {t('open')}
      </Button>
      <Sheet isQuestion isOpen={isOpen} onClose={() => setOpen(false)} title={t('title')}>
        <div className="grid gap-4">
          {code && <ErrorWords code={code} />}
          <p>{t('what')}</p>
          <div className="actions stackable">
            <Button look="danger" disabled={isPending} onClick={confirm}>
              {t('confirm')}
            </Button>
            <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
          </div>
        </div>
      </Sheet>
    </>
  )
}
