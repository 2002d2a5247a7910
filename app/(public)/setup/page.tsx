import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { SetupForm } from '@/components/auth/setup-form'
import { BarePage } from '@/components/ui/bare-page'
import { SimulatedBadge } from '@/components/ui/simulated-badge'
import { findEntry } from '@/lib/auth/entry'
import { findSetupExpiry } from '@/lib/auth/setup-token'
import { env } from '@/lib/env'
import { languageName, listCurrencies, listFormatLocales } from '@/lib/households/display-options'
import { getVisitor } from '@/lib/i18n/get-display'
import { getFormat } from '@/lib/i18n/get-format'
import { LANGUAGES } from '@/lib/i18n/locales'
import { setUpInstance } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup'))('tab') }
}

/** The first visit of all, by the one-time link `npm start` prints. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const entry = await findEntry()
  if (entry !== '/setup') redirect(entry)
  const { token } = await searchParams
  const expiresAt = typeof token === 'string' ? await findSetupExpiry(token) : null
  if (typeof token !== 'string' || !expiresAt) return <NoLink hadToken={token !== undefined} />

  const [t, format, visitor] = await Promise.all([getTranslations('setup'), getFormat(), getVisitor()])
  const { language, formatLocale, timeZone } = visitor
  return (
    <BarePage aside={env().simulator.enabled && <SimulatedBadge />}>
      <SetupForm
        token={token}
        setUp={setUpInstance}
        languages={LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
        formats={listFormatLocales(language, formatLocale)}
        currencies={listCurrencies(language)}
        initial={{ locale: language, formatLocale, baseCurrency: 'EUR', timeZone }}
      >
        <h1 className="mt-5">{t('title')}</h1>
        <p className="mt-2 mb-6 text-muted">{t('intro', { time: format.time(expiresAt, 'relative') })}</p>
      </SetupForm>
      <p className="mt-8 border-t border-hairline pt-3 text-14 text-muted">{t('privacy')}</p>
    </BarePage>
  )
}

async function NoLink({ hadToken }: { hadToken: boolean }) {
  const t = await getTranslations('setup.noLink')
  return (
    <BarePage>
      <h1>{t(hadToken ? 'titleEnded' : 'title')}</h1>
      <p className="mt-2 text-muted">{t('what')}</p>
      <ul className="mt-5 grid gap-4">
        <li>
          <p>{t('terminal')}</p>
          <p className="mt-1 text-14 text-muted">{t('lasts')}</p>
        </li>
        <li>
          <p>{t('command')}</p>
          <pre className="rawbox code mt-2">npm run saldo -- setup-link</pre>
        </li>
      </ul>
    </BarePage>
  )
}
