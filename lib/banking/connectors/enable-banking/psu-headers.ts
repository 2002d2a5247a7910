import type { PsuContext } from '@/lib/banking/port'

/** Header name as documented → where its value comes from. `Psu-Geo-Location` is missing: we never know it, so we never say it. */
const SOURCES: readonly (readonly [string, keyof PsuContext])[] = [
  ['Psu-Ip-Address', 'ipAddress'],
  ['Psu-User-Agent', 'userAgent'],
  ['Psu-Referer', 'referer'],
  ['Psu-Accept', 'accept'],
  ['Psu-Accept-Charset', 'acceptCharset'],
  ['Psu-Accept-Encoding', 'acceptEncoding'],
  ['Psu-Accept-language', 'acceptLanguage'],
]

/**
 * The headers that say "the person is here now": exactly those the bank requires, or none. A partial set is refused
 * (`PSU_HEADER_NOT_PROVIDED`), and some banks refuse headers they did not ask for. Where the bank names none, all that the
 * person's own request carried are sent. Background runs have no context and send none.
 */
export function psuHeaders(context: PsuContext | null, required: readonly string[]): Record<string, string> {
  if (!context) return {}
  const supplied = SOURCES.flatMap(([name, key]) => {
    const value = context[key]?.trim()
    return value && isHeaderValue(value) ? [[name, value] as const] : []
  })
  const wanted = new Set(required.map((name) => name.trim().toLowerCase()).filter(Boolean))
  if (wanted.size === 0) return Object.fromEntries(supplied)
  const chosen = supplied.filter(([name]) => wanted.has(name.toLowerCase()))
  return chosen.length === wanted.size ? Object.fromEntries(chosen) : {}
}

/** Visible ASCII and spaces, of a size every server takes. */
function isHeaderValue(value: string): boolean {
  return /^[\x20-\x7E]{1,1024}$/.test(value)
}
