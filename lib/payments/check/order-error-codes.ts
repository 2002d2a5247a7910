/** What can be wrong with a field of a payment; words are under `payments.errors.<code>`. */
export const ORDER_ERROR_CODES = [
  // any field
  'required',
  'too_long',
  'too_short',
  'characters',
  'slashes',
  'pattern',
  'not_taken',
  // the account of the payee and its bank
  'account_kind_not_taken',
  'iban_country',
  'iban_length',
  'iban_characters',
  'iban_check_digits',
  'iban_not_sepa',
  'own_account',
  'bban_form',
  'bankgiro_check_digit',
  'plusgiro_check_digit',
  'bic_form',
  'bic_other_country',
  'country_form',
  'clearing_form',
  // money
  'amount_form',
  'amount_zero',
  'amount_decimals',
  'amount_too_large',
  'currency_not_taken',
  // texts
  'lines_too_many',
  'lines_too_few',
  'reference_form',
  'reference_check_digit',
  'message_or_reference',
  // days
  'date_form',
  'date_past',
  'date_too_far',
  'date_end_before_start',
  'frequency_unknown',
  // the whole order
  'type_not_offered',
  'too_many_payees',
  'email_form',
  'phone_form',
  'choice_not_offered',
] as const

export type OrderErrorCode = (typeof ORDER_ERROR_CODES)[number]
