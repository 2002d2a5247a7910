import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeviceList } from '@/components/settings/device-list'
import { PasswordForm } from '@/components/settings/password-form'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { deviceName } from '@/lib/auth/device-name'
import { listLoginSessions } from '@/lib/auth/login-session'
import { requireViewer } from '@/lib/auth/require-viewer'
import { savePassword, signOutDevice, signOutOthers } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('places.security.name') }
}

/** Where this person is signed in, and their password. */
export default async function SecurityPage() {
  const viewer = await requireViewer()
  const [t, sessions] = await Promise.all([getTranslations('settings'), listLoginSessions(viewer)])
  const devices = sessions.map(({ id, userAgent, createdAt, lastSeenAt, isThisDevice }) => ({
    id,
    ...deviceName(userAgent),
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isThisDevice,
  }))
  return (
    <>
      <PageHeader title={t('places.security.name')} back={{ href: '/settings', place: t('title') }} />
      <main id="main" tabIndex={-1} className="max-w-140">
        <Section title={t('devices.title')} className="mt-2">
          <DeviceList devices={devices} signOut={signOutDevice} signOutOthers={signOutOthers} />
        </Section>
        <Section title={t('password.title')}>
          <PasswordForm save={savePassword} />
        </Section>
      </main>
    </>
  )
}
