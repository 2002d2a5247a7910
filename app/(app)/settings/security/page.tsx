import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DeviceList } from '@/components/settings/device-list'
import { PasskeyList } from '@/components/settings/passkey-list'
import { PasswordForm } from '@/components/settings/password-form'
import { TotpSetup } from '@/components/settings/totp-setup'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { deviceName } from '@/lib/auth/device-name'
import { listLoginSessions } from '@/lib/auth/login-session'
import { listPasskeys } from '@/lib/auth/passkeys'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findTotpSince } from '@/lib/auth/totp'
import { findRelyingParty } from '@/lib/core/relying-party'
import { env } from '@/lib/env'
import { findStepUp } from '@/lib/households/step-up'
import { savePassword, signOutDevice, signOutOthers } from '../actions'
import { forgetPasskey, forgetTotp, namePasskey, savePasskey, saveTotp, startPasskey, startTotp } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('places.security.name') }
}

/** With what this person proves who they are, and where they are signed in. */
export default async function SecurityPage() {
  const viewer = await requireViewer()
  const [t, { methods }, passkeys, totpSince, sessions] = await Promise.all([
    getTranslations('settings'),
    findStepUp(viewer),
    listPasskeys(viewer),
    findTotpSince(viewer),
    listLoginSessions(viewer),
  ])
  const party = findRelyingParty(env().appUrl)
  const devices = sessions.map(({ id, userAgent, createdAt, lastSeenAt, isThisDevice }) => ({
    id,
    ...deviceName(userAgent),
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    isThisDevice,
  }))
  const here = devices.find(({ isThisDevice }) => isThisDevice)
  return (
    <>
      <PageHeader title={t('places.security.name')} back={{ href: '/settings', place: t('title') }} />
      <main id="main" tabIndex={-1} className="max-w-140">
        <p className="text-muted">{t('factors.intro')}</p>
        <Section title={t('factors.passkeys.title')}>
          <PasskeyList
            passkeys={passkeys.map(({ createdAt, lastUsedAt, ...passkey }) => ({
              ...passkey,
              createdAt: createdAt.toISOString(),
              lastUsedAt: lastUsedAt?.toISOString() ?? null,
            }))}
            methods={methods}
            impossible={typeof party === 'string' ? party : null}
            suggestedName={[here?.browser, here?.system].filter(Boolean).join(', ')}
            actions={{ start: startPasskey, save: savePasskey, rename: namePasskey, remove: forgetPasskey }}
          />
        </Section>
        <Section title={t('factors.totp.title')}>
          <TotpSetup
            since={totpSince?.toISOString() ?? null}
            methods={methods}
            actions={{ start: startTotp, save: saveTotp, remove: forgetTotp }}
          />
        </Section>
        <Section title={t('devices.title')}>
          <DeviceList devices={devices} signOut={signOutDevice} signOutOthers={signOutOthers} />
        </Section>
        <Section title={t('password.title')}>
          <PasswordForm save={savePassword} />
        </Section>
      </main>
    </>
  )
}
