import { isLuhn } from './check-digits'

/** Swedish Bankgiro number: 7 or 8 digits, the last by Luhn. */
export function canonicalBankgiro(text: string): string | null {
  const compact = text.replace(/[\s-]/g, '')
  return /^\d{7,8}$/.test(compact) ? compact : null
}

export function isBankgiro(canonical: string): boolean {
  return /^\d{7,8}$/.test(canonical) && isLuhn(canonical)
}

/** "991-2346", "5805-6201" */
export function formatBankgiro(canonical: string): string {
  return `${canonical.slice(0, -4)}-${canonical.slice(-4)}`
}
