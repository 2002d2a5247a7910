import { weightedSum } from './check-digits'

const FORM = /^\d{4,20}$/
const WEIGHTS = [7, 3, 1]

/** Finnish viitenumero: 4–20 digits, the last a check digit with weights 7, 3, 1. Leading zeros say nothing and are dropped. */
export function canonicalViitenumero(text: string): string | null {
  const compact = text.replace(/\s/g, '')
  if (!/^\d+$/.test(compact)) return null
  const digits = compact.replace(/^0+(?=\d)/, '')
  return FORM.test(digits) ? digits : null
}

export function isViitenumero(canonical: string): boolean {
  return FORM.test(canonical) && viitenumeroDigit(canonical.slice(0, -1)) === canonical.slice(-1)
}

export function viitenumeroDigit(digits: string): string {
  return String((10 - (weightedSum(digits, WEIGHTS) % 10)) % 10)
}

/** Groups of five from the right: "86851 62596 19897". */
export function formatViitenumero(canonical: string): string {
  return canonical.replace(/(?=(?:\d{5})+$)(?!^)/g, ' ')
}
