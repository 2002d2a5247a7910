import type { AccountNumber } from '@/lib/banking/payment-port'
import type { OrderErrorCode } from './order-error-codes'

/** ISO 9362: four characters of the bank (letters, by practice), country, place, optional branch. */
const FORM = /^[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}([A-Z0-9]{3})?$/

/** Territories whose banks have a country of their own in the BIC and the motherland's in the IBAN (IBAN registry). */
const IBAN_COUNTRY_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['GF', 'GP', 'MQ', 'RE', 'PM', 'BL', 'MF', 'YT', 'NC', 'PF', 'WF', 'TF'].map((code) => [code, 'FR'])),
  ...Object.fromEntries(['GG', 'IM', 'JE'].map((code) => [code, 'GB'])),
  AX: 'FI',
}

/** A BIC, and that it is of the country the IBAN is of. */
export function checkBic(bic: string | null, account: AccountNumber): OrderErrorCode | null {
  if (!bic) return null
  const country = FORM.exec(bic)?.[1]
  if (country === undefined) return 'bic_form'
  if (account.scheme !== 'IBAN') return null
  const ibanCountry = account.identification.trim().slice(0, 2).toUpperCase()
  if (!/^[A-Z]{2}$/.test(ibanCountry)) return null
  return country === ibanCountry || IBAN_COUNTRY_OF[country] === ibanCountry ? null : 'bic_other_country'
}
