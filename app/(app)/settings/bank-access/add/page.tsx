import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { KeyForm } from '@/components/bank-access/key-form'
import { MakeKey } from '@/components/bank-access/make-key'
import { RedirectAddress } from '@/components/bank-access/redirect-address'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { requireViewer } from '@/lib/auth/require-viewer'
import { paymentRedirectUrl, redirectUrl } from '@/lib/bank-sessions/redirect-url'
import { env } from '@/lib/env'
import { mayDo } from '@/lib/households/viewer'
import { makeKey, saveOwnKey } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bankAccess'))('add.title') }
}

/** Two ways to an application of one's own: bring id and key, or make a key here. */
export default async function AddApplicationPage() {
  const viewer = await requireViewer()
  if (!mayDo(viewer, 'connect_banks')) notFound()
  const t = await getTranslations('bankAccess')
  return (
    <>
      <PageHeader title={t('add.title')} back={{ href: '/settings/bank-access', place: t('title') }} />
      <main id="main" tabIndex={-1} className="lg:max-w-[47rem]">
        <Section title={t('add.haveTitle')} className="">
          <p className="py-3 text-muted">{t('add.haveHelp')}</p>
          <KeyForm save={saveOwnKey} />
        </Section>
        <Section title={t('add.makeTitle')}>
          <p className="py-3 text-muted">{t('add.makeHelp')}</p>
          <MakeKey make={makeKey} />
        </Section>
        <RedirectAddress url={redirectUrl(env().appUrl)} paymentUrl={paymentRedirectUrl(env().appUrl)} />
      </main>
    </>
  )
}
