import type { AccountNumber } from '@/lib/banking/payment-port'

/** An account number as it is sent and compared: no spaces, an IBAN in capitals, giro numbers without their dashes. */
export function canonicalAccount({ scheme, identification }: AccountNumber): AccountNumber {
  const compact = identification.replace(/\s/g, '')
  if (scheme === 'IBAN') return { scheme, identification: compact.replace(/[.-]/g, '').toUpperCase() }
  if (scheme === 'BGNR' || scheme === 'PGNR') return { scheme, identification: compact.replace(/-/g, '') }
  return { scheme, identification: compact }
}
