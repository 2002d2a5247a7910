import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ProfileForm } from '@/components/settings/profile-form'
import { PageHeader } from '@/components/ui/page-header'
import { getEmail } from '@/lib/auth/profile'
import { requireViewer } from '@/lib/auth/require-viewer'
import { languageName, listFormatLocales } from '@/lib/households/display-options'
import { LANGUAGES } from '@/lib/i18n/locales'
import { saveProfile } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('places.profile.name') }
}

export default async function ProfilePage() {
  const viewer = await requireViewer()
  const [t, email] = await Promise.all([getTranslations('settings'), getEmail(viewer)])
  return (
    <>
      <PageHeader title={t('places.profile.name')} back={{ href: '/settings', place: t('title') }} />
      <main id="main" tabIndex={-1} className="max-w-140">
        <ProfileForm
          save={saveProfile}
          name={viewer.name}
          email={email}
          languages={LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
          formats={listFormatLocales(viewer.locale, viewer.formatLocale)}
          initial={{ locale: viewer.locale, formatLocale: viewer.formatLocale, timeZone: viewer.timeZone }}
        />
      </main>
    </>
  )
}
