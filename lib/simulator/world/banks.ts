import type { PersonalityName } from '../personalities'
import type { Bank } from './bank'
import type { PsuType } from './psu-type'
import { authMethodsOf, type AuthSetup } from './auth-methods'
import { describePayments } from './payment-offers'

const DAY_SECONDS = 86_400
const CONSENT_180 = 180 * DAY_SECONDS
const CONSENT_90 = 90 * DAY_SECONDS

const CURRENCIES: Record<string, string> = { SE: 'SEK', NO: 'NOK', DK: 'DKK', PL: 'PLN', IS: 'ISK' }

type More = {
  readonly group?: string
  readonly beta?: boolean
  readonly psuTypes?: readonly PsuType[]
  readonly auth?: AuthSetup
  readonly days?: 90 | 180
  readonly headers?: readonly string[]
  readonly logo?: Bank['logo']
  readonly bic?: null
}

type Row = readonly [country: string, name: string, personality: PersonalityName, bicPrefix: string, more?: More]

const IP = ['Psu-Ip-Address']
const IP_AGENT = ['Psu-Ip-Address', 'Psu-User-Agent']
const ALL_HEADERS = [
  'Psu-Ip-Address',
  'Psu-User-Agent',
  'Psu-Referer',
  'Psu-Accept',
  'Psu-Accept-Charset',
  'Psu-Accept-Encoding',
  'Psu-Accept-language',
]
const BOTH: readonly PsuType[] = ['personal', 'business']
const TALKOO = 'Talkoo Group'
const GEMEINSAM = 'Gemeinsam eG'

/** Invented banks. The bank's code in the BIC is four letters no real bank was known to use. */
const ROWS: readonly Row[] = [
  ['FI', 'Saaristo Bank', 'by-the-book', 'SARI', { headers: IP_AGENT, psuTypes: BOTH }],
  ['FI', 'Kontur', 'small-pages', 'KNTU', { headers: IP, days: 90, logo: 'png' }],
  ['FI', 'Tammi Savings Bank', 'no-references', 'TMMI', { group: TALKOO }],
  ['FI', 'Koivu Cooperative Bank', 'pending-refused', 'KOIV', { group: TALKOO }],
  ['FI', 'Kataja Cooperative Bank', 'references-change-when-booked', 'KTJA', { group: TALKOO }],
  ['FI', 'Pihlaja Cooperative Bank', 'empty-pages', 'PHLJ', { group: TALKOO }],
  ['FI', 'Haapa Cooperative Bank', 'balances-fail', 'HAPA', { group: TALKOO, beta: true }],
  ['FI', 'Leppä Cooperative Bank', 'keys-left-out', 'LEPA', { group: TALKOO }],
  ['FI', 'Paju Cooperative Bank', 'empty-text', 'PAJU', { group: TALKOO, bic: null }],
  ['FI', 'Tuomi Cooperative Bank', 'inclusive-window', 'TUMI', { group: TALKOO, days: 90 }],
  ['SE', 'Norrskenbanken', 'three-decimals', 'NRSK', { headers: IP_AGENT, auth: 'two-methods' }],
  ['SE', 'Älvbanken', 'attended-only', 'ALVB', { headers: IP, auth: 'decoupled' }],
  ['SE', 'Skärgårdskassan', 'one-session', 'SKGD', { days: 90, logo: 'png' }],
  ['NO', 'Fjordkassen', 'strict-quota', 'FJRK', { headers: ALL_HEADERS, auth: 'decoupled' }],
  ['NO', 'Viddebanken', 'longest-needs-date', 'VIDB', { headers: IP_AGENT, beta: true }],
  ['NO', 'Lyngheim Sparekasse', 'by-the-book', 'LYNG', {}],
  ['DK', 'Bøgebanken', 'date-to-refused', 'BOGB', { auth: 'two-methods' }],
  ['DK', 'Klitkassen', 'by-the-book', 'KLIT', { days: 90, logo: 'png' }],
  ['DE', 'Lindenbank', 'sepa-tags', 'LNDB', { auth: 'user-id', group: GEMEINSAM, psuTypes: BOTH, headers: IP }],
  ['DE', 'Deichkasse Nord', 'label-soup', 'DCHK', { auth: 'user-id', group: GEMEINSAM }],
  ['DE', 'Blitzkonto', 'references-per-delivery', 'BLKO', { days: 90 }],
  ['DE', 'Moorbank', 'positional-references', 'MORB', { auth: 'lookahead', group: GEMEINSAM, beta: true, logo: 'script-svg' }],
  ['FR', 'Banque des Tilleuls', 'credit-in-available', 'BQTL', { days: 90, auth: 'user-id', psuTypes: BOTH }],
  ['FR', 'Caisse du Vent', 'keys-left-out', 'CSVT', { beta: true, group: 'Quatre Vents' }],
  ['FR', 'Caisse de la Marée', 'by-the-book', 'CSMR', { beta: true, group: 'Quatre Vents' }],
  ['SI', 'Lipova Banka', 'by-the-book', 'LIPB', { days: 90 }],
  ['SI', 'Kozolec Hranilnica', 'oddities', 'KZLC', { beta: true }],
  ['NL', 'Wilgenbank', 'merchant-in-address', 'WLGB', { psuTypes: BOTH }],
  ['NL', 'Polderkas', 'own-name-as-creditor', 'PLDK', {}],
  ['ES', 'Banco Olivar', 'longest-needs-date', 'BOLV', { auth: 'embedded', days: 90, headers: IP }],
  ['ES', 'Caja Levante Sur', 'pending-bad-request', 'CJLS', { auth: 'runaway-template' }],
  ['IT', 'Banca dei Platani', 'merchant-in-address', 'BPLT', { auth: 'two-methods', headers: IP }],
  ['IT', 'Cassa Collina', 'strict-quota', 'CSCL', { days: 90 }],
  ['EE', 'Pärnapank', 'by-the-book', 'PRNP', { auth: 'embedded' }],
  ['EE', 'Rannapank', 'references-per-delivery', 'RNNP', { beta: true }],
  ['LV', 'Kļavu Banka', 'by-the-book', 'KLVB', {}],
  ['LV', 'Jūras Banka', 'empty-pages', 'JRSB', { headers: IP }],
  ['LT', 'Ąžuolo Bankas', 'by-the-book', 'AZLB', { days: 90 }],
  ['LT', 'Gintaro Unija', 'no-references', 'GNTU', {}],
  ['PL', 'Bank Jesion', 'merchant-in-address', 'BJSN', { auth: 'two-methods' }],
  ['PL', 'Kasa Bursztyn', 'label-soup', 'KBRS', { days: 90 }],
  ['AT', 'Ahornbank', 'technical-line-first', 'AHRN', { auth: 'user-id' }],
  ['AT', 'Almkasse', 'references-change-when-booked', 'ALMK', {}],
  ['IE', 'Willow Bank', 'by-the-book', 'WLWB', { headers: IP_AGENT }],
  ['IE', 'Corrib Credit Union', 'pending-bad-request', 'CRRB', { beta: true }],
  ['FI', 'Raita Cooperative Bank', 'references-come-later', 'RATA', { group: TALKOO }],
  ['FI', 'Vaahtera Cooperative Bank', 'dates-shift', 'VAHT', { group: TALKOO }],
  ['FI', 'Tyrni Cooperative Bank', 'live-pages', 'TYRN', { group: TALKOO }],
  ['FI', 'Lehmus Cooperative Bank', 'accounts-renumbered', 'LHMS', { group: TALKOO }],
  ['FI', 'Jalava Cooperative Bank', 'hash-changes', 'JLVA', { group: TALKOO }],
  ['FI', 'Halava Cooperative Bank', 'accounts-come-and-go', 'HLVA', { group: TALKOO }],
  ['SE', 'Tallbanken', 'renumbered', 'TLLB', {}],
  ['SE', 'Rönnbanken', 'inclusive-window-unsaid', 'RONB', {}],
  ['SE', 'Asp Sparbank', 'session-ends-unsaid', 'ASPB', {}],
  ['NO', 'Rognebanken', 'date-from-exclusive', 'RGNB', {}],
  ['NO', 'Selje Sparebank', 'session-ends-at-sign-in', 'SLJE', {}],
  ['DK', 'Hyldebanken', 'oldest-first', 'HYLD', {}],
  ['IS', 'Hraunbanki', 'shifting-references', 'HRNB', {}],
  ['DE', 'Schleusenbank', 'references-in-phases', 'SLSN', { days: 90 }],
  ['DE', 'Torfbank', 'status-breaks-paging', 'TRFB', {}],
  ['DE', 'Ulmenbank', 'period-invalid', 'ULMB', { days: 90 }],
  ['DE', 'Erlenbank', 'headers-refused', 'ERLB', { headers: IP }],
  ['FR', 'Banque du Noyer', 'pending-as-other', 'BQNY', { days: 90 }],
  ['FR', 'Caisse du Châtaignier', 'card-mirrors-current', 'CSCH', {}],
  ['SI', 'Brezova Banka', 'card-balances-fail', 'BRZV', {}],
  ['NL', 'Kastanjebank', 'own-name-or-none', 'KSTB', {}],
  ['NL', 'Essenbank', 'zulu-session', 'ESNB', {}],
  ['ES', 'Banco Encina', 'everything-new-each-time', 'BENC', {}],
  ['ES', 'Caja Fresno', 'quota-per-consent', 'CJFR', {}],
  ['ES', 'Caixa Alber', 'quota-wrapped', 'CXLB', {}],
  ['IT', 'Banca Ginestra', 'transaction-id-only', 'BGNS', {}],
  ['IT', 'Cassa dei Tigli', 'booked-includes-pending', 'CTGL', {}],
  ['EE', 'Kasepank', 'texts-change', 'KASP', {}],
  ['LV', 'Liepu Banka', 'order-changes', 'LIPU', {}],
  ['LV', 'Bērzu Banka', 'date-to-exclusive', 'BRZU', {}],
  ['LV', 'Ozola Banka', 'dates-shift-without-references', 'OZLA', {}],
  ['LT', 'Beržo Bankas', 'dates-come-later', 'BRZO', {}],
  ['PL', 'Bank Modrzew', 'day-sequence-references', 'BMDR', {}],
  ['PL', 'Bank Olcha', 'quota-rolling', 'BOLC', {}],
  ['AT', 'Lärchenbank', 'references-change-after-booking', 'LRCB', {}],
  ['IE', 'Hazel Bank', 'estimated-amounts', 'HZLB', {}],
  ['EE', 'Lepapank', 'corrected-payments', 'LEPP', {}],
  ['IE', 'Rowan Bank', 'longest-stale', 'RWNB', {}],
]

export const BANKS: readonly Bank[] = ROWS.map(toBank)

/** The bank of a measuring run: by the book, nothing in the way. */
export const BENCH_BANK: Bank = toBank(['FI', 'Bench Bank', 'by-the-book', 'BNCH'])

function toBank([country, name, personality, prefix, more = {}]: Row): Bank {
  const currency = CURRENCIES[country] ?? 'EUR'
  const psuTypes = more.psuTypes ?? ['personal']
  return {
    slug: `${country}-${name}`
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/ø/g, 'o')
      .replace(/[^a-z]+/g, '-'),
    name,
    country,
    currency,
    bic: more.bic === null ? null : `${prefix}${country}22`,
    group: more.group ?? null,
    beta: more.beta ?? false,
    psuTypes,
    authMethods: authMethodsOf(more.auth ?? 'redirect', psuTypes),
    maximumConsentValiditySeconds: more.days === 90 ? CONSENT_90 : CONSENT_180,
    requiredPsuHeaders: more.headers ?? [],
    personality,
    payments: describePayments({ name, country, currency, psuTypes }),
    logo: more.logo ?? 'svg',
  }
}
