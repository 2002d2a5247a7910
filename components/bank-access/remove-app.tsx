'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import { Sheet } from '@/components/ui/sheet'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'

/** Removes an application after asking once more. */
export function RemoveApp({
  bankAppId,
  remove,
}: {
  bankAppId: string
  remove: (input: { bankAppId: string }) => Promise<ActionResult<null>>
}) {
  const t = useTranslations('bankAccess.remove')
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function confirm(): void {
    startTransition(async () => {
      const answer = await remove({ bankAppId })
      if (answer.ok) router.push('/settings/bank-access')
      else setCode(answer.error.code)
    })
  }

  function open(): void {
    setCode(null)
    setIsOpen(true)
  }

  return (
    <>
      <Button look="danger" onClick={open}>
        {t('open')}
      </Button>
      <Sheet isQuestion isOpen={isOpen} onClose={() => setIsOpen(false)} title={t('title')}>
        <div className="grid gap-4">
          {code === 'conflict' ? (
            <Notice kind="error" role="alert">
              {t('inUse')}
            </Notice>
          ) : (
            code && <ErrorWords code={code} />
          )}
          <p>{t('help')}</p>
          <div className="actions stackable">
            <Button look="danger" disabled={isPending} aria-busy={isPending || undefined} onClick={confirm}>
              {t('confirm')}
            </Button>
            <Button onClick={() => setIsOpen(false)}>{t('cancel')}</Button>
          </div>
        </div>
      </Sheet>
    </>
  )
}
