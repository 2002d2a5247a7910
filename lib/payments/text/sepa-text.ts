import { transliterateLetter } from './letters'

const SEPA_CHARACTER = /^[A-Za-z0-9/\-?:().,'+ ]$/
const SEPA_TEXT = /^[A-Za-z0-9/\-?:().,'+ ]*$/

/**
 * True for the characters every SEPA bank must pass on (EPC217-08: a–z A–Z 0–9 / - ? : ( ) . , ' + and space).
 */
export function isSepaText(text: string): boolean {
  return SEPA_TEXT.test(text)
}

/** A text may not begin or end with a slash nor hold two in a row: banks use them as marks of their own. */
export function hasLooseSlash(text: string): boolean {
  return text.startsWith('/') || text.endsWith('/') || text.includes('//')
}

/** One character or more that was written another way; `to` is empty where nothing stands for it. */
export type Replacement = { readonly from: string; readonly to: string }

/**
 * Writes a text in the SEPA characters: accents fall away, ß is ss, ø o, å a, æ ae, Greek and Cyrillic letters by their tables, other
 * signs by the nearest allowed one or a full stop (EPC217-08 best practices); slashes that would be refused are dropped. What changed
 * is returned, each once, so that nobody sends other words than they typed without having seen them.
 */
export function transliterate(text: string): { text: string; changed: readonly Replacement[] } {
  const changed = new Map<string, string>()
  const characters = [...text.normalize('NFC')]
  const written = characters.map((character, at) => {
    if (SEPA_CHARACTER.test(character)) return character
    const to = transliterateLetter(character, { before: characters[at - 1] ?? '', after: characters[at + 1] ?? '' })
    changed.set(character, to)
    return to
  })
  const tidy = tidySlashes(written.join(''))
  if (tidy.hasChanged) changed.set('/', '')
  return { text: tidy.text, changed: [...changed].map(([from, to]) => ({ from, to })) }
}

function tidySlashes(text: string): { text: string; hasChanged: boolean } {
  if (!hasLooseSlash(text)) return { text, hasChanged: false }
  return { text: text.replace(/\/{2,}/g, '/').replace(/^\/|\/$/g, ''), hasChanged: true }
}
