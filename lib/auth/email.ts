const LENGTH_MAX = 254
/** A domain with dots, or a single name for machines at home. */
const FORM = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/

/**
 * An address as it is stored and compared (trimmed, lower case), or null when it is none. Only ASCII: characters that Unicode
 * normalisation would turn into ASCII, such as a full-width "＠" (CVE-2026-73420), are refused and not folded, so a look-alike
 * can neither smuggle a second address in nor name someone else's.
 */
export function findEmail(text: string): string | null {
  const typed = text.trim()
  // Before lower-casing, which turns the Kelvin sign into a k.
  if (typed.length > LENGTH_MAX || !/^[\x21-\x7e]+$/.test(typed)) return null
  const address = typed.toLowerCase()
  return FORM.test(address) ? address : null
}
