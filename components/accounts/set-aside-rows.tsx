import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section'
import { TimeText } from '@/components/ui/time-text'
import type { SetAsideDto } from '@/lib/accounts/account'

/** The connectors' words for why a row cannot be believed. */
const REASONS: Record<string, 'notObject' | 'noAmount' | 'noCurrency' | 'badAmount' | 'noIndicator' | 'badIndicator'> = {
  'not an object': 'notObject',
  'no amount': 'noAmount',
  'no currency': 'noCurrency',
  'amount is not decimal text': 'badAmount',
  'no credit or debit indicator': 'noIndicator',
  'unknown credit or debit indicator': 'badIndicator',
}

/** Rows that were not taken, named with their reason. */
export function SetAsideRows({ rows }: { rows: readonly SetAsideDto[] }) {
  const t = useTranslations('accounts.setAside')
  if (rows.length === 0) return null
  return (
    <Section title={t('title')}>
      <ul className="rows">
        {rows.map(({ reason, count, lastSeenAt }) => (
          <li key={reason} className="py-2 text-14">
            {t('line', { count, reason: REASONS[reason] ? t(`reason.${REASONS[reason]}`) : t('reason.other', { reason }) })}
            <span className="block text-muted">
              {t('last')} <TimeText at={lastSeenAt} />
            </span>
          </li>
        ))}
      </ul>
      <p className="footnote">{t('help')}</p>
    </Section>
  )
}
