import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { DateText } from '@/components/ui/date-text'
import { TimeText } from '@/components/ui/time-text'
import type { FeedDto } from '@/lib/insights/account-page'
import { DayOf } from './day-of'
import { FeedStateWord } from './feed-state-word'

/** Through whom the account is read, until when, and since which day its rows are whole. */
export function AccountFeeds({ feeds, bankName }: { feeds: readonly FeedDto[]; bankName: string }) {
  const t = useTranslations('accounts.feeds')
  if (feeds.length === 0) return <p className="py-4 text-14 text-muted">{t('none')}</p>
  return (
    <>
      <HowRead feeds={feeds} />
      {feeds.map((feed) => (
        <div className="feed" key={feed.bankSessionId}>
          <div className="top">
            <span className="font-medium">{t('through', { name: feed.memberName })}</span>
            <FeedStateWord state={feed.state} />
          </div>
          <FeedFacts feed={feed} />
          {feed.isUnreadable && <p>{t('unreadable')}</p>}
          {feed.isOwn && (
            <p>
              <Link href={`/banks/${feed.bankSessionId}`}>{t('open', { bank: bankName })}</Link>
            </p>
          )}
        </div>
      ))}
    </>
  )
}

/** A joint account read through several approvals: that it counts once, or which one keeps it fresh after another ended. */
function HowRead({ feeds }: { feeds: readonly FeedDto[] }) {
  const t = useTranslations('accounts.feeds')
  const locale = useLocale()
  const live = feeds.filter((feed) => feed.state.state !== 'ended')
  const [fresh] = live
  const gone = feeds.find((feed) => feed.state.state === 'ended' && feed.memberName !== fresh?.memberName)
  if (live.length > 1) {
    const names = [...new Set(live.map((feed) => (feed.isOwn ? t('youSmall') : feed.memberName)))]
    return <p className="pt-3 text-14">{t('several', { count: live.length, names: new Intl.ListFormat(locale).format(names) })}</p>
  }
  if (!fresh || !gone) return null
  const words = { gone: gone.isOwn ? t('yourApproval') : t('approvalOf', { name: gone.memberName }), name: fresh.memberName }
  return <p className="pt-3 text-14">{t(fresh.isOwn ? 'freshYours' : 'freshOther', words)}</p>
}

function FeedFacts({ feed }: { feed: FeedDto }) {
  const t = useTranslations('accounts.feeds')
  return (
    <p>
      {feed.validUntil && feed.state.state !== 'ended' && (
        <>
          {t('until')} <DayOf at={feed.validUntil} form="full" />,{' '}
        </>
      )}
      {feed.lastSyncedAt ? (
        <>
          {t('lastRead')} <TimeText at={feed.lastSyncedAt} />
        </>
      ) : (
        t('notRead')
      )}
      {feed.historyFrom && (
        <>
          , {t('since')} <DateText day={feed.historyFrom} form="full" />
        </>
      )}
      .
    </p>
  )
}
