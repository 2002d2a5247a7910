import { countrySpecs, electronicFormatIBAN, isValidIBAN } from 'ibantools'

/** An IBAN that passed its country's length and ISO 13616 check digits, in electronic form (no spaces, capitals). */
export type Iban = string & { readonly __iban: unique symbol }

export function findIban(text: string | null | undefined): Iban | null {
  const compact = electronicFormatIBAN(text ?? '')
  return compact && isValidIBAN(compact) ? (compact as Iban) : null
}

/** Groups of four, as people read them: "FI21 1234 5600 0007 85". */
export function formatIban(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ')
}

/** The last four characters, enough to tell one's own accounts apart. */
export function lastFour(identification: string): string {
  return identification.replace(/\s/g, '').slice(-4)
}

const START = /[A-Za-z]{2}\d{2}/g

/** What people and banks put between the groups, line ends included: a wrapped line may break a number in two. */
const SEPARATOR = /[\s.-]/
const SEPARATORS_MAX = 2

/**
 * Replaces every valid IBAN in a text by its country and last four characters ("FI…0785"), whatever stands around it and
 * however it is grouped, so that text kept in clear for search never holds a full IBAN; the original is kept sealed.
 */
export function maskIbans(text: string): string {
  let masked = ''
  let done = 0
  for (const { iban, start, end } of scanIbans(text)) {
    masked += `${text.slice(done, start)}${iban.slice(0, 2)}…${lastFour(iban)}`
    done = end
  }
  return done === 0 ? text : masked + text.slice(done)
}

/** Every valid IBAN in a text, each once, in the order they stand. */
export function listIbans(text: string): Iban[] {
  return [...new Set(Array.from(scanIbans(text), ({ iban }) => iban))]
}

function* scanIbans(text: string): Generator<{ iban: Iban; start: number; end: number }> {
  let from = 0
  for (;;) {
    START.lastIndex = from
    const start = START.exec(text)?.index
    if (start === undefined) return
    const found = readIbanAt(text, start)
    if (found) yield { ...found, start }
    from = found ? found.end : start + 1
  }
}

/** As many characters as the country's IBANs have, from here on, if they are one. */
function readIbanAt(text: string, start: number): { iban: Iban; end: number } | null {
  const length = ibanLengthOf(text.slice(start, start + 2).toUpperCase())
  let compact = ''
  let separators = 0
  for (let at = start; length !== null && at < text.length; at++) {
    const character = text[at]!
    if (/[A-Za-z0-9]/.test(character)) {
      compact += character
      separators = 0
    } else if (!SEPARATOR.test(character) || ++separators > SEPARATORS_MAX) return null
    if (compact.length !== length) continue
    const iban = findIban(compact)
    return iban && { iban, end: at + 1 }
  }
  return null
}

function ibanLengthOf(country: string): number | null {
  return Object.hasOwn(countrySpecs, country) ? (countrySpecs[country]?.chars ?? null) : null
}
