import { countrySpecs } from 'ibantools'
import type { AccountNumber } from '@/lib/banking/payment-port'
import { findIban } from '@/lib/core/iban'
import { canonicalAccount } from './canonical-account'
import type { FormFields } from './form-fields'
import type { OrderErrorCode } from './order-error-codes'
import { isBankgiro } from '@/lib/payments/references/bankgiro'
import { mod97 } from '@/lib/payments/references/check-digits'
import { isPlusgiro } from '@/lib/payments/references/plusgiro'

/** SEPA's countries and territories by their IBAN prefix (EPC409-09, 2025). */
const SEPA_COUNTRIES = new Set(
  'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM VA'.split(
    ' ',
  ),
)

/** The payee's account: of a kind the bank takes, right in itself, and not the one that pays. */
export function checkAccount(account: AccountNumber, fields: FormFields, debtor: AccountNumber | null): OrderErrorCode | null {
  const { scheme, identification } = canonicalAccount(account)
  if (identification === '') return 'required'
  if (!fields.accountSchemes.includes(scheme)) return 'account_kind_not_taken'
  const wrong = checkNumber(scheme, identification)
  if (wrong !== null) return wrong
  if (scheme === 'IBAN' && fields.isSepa && !SEPA_COUNTRIES.has(identification.slice(0, 2))) return 'iban_not_sepa'
  const own = debtor && canonicalAccount(debtor)
  return own !== null && own.scheme === scheme && own.identification === identification ? 'own_account' : null
}

function checkNumber(scheme: string, number: string): OrderErrorCode | null {
  switch (scheme) {
    case 'IBAN':
      return checkIban(number)
    case 'BGNR':
      return isBankgiro(number) ? null : 'bankgiro_check_digit'
    case 'PGNR':
      return isPlusgiro(number) ? null : 'plusgiro_check_digit'
    default:
      return /^[A-Z0-9]{2,34}$/i.test(number) ? null : 'bban_form'
  }
}

/** Says which part of an IBAN is wrong, the first a person would look at first. */
export function checkIban(iban: string): OrderErrorCode | null {
  if (findIban(iban) !== null) return null
  const country = iban.slice(0, 2)
  const spec = Object.hasOwn(countrySpecs, country) ? countrySpecs[country] : undefined
  if (!spec?.chars) return 'iban_country'
  if (!/^[A-Z0-9]+$/.test(iban)) return 'iban_characters'
  if (iban.length !== spec.chars) return 'iban_length'
  if (!/^[A-Z]{2}\d{2}/.test(iban)) return 'iban_characters'
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1 ? 'iban_characters' : 'iban_check_digits'
}
