'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useAct } from '@/components/banks/use-act'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import type { ReadAccess } from './payment-action-types'

type LookForDebitProps = { bankSessionId: string; accountName: string; read: ReadAccess }

/** Reads the account now; the page notices by itself when the debit is found. */
export function LookForDebit({ bankSessionId, accountName, read }: LookForDebitProps) {
  const t = useTranslations('payments.act')
  const [isLooking, setIsLooking] = useState(false)
  const act = useAct(read, () => setIsLooking(true))
  if (isLooking) {
    return (
      <p className="basis-full text-14 text-muted" role="status">
        {t('looking', { account: accountName })}
      </p>
    )
  }
  return (
    <>
      <Button onClick={() => act.run({ bankSessionId })} aria-busy={act.isPending || undefined}>
        <Search className="ic s" aria-hidden="true" />
        {t('look')}
      </Button>
      {act.code && (
        <div className="basis-full">
          <ErrorWords code={act.code} />
        </div>
      )}
    </>
  )
}
