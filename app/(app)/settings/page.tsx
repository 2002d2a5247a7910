import { Archive, ChevronRight, KeyRound, ShieldCheck, UserRound, Users } from 'lucide-react'
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
import { mayDo } from '@/lib/households/viewer'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('title') }
}

const PLACES = [
  { key: 'profile', href: '/settings/profile', Icon: UserRound },
  { key: 'security', href: '/settings/security', Icon: ShieldCheck },
  { key: 'bankAccess', href: '/settings/bank-access', Icon: KeyRound },
  { key: 'bankAnswers', href: '/settings/bank-answers', Icon: Archive },
  { key: 'household', href: '/household', Icon: Users },
] as const

/** Everything that can be set, by what it concerns. */
export default async function SettingsPage() {
  const viewer = await requireViewer()
  const [t, jar] = await Promise.all([getTranslations('settings'), cookies()])
  const places = PLACES.filter(({ key }) => !key.startsWith('bank') || mayDo(viewer, 'connect_banks'))
  return (
    <>
      <PageHeader title={t('title')} />
      <main id="main" tabIndex={-1} className="max-w-140">
        <ul className="rows">
          {places.map(({ key, href, Icon }) => (
            <li key={key}>
              <Row
                href={href}
                lead={<Icon className="ic" aria-hidden="true" />}
                name={t(`places.${key}.name`)}
                sub={t(`places.${key}.sub`)}
                end={<ChevronRight className="ic s text-muted" aria-hidden="true" />}
              />
            </li>
          ))}
        </ul>
        <Section title={t('looks')}>
          <div className="pt-3">
            <ThemeToggle initial={parseTheme(jar.get(THEME_COOKIE)?.value)} />
          </div>
        </Section>
        <Section title={t('leave')}>
          <p className="py-3 text-14 text-muted">{t('leaveHelp', { name: viewer.name })}</p>
          <SignOutButton look="bordered" />
        </Section>
      </main>
    </>
  )
}
