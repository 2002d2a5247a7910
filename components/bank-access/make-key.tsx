'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'

/** Makes a key on the server and goes to the page where it is registered. */
export function MakeKey({ make }: { make: (input: Record<string, never>) => Promise<ActionResult<{ bankAppId: string }>> }) {
  const t = useTranslations('bankAccess.add')
  const router = useRouter()
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function run(): void {
    if (isPending) return
    startTransition(async () => {
      const answer = await make({})
      if (answer.ok) router.push(`/settings/bank-access/${answer.data.bankAppId}`)
      else setCode(answer.error.code)
    })
  }

  return (
    <div className="grid gap-4">
      {code && <ErrorWords code={code} />}
      <div className="actions stackable">
        <Button aria-busy={isPending || undefined} aria-disabled={isPending || undefined} onClick={run}>
          {isPending && <LoaderCircle className="ic s spin" aria-hidden="true" />}
          {t('make')}
        </Button>
      </div>
      <p role="status" className="text-14 text-muted">
        {isPending && t('making')}
      </p>
    </div>
  )
}
