import { checkReference } from '@/lib/payments/references/check-reference'
import { makeRf } from '@/lib/payments/references/rf'

/**
 * A reference as every SEPA bank takes it, ISO 11649: a viitenumero becomes the RF reference that stands for the same one (the payee's
 * Finnish bank reads both). Null: neither of the two.
 */
export function byHandReference(reference: string): string | null {
  const checked = checkReference(reference, ['INTL', 'FIRF'])
  if (!checked.ok) return null
  return checked.scheme === 'FIRF' ? makeRf(checked.canonical) : checked.canonical
}
