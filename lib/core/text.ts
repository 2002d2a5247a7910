/** Unassigned to people: controls except tab and newline, and the marks that turn reading order around. */
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g
const BIDI = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * Text from outside, made safe to store and honest to show: NUL and other controls become U+FFFD, lone surrogates
 * become U+FFFD (PostgreSQL refuses both), direction overrides are removed (they can make "tpi.exe" read as "exe.ipt").
 * Nothing else is changed; the bank's original is kept sealed.
 */
export function cleanText(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD').replace(CONTROLS, '\uFFFD').replace(BIDI, '')
}

/** Cleaned, single-spaced, trimmed, cut to `maxLength`; null when nothing readable is left. */
export function cleanLine(text: string | null | undefined, maxLength = 280): string | null {
  const line = cleanText(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  if (line === '') return null
  return line.length <= maxLength ? line : [...line].slice(0, maxLength).join('').trimEnd()
}
