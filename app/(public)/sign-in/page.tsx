import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/auth/sign-in-form'
import { BarePage } from '@/components/ui/bare-page'
import { Notice } from '@/components/ui/notice'
import { SimulatedBadge } from '@/components/ui/simulated-badge'
import { findEntry } from '@/lib/auth/entry'
import { findRememberedPlace } from '@/lib/auth/remembered-place'
import { findRelyingParty } from '@/lib/core/relying-party'
import { env } from '@/lib/env'
import { getVisitor } from '@/lib/i18n/get-display'
import { askPasskeys } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('tab') }
}

type Params = { searchParams: Promise<{ note?: string | string[] }> }

export default async function SignInPage({ searchParams }: Params) {
  const entry = await findEntry()
  if (entry !== '/sign-in') redirect(entry)
  const [t, place, { timeZone }] = await Promise.all([getTranslations('signIn'), findRememberedPlace(), getVisitor()])
  return (
    <BarePage aside={env().simulator.enabled && <SimulatedBadge />}>
      <h1>{t(`greeting.${partOfDay(timeZone)}`)}</h1>
      <p className="mt-2 mb-6 text-muted">{place ? t('place', { place }) : t('stranger')}</p>
      {(await searchParams).note === 'bank' && <SignedOutAtBank />}
      <SignInForm askPasskeys={typeof findRelyingParty(env().appUrl) === 'string' ? null : askPasskeys} />
      <p className="mt-8 border-t border-hairline pt-3 text-14 text-muted">{t('newHere')}</p>
    </BarePage>
  )
}

/** Back from a bank without a login: a trip is finished only by the login it was begun in. */
async function SignedOutAtBank() {
  const t = await getTranslations('callback.signedOut')
  return (
    <div className="mb-6">
      <Notice title={t('title')}>{t('what')}</Notice>
    </div>
  )
}

function partOfDay(timeZone: string): 'morning' | 'day' | 'evening' {
  const hour = Number.parseInt(new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(new Date()), 10)
  if (hour >= 5 && hour < 11) return 'morning'
  return hour >= 11 && hour < 17 ? 'day' : 'evening'
}
