import { isLuhn } from './check-digits'

/**
 * Swedish OCR number of a Bankgiro or Plusgiro payee: 2–25 digits, the last by Luhn. Payees may also agree on a length digit or on
 * fixed lengths; nobody outside can know which, so Luhn decides.
 */
export function canonicalOcr(text: string): string | null {
  const compact = text.replace(/[\s-]/g, '')
  return /^\d{2,25}$/.test(compact) ? compact : null
}

export function isOcr(canonical: string): boolean {
  return /^\d{2,25}$/.test(canonical) && isLuhn(canonical)
}
