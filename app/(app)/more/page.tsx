import { ChevronRight, History, Link as LinkIcon, Settings2, Users } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cookies } from 'next/headers'
import { SignOutButton } from '@/components/auth/sign-out-button'
import { PageHeader } from '@/components/ui/page-header'
import { Row } from '@/components/ui/row'
import { Section } from '@/components/ui/section'
import { ThemeToggle } from '@/components/ui/theme-toggle'
import { requireViewer } from '@/lib/auth/require-viewer'
import { parseTheme, THEME_COOKIE } from '@/lib/core/cookies'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('nav'))('more') }
}

/** What does not fit the phone's tab bar. */
export default async function MorePage() {
  const viewer = await requireViewer()
  const [t, ui, jar] = await Promise.all([getTranslations('nav'), getTranslations('ui.theme'), cookies()])
  const end = <ChevronRight className="ic s text-muted" aria-hidden="true" />
  return (
    <>
      <PageHeader title={t('more')} />
      <main id="main" tabIndex={-1}>
        <ul className="rows">
          <li>
            <Row
              href="/payments"
              lead={<History className="ic" aria-hidden="true" />}
              name={t('payments')}
              sub={t('paymentsSub')}
              end={end}
            />
          </li>
          <li>
            <Row href="/banks" lead={<LinkIcon className="ic" aria-hidden="true" />} name={t('banks')} sub={t('banksSub')} end={end} />
          </li>
          <li>
            <Row
              href="/household"
              lead={<Users className="ic" aria-hidden="true" />}
              name={t('household')}
              sub={viewer.householdName}
              end={end}
            />
          </li>
          <li>
            <Row href="/settings" lead={<Settings2 className="ic" aria-hidden="true" />} name={t('settings')} sub={viewer.name} end={end} />
          </li>
        </ul>
        <Section title={ui('label')}>
          <div className="pt-3">
            <ThemeToggle initial={parseTheme(jar.get(THEME_COOKIE)?.value)} />
          </div>
        </Section>
        <div className="actions stackable mt-8">
          <SignOutButton look="bordered" />
        </div>
      </main>
    </>
  )
}
