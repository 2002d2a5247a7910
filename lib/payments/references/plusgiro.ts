import { isLuhn } from './check-digits'

/** Swedish Plusgiro number: 2–8 digits, the last by Luhn. */
export function canonicalPlusgiro(text: string): string | null {
  const compact = text.replace(/[\s-]/g, '')
  return /^\d{2,8}$/.test(compact) ? compact : null
}

export function isPlusgiro(canonical: string): boolean {
  return /^\d{2,8}$/.test(canonical) && isLuhn(canonical)
}

/** Pairs from the right before the check digit: "90 20 90-0". */
export function formatPlusgiro(canonical: string): string {
  return `${canonical.slice(0, -1).replace(/(?=(?:\d{2})+$)(?!^)/g, ' ')}-${canonical.slice(-1)}`
}
