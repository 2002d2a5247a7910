'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/core/result'
import { useAct } from './use-act'

/** Says that the numbers are invented, and takes them away with one click. */
export function DemoNotice({ clearDemo }: { clearDemo: (input: Record<string, never>) => Promise<ActionResult<unknown>> }) {
  const t = useTranslations('banks.demo')
  const router = useRouter()
  const { run, code, isPending } = useAct(clearDemo, () => router.push('/'))
  return (
    <div className="mt-8 max-w-[44rem]">
      <Notice title={t('title')}>
        <p>{t('what')}</p>
        <Button onClick={() => run({})} aria-disabled={isPending || undefined} aria-busy={isPending || undefined}>
          {t(isPending ? 'removing' : 'remove')}
        </Button>
      </Notice>
      {code && <ErrorWords code={code} />}
    </div>
  )
}
