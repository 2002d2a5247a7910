'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useAct } from '@/components/banks/use-act'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { useFormat } from '@/components/ui/use-format'
import type { ActionResult } from '@/lib/core/result'
import type { KeptAnswersDto, ReplayPreview, ReplaySummary } from '@/lib/sync/replay/replay-dto'
import { ReplayResult } from './replay-result'

type ReplayListProps = {
  accounts: readonly KeptAnswersDto[]
  lookAgain: (input: { accountId: string }) => Promise<ActionResult<ReplayPreview>>
  applyLook: (input: { replayId: string }) => Promise<ActionResult<ReplaySummary>>
}

/** One's accounts: look whether their kept answers would be read differently today, and if so, take that over. */
export function ReplayList({ accounts, lookAgain, applyLook }: ReplayListProps) {
  return (
    <ul className="rows">
      {accounts.map((account) => (
        <li key={account.accountId} className="replay-account">
          <ReplayAccount account={account} lookAgain={lookAgain} applyLook={applyLook} />
        </li>
      ))}
    </ul>
  )
}

type ReplayAccountProps = Omit<ReplayListProps, 'accounts'> & { account: KeptAnswersDto }

function ReplayAccount({ account, lookAgain, applyLook }: ReplayAccountProps) {
  const t = useTranslations('settings.answers.again')
  const format = useFormat()
  const [preview, setPreview] = useState<ReplayPreview | null>(null)
  const [isApplied, setIsApplied] = useState(false)
  const looking = useAct(lookAgain, (found) => {
    setPreview(found)
    setIsApplied(false)
  })
  const applying = useAct(applyLook, () => {
    setPreview(null)
    setIsApplied(true)
  })
  const { pages, oldest, name, bankName } = account
  const kept = pages === 0 || oldest === null ? t('none') : t('kept', { pages, formatted: format.count(pages), time: format.time(oldest) })
  return (
    <>
      <div className="head">
        <div className="min-w-0">
          <h3>{name}</h3>
          <p className="sub" suppressHydrationWarning>
            {bankName} · {kept}
          </p>
        </div>
        <Button
          disabled={pages === 0}
          aria-busy={looking.isPending || undefined}
          aria-label={t('lookAt', { account: name })}
          onClick={() => looking.run({ accountId: account.accountId })}
        >
          {t(looking.isPending ? 'looking' : 'look')}
        </Button>
      </div>
      <div role="status">
        {isApplied && <p className="text-14 text-positive">{t('applied')}</p>}
        {preview && (
          <ReplayResult preview={preview} isPending={applying.isPending} onApply={() => applying.run({ replayId: preview.replayId })} />
        )}
      </div>
      {looking.code && <ErrorWords code={looking.code} />}
      {applying.code && <ErrorWords code={applying.code} />}
    </>
  )
}
