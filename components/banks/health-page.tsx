import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Section } from '@/components/ui/section'
import { SegmentedLinks } from '@/components/ui/segmented-links'
import type { BankHealthDto, CallsPage } from '@/lib/bank-sessions/bank-health-dto'
import type { Format } from '@/lib/core/format'
import { HealthCalls } from './health-calls'
import { HealthStates } from './health-states'

type HealthPageProps = {
  /** Address of the page without its query. */
  path: string
  /** Of one access; null: of all. */
  bankSessionId: string | null
  banks: readonly BankHealthDto[]
  page: CallsPage
  onlyFailed: boolean
  isOlder: boolean
  format: Format
  /** What is left of the day's automatic reads. */
  children?: ReactNode
}

/** How banks answer, and every call made to them. */
export function HealthPage({ path, bankSessionId, banks, page, onlyFailed, isOlder, format, children }: HealthPageProps) {
  const t = useTranslations('banks.health')
  const filter = onlyFailed ? 'only=failed' : ''
  const views = [
    { href: path, label: t('calls.all'), isCurrent: !onlyFailed },
    { href: `${path}?only=failed`, label: t('calls.failed'), isCurrent: onlyFailed },
  ]
  return (
    <>
      <Section title={t('state.title')} className="mt-2">
        <HealthStates banks={banks} format={format} />
        {children}
      </Section>
      <Section title={t('calls.title')} aside={<SegmentedLinks label={t('calls.which')} options={views} />}>
        <HealthCalls calls={page.calls} format={format} hasBank={bankSessionId === null} onlyFailed={onlyFailed} />
        <nav className="flex flex-wrap gap-4 py-2" aria-label={t('calls.title')}>
          {isOlder && (
            <Link className="tap" href={filter ? `${path}?${filter}` : path}>
              {t('calls.newest')}
            </Link>
          )}
          {page.next !== null && (
            <Link className="tap" href={`${path}?${filter ? `${filter}&` : ''}before=${page.next}`}>
              {t('calls.older')}
            </Link>
          )}
        </nav>
        <p className="footnote">{t('note')}</p>
      </Section>
      {bankSessionId !== null && <DiagnosticsFile bankSessionId={bankSessionId} />}
    </>
  )
}

function DiagnosticsFile({ bankSessionId }: { bankSessionId: string }) {
  const t = useTranslations('banks.health.diagnostics')
  return (
    <Section title={t('title')}>
      <p className="py-3 text-14 text-muted">{t('what')}</p>
      <div className="actions stackable">
        <a className={buttonClass('bordered')} href={`/api/diagnostics/${bankSessionId}`} download>
          <Download className="ic s" aria-hidden="true" />
          {t('download')}
        </a>
      </div>
    </Section>
  )
}
