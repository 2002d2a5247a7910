import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { DraftApplication } from '@/components/bank-access/draft-application'
import { RedirectAddress } from '@/components/bank-access/redirect-address'
import { RegisteredApplication } from '@/components/bank-access/registered-application'
import { PageHeader } from '@/components/ui/page-header'
import { getEmail } from '@/lib/auth/profile'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findBankApp, mayPay } from '@/lib/bank-sessions/bank-apps'
import { getBankAppCertificate } from '@/lib/bank-sessions/draft-bank-app'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { env } from '@/lib/env'
import { mayDo } from '@/lib/households/viewer'
import { claimRegistered, registerWithToken, removeApplication, testAccess } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bankAccess'))('title') }
}

/** One of the member's own applications: how it stands, or, for a key made here, how to register it. */
export default async function ApplicationPage({ params }: { params: Promise<{ bankAppId: string }> }) {
  const viewer = await requireViewer()
  const app = mayDo(viewer, 'connect_banks') ? await findBankApp(viewer, (await params).bankAppId) : null
  if (!app) notFound()
  const t = await getTranslations('bankAccess')
  const { appUrl } = env()
  const isDraft = app.applicationId === null
  const manage = { test: testAccess, remove: removeApplication }
  return (
    <>
      <PageHeader
        title={isDraft ? t('draft.title') : (app.name ?? t('title'))}
        back={{ href: '/settings/bank-access', place: t('title') }}
      />
      <main id="main" tabIndex={-1} className="lg:max-w-[47rem]">
        {isDraft ? (
          <DraftApplication
            bankAppId={app.id}
            certificate={await getBankAppCertificate(viewer, app.id)}
            email={await getEmail(viewer)}
            actions={{ claim: claimRegistered, register: registerWithToken, remove: removeApplication }}
          />
        ) : (
          <RegisteredApplication app={app} manage={manage} />
        )}
        <RedirectAddress url={redirectUrl(appUrl)} paymentUrl={mayPay(app) ? paymentRedirectUrl(appUrl) : null} />
      </main>
    </>
  )
}
