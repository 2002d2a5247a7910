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
  readonly remittance_information_lines: readonly { min_length: number; max_length: number; pattern: string }[]
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

const PLAIN: Omit<PaymentDescriptor, 'payment_type' | 'currencies' | 'psu_type'> = {
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
  remittance_information_lines: [{ min_length: 1, max_length: 140, pattern: '^.{1,140}$' }],
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

type Place = { readonly country: string; readonly currency: string; readonly psuTypes: readonly PsuType[] }

/** The usual offer of a bank: SEPA and its own transfers everywhere, instant and bulk, and a domestic type outside the euro. */
export function describePayments({ country, currency, psuTypes }: Place): PaymentDescriptor[] {
  return psuTypes.flatMap((psu_type): PaymentDescriptor[] => {
    const sepa = { ...PLAIN, payment_type: 'SEPA', currencies: ['EUR'], psu_type, reference_number_schemas: referenceSchemes(country) }
    const offered: PaymentDescriptor[] = [
      sepa,
      { ...sepa, payment_type: 'INTERNAL', currencies: [currency], reference_number_supported: false, reference_number_schemas: [] },
    ]
    if (currency === 'EUR') {
      offered.push({
        ...sepa,
        payment_type: 'INST_SEPA',
        requested_execution_date_supported: false,
        requested_execution_date_max_period: null,
      })
    } else {
      offered.push({ ...sepa, ...domestic(country, currency), psu_type })
    }
    if (psu_type === 'business') offered.push({ ...sepa, payment_type: 'BULK_SEPA', max_transactions: 50, debtor_account_required: true })
    return offered
  })
}

function domestic(country: string, currency: string): Partial<PaymentDescriptor> & { payment_type: string; currencies: string[] } {
  const nordic = country === 'SE' || country === 'NO' || country === 'DK'
  return {
    payment_type: 'DOMESTIC',
    currencies: [currency],
    debtor_account_required: true,
    debtor_account_schemas: nordic ? ['BBAN', 'IBAN'] : ['IBAN'],
    creditor_account_schemas: nordic ? ['BBAN', 'IBAN'] : ['IBAN'],
    remittance_information_lines: [{ min_length: 1, max_length: 35, pattern: '^[^<>]{1,35}$' }],
    final_successful_statuses: ['ACSC'],
  }
}

function referenceSchemes(country: string): string[] {
  if (country === 'FI') return ['FIRF', 'INTL']
  if (country === 'NO') return ['NORF', 'INTL']
  return ['INTL']
}
