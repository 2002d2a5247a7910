/**
 * How a person's country writes numbers and dates, read once from Intl on the server and handed to the browser as data,
 * so both draw the same text and no list row has to build an Intl object.
 */
export type FormatStyle = {
  readonly decimal: string
  readonly group: string
  /** Digits in the group next to the decimal sign, and in the groups before it (3 and 2 in India). */
  readonly lastGroup: number
  readonly otherGroups: number
  /** Whole parts with fewer digits are not grouped (Spanish and Polish write 1234, but 12 345). */
  readonly groupFromDigits: number
  readonly symbolFirst: boolean
  readonly symbolGap: string
  readonly percentGap: string
  /** "Nov 18" rather than "18 Nov". */
  readonly monthFirst: boolean
  readonly hour12: boolean
}

/** Reads the style of a BCP 47 tag such as `fi-FI`; an unknown or broken tag gives that of `en-GB`. */
export function readFormatStyle(locale: string): FormatStyle {
  const tag = supportedTag(locale)
  return { ...readNumberStyle(tag), ...readCurrencyStyle(tag), ...readDateStyle(tag) }
}

const FALLBACK = 'en-GB'
const LATIN = { numberingSystem: 'latn' } as const

function supportedTag(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? FALLBACK
  } catch {
    return FALLBACK
  }
}

function readNumberStyle(tag: string) {
  const format = new Intl.NumberFormat(tag, { ...LATIN, minimumFractionDigits: 1 })
  const parts = format.formatToParts(12345678901n)
  const groups = parts.filter((part) => part.type === 'integer').map((part) => part.value.length)
  const group = valueOf(parts, 'group') ?? ''
  const groups4 = valueOf(format.formatToParts(1234n), 'group') !== undefined
  return {
    decimal: valueOf(parts, 'decimal') ?? '.',
    group,
    lastGroup: groups.at(-1) ?? 3,
    otherGroups: groups.at(-2) ?? 3,
    groupFromDigits: groups4 ? 4 : 5,
  }
}

function readCurrencyStyle(tag: string) {
  const options = { ...LATIN, style: 'currency', currency: 'EUR', currencyDisplay: 'narrowSymbol' } as const
  const parts = new Intl.NumberFormat(tag, options).formatToParts(1n).filter((part) => part.value.trim() !== '' || part.type === 'literal')
  const symbolAt = parts.findIndex((part) => part.type === 'currency')
  const symbolFirst = symbolAt < parts.findIndex((part) => part.type === 'integer')
  const percent = new Intl.NumberFormat(tag, { ...LATIN, style: 'percent' }).format(1n)
  return {
    symbolFirst,
    symbolGap: parts.some((part) => part.type === 'literal') ? '\u00A0' : '',
    percentGap: /[\s\u00A0\u202F]/.test(percent) ? '\u00A0' : '',
  }
}

function readDateStyle(tag: string) {
  const parts = new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric' }).formatToParts(new Date(0)).map((part) => part.type)
  // A country that writes the year first names a day "18 Nov" in English, so only month-day-year countries swap the two.
  const full = new Intl.DateTimeFormat(tag).formatToParts(new Date(0)).map((part) => part.type)
  const yearFirst = full.indexOf('year') === 0
  return {
    monthFirst: !yearFirst && parts.indexOf('month') < parts.indexOf('day'),
    hour12: new Intl.DateTimeFormat(tag, { hour: 'numeric' }).resolvedOptions().hour12 === true,
  }
}

function valueOf(parts: Intl.NumberFormatPart[], type: Intl.NumberFormatPartTypes): string | undefined {
  return parts.find((part) => part.type === type)?.value
}
