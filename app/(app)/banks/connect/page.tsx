import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import '@/components/banks/banks.css'
import { ConnectWizard } from '@/components/banks/connect-wizard'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorWords } from '@/components/ui/error-words'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/require-viewer'
import { availableSources } from '@/lib/bank-sessions/bank-apps'
import { guessCountry } from '@/lib/bank-sessions/guess-country'
import { listCountries } from '@/lib/bank-sessions/list-aspsps'
import { AppError, type AppErrorCode } from '@/lib/core/errors'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { readAcceptLanguage } from '@/lib/i18n/locales'
import { startBank } from '../actions'

export async function generateMetadata() {
  const t = await getTranslations('connect')
  return { title: t('title') }
}

type Params = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** Choosing a bank and going there. */
export default async function ConnectPage({ searchParams }: Params) {
  const viewer = await requireViewer()
  const t = await getTranslations('connect')
  const asked = await searchParams
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/banks', place: t('banksPlace') }} />
      <main id="main" tabIndex={-1}>
        <Wizard viewer={viewer} asked={{ ...readWishes(asked) }} />
      </main>
    </>
  )
}

type Wishes = { source: string | null; country: string | null; bank: string | null }

async function Wizard({ viewer, asked }: { viewer: Viewer; asked: Wishes }) {
  const t = await getTranslations('connect')
  if (!mayDo(viewer, 'connect_banks')) return <ErrorWords code="not_allowed" />
  const sources = (await availableSources(viewer)).map(({ bankAppId, label }) => ({
    value: bankAppId ?? 'instance',
    label: label ?? t('instance'),
  }))
  const source = sources.find(({ value }) => value === asked.source) ?? sources[0]
  if (!source) return <NoAccess />
  const countries = await countriesOf(viewer, source.value)
  if (typeof countries === 'string') return <Refused code={countries} />
  const guessed = guessCountry([viewer.formatLocale, ...readAcceptLanguage((await headers()).get('accept-language'))], countries)
  const country = countries.find((code) => code === asked.country) ?? guessed
  if (!country) return <Refused code="bank_answer_unusable" />
  const names = new Intl.DisplayNames([viewer.locale], { type: 'region' })
  const options = countries
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name, viewer.locale))
  return (
    <ConnectWizard
      sources={sources}
      countries={options}
      start={{ source: source.value, country, bank: asked.bank }}
      startBank={startBank}
    />
  )
}

async function countriesOf(viewer: Viewer, source: string): Promise<string[] | AppErrorCode> {
  try {
    return await listCountries(viewer, source)
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

async function NoAccess() {
  const t = await getTranslations('connect.none')
  return (
    <div className="page-lede">
      <h2>{t('title')}</h2>
      <p>{t('what')}</p>
      <div className="actions stackable mt-5">
        <ButtonLink look="main" href="/settings/bank-access">
          {t('button')}
        </ButtonLink>
      </div>
    </div>
  )
}

async function Refused({ code }: { code: AppErrorCode }) {
  const t = await getTranslations('connect')
  return (
    <div className="grid max-w-[40rem] gap-4">
      <ErrorWords code={code} />
      <div className="actions stackable">
        <ButtonLink look="main" href="/banks/connect">
          {t('again')}
        </ButtonLink>
        <ButtonLink href="/settings/bank-access">{t('none.button')}</ButtonLink>
      </div>
    </div>
  )
}

/** Anybody can write an address: whatever is not one plain value of the right form counts as not said. */
function readWishes(asked: Record<string, string | string[] | undefined>): Wishes {
  const one = (name: string) => {
    const value = asked[name]
    return typeof value === 'string' && value !== '' && value.length <= 200 ? value : null
  }
  return { source: one('source'), country: one('country'), bank: one('bank') }
}
