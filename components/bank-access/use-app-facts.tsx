import { useLocale, useTranslations } from 'next-intl'
import type { Definition } from '@/components/ui/definition-rows'
import type { RegisteredRedirects } from '@/lib/bank-sessions/bank-app-dto'
import { environmentKey } from './environment-key'

export type ShownFacts = RegisteredRedirects & {
  readonly applicationId: string | null
  readonly environment: string | null
  readonly active: boolean | null
  readonly countries: readonly string[]
  readonly services: readonly string[]
}

/** What a test call found, as rows. */
export function useAppFacts(): (facts: ShownFacts) => Definition[] {
  const t = useTranslations('bankAccess')
  const regions = new Intl.DisplayNames([useLocale()], { type: 'region', fallback: 'code' })
  const nameOf = (country: string) => (/^[A-Z]{2}$/.test(country) ? (regions.of(country) ?? country) : country)
  const serviceOf = (service: string) => (service === 'AIS' || service === 'PIS' ? t(`facts.service${service}`) : service)
  const listOf = (texts: readonly string[]) => (texts.length > 0 ? texts.join(', ') : t('facts.none'))
  return (facts) => {
    const environment = environmentKey(facts.environment)
    return [
      ...(facts.applicationId
        ? [{ term: t('facts.applicationId'), value: <span className="code break-all">{facts.applicationId}</span> }]
        : []),
      { term: t('facts.environment'), value: environment ? t(environment) : (facts.environment ?? t('facts.never')) },
      { term: t('facts.active'), value: t(facts.active ? 'facts.activeYes' : 'facts.activeNo') },
      { term: t('facts.countries'), value: listOf(facts.countries.map(nameOf)) },
      { term: t('facts.services'), value: listOf(facts.services.map(serviceOf)) },
      { term: t('facts.redirect'), value: t(facts.isRedirectRegistered ? 'facts.redirectYes' : 'facts.redirectNo') },
      ...(facts.isPaymentRedirectRegistered === null
        ? []
        : [{ term: t('facts.redirectPayments'), value: t(`facts.${paymentRedirectKey(facts)}`) }]),
    ]
  }
}

/** Payments come back by the other address as long as that one is there. */
function paymentRedirectKey({ isRedirectRegistered, isPaymentRedirectRegistered }: RegisteredRedirects) {
  if (isPaymentRedirectRegistered) return 'redirectYes'
  return isRedirectRegistered ? 'redirectPaymentsNo' : 'redirectNo'
}
