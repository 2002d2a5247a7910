/** Languages with a complete catalogue in messages/. */
export const LANGUAGES = ['en'] as const

export type Language = (typeof LANGUAGES)[number]

export const DEFAULT_LANGUAGE: Language = 'en'

/** Cookies a visitor's choices live in before and beside the user's row. */
export const LOCALE_COOKIE = 'saldo-locale'
export const FORMAT_COOKIE = 'saldo-format'
export const TIME_ZONE_COOKIE = 'saldo-time-zone'

/** The first wish that has a catalogue ("de-AT" asks for "de"); English otherwise. */
export function pickLanguage(wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    const language = wish?.split('-')[0]?.toLowerCase()
    const found = LANGUAGES.find((known) => known === language)
    if (found) return found
  }
  return DEFAULT_LANGUAGE
}

/**
 * The tag whose number and date habits to follow: the first that Intl knows. A bare "en" says nothing of a country
 * and gives way to a later wish with one ("en, fi-FI" writes 1 234,56).
 */
export function pickFormatLocale(wishes: readonly (string | undefined)[]): string {
  const known = wishes.filter((wish) => wish !== undefined && isKnownTag(wish)) as string[]
  return known.find((tag) => tag.includes('-')) ?? known[0] ?? 'en-GB'
}

/** Reads `Accept-Language` (RFC 9110 §12.5.4) into tags, best first; at most ten. */
export function readAcceptLanguage(header: string | null | undefined): string[] {
  const wishes = (header ?? '').split(',', 10).map((item) => {
    const [tag = '', ...parameters] = item.trim().split(';')
    const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean)
    return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
  })
  return wishes
    .filter(({ tag, quality }) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

function isKnownTag(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}
