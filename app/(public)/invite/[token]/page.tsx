import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AcceptInviteForm } from '@/components/auth/accept-invite-form'
import { BarePage } from '@/components/ui/bare-page'
import { Notice } from '@/components/ui/notice'
import { SimulatedBadge } from '@/components/ui/simulated-badge'
import { findOpenInvite } from '@/lib/auth/accept-invite'
import { findViewer } from '@/lib/auth/find-viewer'
import { env } from '@/lib/env'
import { languageName, listFormatLocales } from '@/lib/households/display-options'
import { getVisitor } from '@/lib/i18n/get-display'
import { getFormat } from '@/lib/i18n/get-format'
import { LANGUAGES } from '@/lib/i18n/locales'
import { acceptInvitation } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('invite'))('tab') }
}

/** Where an invitation's link leads. It can be opened often and used once. */
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const [invite, viewer, t, format, visitor] = await Promise.all([
    findOpenInvite(token),
    findViewer(),
    getTranslations('invite'),
    getFormat(),
    getVisitor(),
  ])
  if (!invite) return <NoInvite />
  const { language, formatLocale, timeZone } = visitor
  return (
    <BarePage aside={env().simulator.enabled && <SimulatedBadge />}>
      <h1>{t('title', { household: invite.householdName })}</h1>
      <p className="mt-2 text-muted">{t('intro', { inviter: invite.inviterName, time: format.time(invite.expiresAt) })}</p>
      <p className="mt-2 mb-6 text-muted">{t(`role.${invite.role}`)}</p>
      {viewer && (
        <div className="mb-6">
          <Notice title={t('signedInAs', { name: viewer.name })}>{t('signedInHelp')}</Notice>
        </div>
      )}
      <AcceptInviteForm
        token={token}
        accept={acceptInvitation}
        languages={LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
        formats={listFormatLocales(language, formatLocale)}
        initial={{ locale: language, formatLocale, timeZone }}
      />
    </BarePage>
  )
}

async function NoInvite() {
  const t = await getTranslations('invite.gone')
  return (
    <BarePage>
      <h1>{t('title')}</h1>
      <p className="mt-2 text-muted">{t('what')}</p>
    </BarePage>
  )
}
