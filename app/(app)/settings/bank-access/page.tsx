import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { AppList } from '@/components/bank-access/app-list'
import { FailureTable, RestrictedProduction } from '@/components/bank-access/explanations'
import { RedirectAddress } from '@/components/bank-access/redirect-address'
import { TestAccess } from '@/components/bank-access/test-access'
import { ButtonLink } from '@/components/ui/button-link'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { requireViewer } from '@/lib/auth/require-viewer'
import { hasOwnInstanceApp, listBankApps, mayPay } from '@/lib/bank-sessions/bank-apps'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { env } from '@/lib/env'
import { mayDo } from '@/lib/households/viewer'
import { getFormat } from '@/lib/i18n/get-format'
import { testAccess } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bankAccess'))('title') }
}

/** Through which applications this person's banks are read, and all there is to know when one does not work. */
export default async function BankAccessPage() {
  const viewer = await requireViewer()
  if (!mayDo(viewer, 'connect_banks')) notFound()
  const [t, format, apps] = await Promise.all([getTranslations('bankAccess'), getFormat(viewer), listBankApps(viewer)])
  const hasInstance = hasOwnInstanceApp()
  const { appUrl, simulator } = env()
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/settings', place: t('settings') }} />
      <main id="main" tabIndex={-1} className="lg:max-w-[47rem]">
        <p className="text-muted">{t('intro')}</p>
        <Section title={t('own.title')}>
          <AppList apps={apps} format={format} />
          <div className="actions stackable mt-4">
            <ButtonLink look="main" href="/settings/bank-access/add">
              {t('own.add')}
            </ButtonLink>
          </div>
        </Section>
        <Section title={t('instance.title')}>
          <p className="py-3">{t(!hasInstance ? 'instance.none' : simulator.enabled ? 'instance.simulated' : 'instance.have')}</p>
          {hasInstance && <TestAccess bankAppId={null} test={testAccess} depth="brief" />}
        </Section>
        <RedirectAddress url={redirectUrl(appUrl)} paymentUrl={hasInstance || apps.some(mayPay) ? paymentRedirectUrl(appUrl) : null} />
        <RestrictedProduction />
        <FailureTable />
      </main>
    </>
  )
}
