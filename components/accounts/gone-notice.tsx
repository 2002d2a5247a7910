import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import type { AccountDto } from '@/lib/accounts/account'
import { DayOf } from './day-of'
import { GoneQuestion } from './gone-question'

/** The bank no longer shares the account: since when, what stays, and once the question whether it goes on counting. */
export function GoneNotice({ account }: { account: AccountDto }) {
  const t = useTranslations('accounts.goneNotice')
  const { noLongerSharedSince: since, asksToCount, includeInTotals } = account
  if (since === null) return null
  return (
    <div className="mb-4">
      <Notice
        kind="warning"
        title={
          <>
            {t('title')} <DayOf at={since} />
          </>
        }
      >
        <p>{t('text')}</p>
        {asksToCount ? <GoneQuestion /> : <p>{t(includeInTotals ? 'counts' : 'left')}</p>}
      </Notice>
    </div>
  )
}
