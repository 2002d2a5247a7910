import { useTranslations } from 'next-intl'
import type { ReadDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'

const FAILURES = ['rate_limited', 'unavailable', 'unreachable', 'clock_off', 'consent_expired', 'consent_revoked'] as const

/** Finished reads, newest first: when, which bank, who asked, what came of it. */
export function ReadHistory({ reads, format }: { reads: readonly ReadDto[]; format: Format }) {
  const t = useTranslations('banks.history')
  if (reads.length === 0) return <p className="py-3 text-14 text-muted">{t('empty')}</p>
  return (
    <ul className="bank-history">
      {reads.map((read) => (
        <li key={read.id}>
          <time dateTime={read.at}>{format.time(read.at)}</time>
          <span className="font-medium">{read.bankName}</span>
          <span className="res">{whoAsked(read, t)}</span>
          <span className={read.outcome === 'complete' ? 'res' : 'res warn'}>{resultOf(read, format, t)}</span>
        </li>
      ))}
    </ul>
  )
}

type Words = ReturnType<typeof useTranslations<'banks.history'>>

function whoAsked({ isMine, memberName: name, trigger }: ReadDto, t: Words): string {
  if (trigger === 'scheduled') return isMine ? t('automatic') : t('automaticOther', { name })
  if (trigger === 'first') return isMine ? t('youFirst') : t('otherFirst', { name })
  return isMine ? t('you') : t('other', { name })
}

function resultOf(read: ReadDto, format: Format, t: Words): string {
  const counts =
    read.accounts === 0
      ? t('noAccounts')
      : t('result', { accounts: read.accounts, rows: read.newRows, formatted: format.count(read.newRows) })
  if (read.outcome === 'complete') return counts
  const why = t(`failed.${FAILURES.find((kind) => kind === read.errorKind) ?? 'other'}`)
  return read.outcome === 'partial' ? `${why}; ${counts}` : why
}
