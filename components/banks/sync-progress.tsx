'use client'

import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link'
import { Strip } from '@/components/ui/strip'
import { useFormat } from '@/components/ui/use-format'
import type { SyncProgress } from '@/lib/sync/progress-dto'
import { QueryScope } from './query-scope'
import { SyncAccountLine } from './sync-account-line'
import { useSyncProgress } from './use-sync-progress'

export type FollowedBank = { readonly bankSessionId: string; readonly bankName: string }

type SyncProgressViewProps = {
  banks: readonly FollowedBank[]
  /** What went before: the accounts were chosen, or the access was approved again, a moment ago. */
  occasion: 'first' | 'renewed' | 'again'
  /** Readings that began before this instant (ms) are of an earlier wish. */
  after: number
}

/** The readings of one or more banks as they go on, account by account. May be left and found again. */
export function SyncProgressView(props: SyncProgressViewProps) {
  return (
    <QueryScope>
      <div className="with-side">
        <div>
          {props.banks.map((bank) => (
            <BankProgress
              key={bank.bankSessionId}
              bank={bank}
              after={props.after}
              isOnly={props.banks.length === 1}
              occasion={props.occasion}
            />
          ))}
          <Onward />
        </div>
        <Side />
      </div>
    </QueryScope>
  )
}

type BankProgressProps = { bank: FollowedBank; after: number; isOnly: boolean; occasion: SyncProgressViewProps['occasion'] }

const HEADINGS = { first: 'heading', renewed: 'headingRenewed' } as const

function BankProgress({ bank, after, isOnly, occasion }: BankProgressProps) {
  const t = useTranslations('progress')
  const { progress, isLost } = useSyncProgress(bank.bankSessionId, after)
  return (
    <section className={isOnly ? undefined : 'mb-8'} aria-label={bank.bankName}>
      <div className="page-lede">
        <h2 className={isOnly ? undefined : '!text-20'}>
          {isOnly && occasion !== 'again' ? t(HEADINGS[occasion], { bank: bank.bankName }) : bank.bankName}
        </h2>
        {occasion === 'renewed' && progress?.state !== 'done' && <p>{t('introRenewed')}</p>}
        <p>{t(introOf(progress))}</p>
      </div>
      {isLost && <Strip kind="offline">{t('lost')}</Strip>}
      <ul className="reading">
        {(progress?.accounts ?? []).map((account) => (
          <SyncAccountLine key={account.accountId} account={account} isOver={progress?.state === 'done'} />
        ))}
      </ul>
      <Sum progress={progress} />
    </section>
  )
}

function introOf(progress: SyncProgress | null): 'intro' | 'introDone' | 'introFailed' | 'queued' {
  if (!progress || progress.state === 'waiting') return 'queued'
  if (progress.state === 'running') return 'intro'
  return progress.outcome === 'complete' ? 'introDone' : 'introFailed'
}

function Sum({ progress }: { progress: SyncProgress | null }) {
  const t = useTranslations('progress')
  const format = useFormat()
  const { doneCount: done = 0, total: all = 0, accounts = [] } = progress ?? {}
  const rows = accounts.reduce((sum, { fetched }) => sum + fetched, 0)
  if (all === 0) return null
  return (
    <>
      <p className="reading-sum" aria-hidden="true">
        <b>{t('count', { done, all })}</b>
        <span className="num text-14 text-muted">{t('rows', { rows, formatted: format.count(rows) })}</span>
      </p>
      <p className="vh" aria-live="polite">
        {t('announce', { done, all, formatted: format.count(rows) })}
      </p>
    </>
  )
}

function Onward() {
  const t = useTranslations('progress')
  return (
    <div className="actions stackable mt-5">
      <ButtonLink look="main" href="/">
        {t('overview')}
      </ButtonLink>
      <ButtonLink href="/banks">{t('banks')}</ButtonLink>
    </div>
  )
}

function Side() {
  const t = useTranslations('progress.side')
  return (
    <ul className="reading-side">
      <li>
        <b>{t('leave')}</b> {t('leaveSub')}
      </li>
      <li>
        <b>{t('private')}</b> {t('privateSub')}
      </li>
      <li>
        <b>{t('why')}</b> {t('whySub')}
      </li>
    </ul>
  )
}
