'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import type { BankAppCheck } from '@/lib/bank-sessions/bank-app-dto'
import type { ActionResult } from '@/lib/core/result'
import { CheckResult, type CheckDepth } from './check-result'

type TestAccessProps = {
  bankAppId: string | null
  test: (input: { bankAppId: string | null }) => Promise<ActionResult<BankAppCheck>>
  depth: CheckDepth
}

/** Asks Enable Banking about an application and shows the answer below the button. */
export function TestAccess({ bankAppId, test, depth }: TestAccessProps) {
  const t = useTranslations('bankAccess.check')
  const [result, setResult] = useState<ActionResult<BankAppCheck> | null>(null)
  const [isPending, startTransition] = useTransition()
  const run = () => {
    if (!isPending) startTransition(async () => setResult(await test({ bankAppId })))
  }
  return (
    <div className="grid gap-4">
      <div>
        <Button aria-busy={isPending || undefined} aria-disabled={isPending || undefined} onClick={run}>
          {t('test')}
        </Button>
      </div>
      {result && (result.ok ? <CheckResult check={result.data} depth={depth} /> : <ErrorWords code={result.error.code} />)}
    </div>
  )
}
