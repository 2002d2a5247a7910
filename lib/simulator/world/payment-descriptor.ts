import type { PsuType } from './psu-type'

/** What a bank says about one type of payment it takes, in the words of its list entry. */
export type PaymentDescriptor = {
  readonly payment_type: string
  readonly max_transactions: number
  readonly currencies: readonly string[]
  readonly debtor_account_required: boolean
  readonly debtor_account_schemas: readonly string[]
  readonly creditor_account_schemas: readonly string[]
  readonly priority_codes: readonly string[]
  readonly charge_bearer_values: readonly string[]
  readonly creditor_country_required: boolean
  readonly creditor_name_required: boolean
  readonly creditor_postal_address_required: boolean
  readonly remittance_information_required: boolean
  readonly remittance_information_lines: readonly RemittanceLine[]
  readonly debtor_currency_required: boolean
  readonly debtor_contact_email_required: boolean
  readonly debtor_contact_phone_required: boolean
  readonly creditor_agent_bic_fi_required: boolean
  readonly creditor_agent_clearing_system_member_id_required: boolean
  readonly allowed_auth_methods: readonly string[]
  readonly regulatory_reporting_codes: readonly { value: string; description: string }[]
  readonly regulatory_reporting_code_required: boolean
  readonly reference_number_supported: boolean
  readonly reference_number_schemas: readonly string[]
  readonly requested_execution_date_supported: boolean
  readonly requested_execution_date_max_period: number | null
  readonly remittance_reference_supported: boolean
  readonly final_successful_statuses: readonly string[]
  readonly psu_type: PsuType
}

/** A line may leave open its length, its pattern or both. */
export type RemittanceLine = { readonly min_length?: number; readonly max_length?: number; readonly pattern?: string }

/** One line of text of the SEPA character set. */
export const SEPA_LINE: RemittanceLine = { min_length: 1, max_length: 140, pattern: '^.{1,140}$' }

export const PLAIN_DESCRIPTOR: Omit<PaymentDescriptor, 'payment_type' | 'currencies' | 'psu_type'> = {
  max_transactions: 1,
  debtor_account_required: false,
  debtor_account_schemas: ['IBAN'],
  creditor_account_schemas: ['IBAN'],
  priority_codes: [],
  charge_bearer_values: ['SLEV'],
  creditor_country_required: false,
  creditor_name_required: true,
  creditor_postal_address_required: false,
  remittance_information_required: false,
  remittance_information_lines: [SEPA_LINE],
  debtor_currency_required: false,
  debtor_contact_email_required: false,
  debtor_contact_phone_required: false,
  creditor_agent_bic_fi_required: false,
  creditor_agent_clearing_system_member_id_required: false,
  allowed_auth_methods: [],
  regulatory_reporting_codes: [],
  regulatory_reporting_code_required: false,
  reference_number_supported: true,
  reference_number_schemas: ['INTL'],
  requested_execution_date_supported: true,
  requested_execution_date_max_period: 365,
  remittance_reference_supported: false,
  final_successful_statuses: ['ACSC', 'ACCC'],
}
