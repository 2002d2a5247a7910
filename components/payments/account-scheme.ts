import { canonicalBankgiro, isBankgiro } from '@/lib/payments/references/bankgiro'
import { canonicalPlusgiro, isPlusgiro } from '@/lib/payments/references/plusgiro'

/** Bankgiro is written 5805-6201, plusgiro 902090-0: where the dash stands tells them apart. */
const BANKGIRO_FORM = /^\d{3,4}-\d{4}$/
const PLUSGIRO_FORM = /^[\d ]{1,9}-\d$/

/**
 * Which kind of number somebody typed, among those the banks take; null while it could be several. What begins with two letters and two
 * digits is an IBAN, also where no bank takes one: then that is said of it.
 */
export function schemeOf(typed: string, offered: readonly string[]): string | null {
  const text = typed.trim()
  if (text === '') return null
  if (/^[A-Za-z]{2}\s*\d/.test(text)) return 'IBAN'
  const others = offered.filter((scheme) => scheme !== 'IBAN')
  if (others.length === 0) return 'IBAN'
  const bankgiro = others.includes('BGNR') && isBankgiro(canonicalBankgiro(text) ?? '')
  const plusgiro = others.includes('PGNR') && isPlusgiro(canonicalPlusgiro(text) ?? '')
  if (bankgiro && (BANKGIRO_FORM.test(text) || !PLUSGIRO_FORM.test(text))) return 'BGNR'
  if (plusgiro) return 'PGNR'
  return others.includes('BBAN') ? 'BBAN' : (others[0] ?? 'IBAN')
}
