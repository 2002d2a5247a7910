import { formatDay } from '@/lib/core/format-day'
import { formatMoneyParts } from '@/lib/core/format-money'
import { readFormatStyle } from '@/lib/core/format-style'
import { utcDay } from '@/lib/core/iso-date'

export type Option = { readonly value: string; readonly label: string }

/** The euro and the currencies the European Central Bank quotes: only between these can totals be converted. */
export const BASE_CURRENCIES = [
  'EUR',
  'AUD',
  'BRL',
  'CAD',
  'CHF',
  'CNY',
  'CZK',
  'DKK',
  'GBP',
  'HKD',
  'HUF',
  'IDR',
  'ILS',
  'INR',
  'ISK',
  'JPY',
  'KRW',
  'MXN',
  'MYR',
  'NOK',
  'NZD',
  'PHP',
  'PLN',
  'RON',
  'SEK',
  'SGD',
  'THB',
  'TRY',
  'USD',
  'ZAR',
] as const

/** Countries' ways of writing numbers and dates. */
const FORMAT_LOCALES = [
  'en-GB',
  'en-IE',
  'en-US',
  'fi-FI',
  'sv-FI',
  'sv-SE',
  'nb-NO',
  'da-DK',
  'is-IS',
  'et-EE',
  'lv-LV',
  'lt-LT',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-BE',
  'nl-NL',
  'nl-BE',
  'it-IT',
  'es-ES',
  'pt-PT',
  'pl-PL',
  'cs-CZ',
  'sk-SK',
  'sl-SI',
  'hr-HR',
  'hu-HU',
  'ro-RO',
  'bg-BG',
  'el-GR',
] as const

/** "Euro, EUR", the base currencies in the language's order, the euro first. */
export function listCurrencies(language: string): Option[] {
  const names = new Intl.DisplayNames(language, { type: 'currency' })
  const options = BASE_CURRENCIES.map((value) => ({ value, label: `${names.of(value) ?? value}, ${value}` }))
  const [euro, ...rest] = options
  return [euro!, ...rest.sort((a, b) => a.label.localeCompare(b.label, language))]
}

/** "1 234,56 · 20 November 2026 · Finland, Finnish", in the order of the countries; the wanted one is on the list even when we did not think of it. */
export function listFormatLocales(language: string, wanted: string): Option[] {
  const tags = [...new Set<string>([...FORMAT_LOCALES, wanted])]
  const places = tags.map((value) => ({ value, country: countryOf(value, language) }))
  places.sort((a, b) => a.country.localeCompare(b.country, language))
  return places.map(({ value, country }) => ({ value, label: `${formatSample(value, language)} · ${country}` }))
}

/** How an amount and a day look in a country: "1 234,56 · 20 November 2026". */
function formatSample(tag: string, language: string): string {
  const style = readFormatStyle(tag)
  const today = utcDay(new Date())
  const { whole, decimal, fraction } = formatMoneyParts({ amount: '1234.56', currency: 'EUR' }, style)
  return `${whole}${decimal}${fraction} · ${formatDay(today, 'full', { language, style, today })}`
}

/** "English": a language in its own words. */
export function languageName(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

function countryOf(tag: string, language: string): string {
  const { region, language: own } = new Intl.Locale(tag)
  const country = region ? (new Intl.DisplayNames(language, { type: 'region' }).of(region) ?? region) : tag
  const hasOthers = FORMAT_LOCALES.filter((known) => known.endsWith(`-${region ?? '?'}`)).length > 1
  return hasOthers ? `${country}, ${new Intl.DisplayNames(language, { type: 'language' }).of(own) ?? own}` : country
}
