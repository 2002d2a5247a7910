import { electronicFormatIBAN, isValidIBAN } from 'ibantools'

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

const IBAN_LIKE = /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b/g

/**
 * Replaces every valid IBAN in a text by its country and last four characters ("FI…0785"), so that text kept in clear
 * for search never holds a full IBAN; the original is kept sealed.
 */
export function maskIbans(text: string): string {
  if (!/[A-Z]{2}\d{2}/.test(text)) return text
  return text.replace(IBAN_LIKE, maskIfValid)
}

/** A greedy match may have swallowed the word after the number: give characters back until the check digits hold. */
function maskIfValid(candidate: string): string {
  for (let end = candidate.length; end >= 15; end--) {
    const iban = findIban(candidate.slice(0, end))
    if (iban && iban.length <= 34) return `${iban.slice(0, 2)}…${lastFour(iban)}${candidate.slice(end)}`
  }
  return candidate
}
