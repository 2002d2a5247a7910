'use client'

import { LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import type { ActionResult } from '@/lib/core/result'
import { useAct } from './use-act'

type DemoButtonProps = { fillWithDemo: (input: Record<string, never>) => Promise<ActionResult<unknown>>; children: ReactNode }

/** One click to a household full of invented banks; then to the reading of them. */
export function DemoButton({ fillWithDemo, children }: DemoButtonProps) {
  const t = useTranslations('firstRun.demo')
  const router = useRouter()
  const { run, code, isPending } = useAct(fillWithDemo, () => router.push('/banks/progress'))
  return (
    <>
      <Button onClick={() => run({})} aria-disabled={isPending || undefined} aria-busy={isPending || undefined}>
        {isPending ? <LoaderCircle className="ic s spin" aria-hidden="true" /> : null}
        {isPending ? t('busy') : children}
      </Button>
      {code && (
        <div className="mt-3">
          <ErrorWords code={code} />
        </div>
      )}
    </>
  )
}
