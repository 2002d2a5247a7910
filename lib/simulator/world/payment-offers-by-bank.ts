import type { PaymentDescriptor } from './payment-descriptor'

/** Where a bank differs from what is usual in its country. */
export type OwnOffer = {
  /** Types beyond the usual ones. */
  readonly further?: readonly string[]
  /** Of every type, then of single ones. */
  readonly all?: Partial<PaymentDescriptor>
  readonly types?: Readonly<Record<string, Partial<PaymentDescriptor>>>
  readonly takesNone?: true
}

const NEEDS_MEANING = {
  regulatory_reporting_code_required: true,
  regulatory_reporting_codes: [
    { value: '14', description: 'Purchase or sale of goods' },
    { value: '31', description: 'Purchase or sale of services' },
    { value: '81', description: 'Private transfer' },
  ],
}

const TWO_SHORT_LINES = [
  { min_length: 1, max_length: 35, pattern: "^[A-Za-z0-9 .,+/()?:'-]{1,35}$" },
  { max_length: 35, pattern: "^[A-Za-z0-9 .,+/()?:'-]{0,35}$" },
]

const OWN: Readonly<Record<string, OwnOffer>> = {
  'Saaristo Bank': { further: ['BULK_SEPA'], types: { SEPA: { priority_codes: ['NORM', 'HIGH'] } } },
  Kontur: {
    further: ['BULK_SEPA'],
    all: { debtor_account_required: true, debtor_currency_required: true },
    types: { SEPA: { remittance_reference_supported: true }, BULK_SEPA: { max_transactions: 5 } },
  },
  'Tammi Savings Bank': {
    all: {
      remittance_information_lines: TWO_SHORT_LINES,
      final_successful_statuses: ['ACSP', 'ACSC'],
      requested_execution_date_max_period: 30,
    },
  },
  Norrskenbanken: {
    further: ['CROSSBORDER', 'BULK_DOMESTIC', 'BULK_DOMESTIC_SE_GIRO'],
    types: {
      DOMESTIC: { allowed_auth_methods: ['app'] },
      DOMESTIC_SE_GIRO: { remittance_reference_supported: false },
      CROSSBORDER: NEEDS_MEANING,
    },
  },
  Älvbanken: {
    further: ['CROSSBORDER'],
    all: { debtor_contact_email_required: true },
    types: { CROSSBORDER: { creditor_postal_address_required: false, ...NEEDS_MEANING, regulatory_reporting_code_required: false } },
  },
  Skärgårdskassan: { types: { DOMESTIC_SE_GIRO: { creditor_account_schemas: ['BGNR'], reference_number_supported: false } } },
  Fjordkassen: {
    further: ['CROSSBORDER'],
    types: {
      DOMESTIC: { creditor_account_schemas: ['BBAN'], reference_number_schemas: ['NORF'], remittance_reference_supported: true },
      CROSSBORDER: { creditor_agent_bic_fi_required: false, creditor_agent_clearing_system_member_id_required: true, ...NEEDS_MEANING },
    },
  },
  'Lyngheim Sparekasse': { all: { debtor_contact_phone_required: true } },
  Bøgebanken: { all: { final_successful_statuses: ['ACTC'], allowed_auth_methods: ['app', 'code-card'] } },
  'Koivu Cooperative Bank': { all: { remittance_information_lines: [] } },
  'Paju Cooperative Bank': { all: { final_successful_statuses: ['ACWP', 'ACCC', 'ACSC'], requested_execution_date_supported: false } },
  'Tuomi Cooperative Bank': { all: { final_successful_statuses: ['ACTC', 'ACSP', 'ACSC', 'ACCC'] } },
  'Haapa Cooperative Bank': { all: { final_successful_statuses: ['ACCC'] } },
  'Vaahtera Cooperative Bank': { all: { final_successful_statuses: [] } },
  Lindenbank: { further: ['CROSSBORDER'], all: { debtor_account_required: true }, types: { BULK_SEPA: { max_transactions: 200 } } },
  'Deichkasse Nord': { further: ['BULK_SEPA'], types: { SEPA: { remittance_information_required: true } } },
  Blitzkonto: { all: { requested_execution_date_supported: false, reference_number_supported: false, reference_number_schemas: [] } },
  'Banque des Tilleuls': {
    all: { creditor_country_required: true, creditor_postal_address_required: true, creditor_agent_bic_fi_required: true },
  },
  'Lipova Banka': { all: { creditor_country_required: true, remittance_information_required: true } },
  Wilgenbank: { all: { creditor_name_required: true, remittance_reference_supported: true, debtor_account_required: true } },
  'Bank Jesion': { all: { priority_codes: ['NORM', 'EXPR'], charge_bearer_values: [] } },
  'Banca dei Platani': { all: { allowed_auth_methods: ['code-card'] } },
  'Gintaro Unija': { takesNone: true },
  'Corrib Credit Union': { takesNone: true },
}

export function ownWaysOf(bankName: string): OwnOffer {
  return OWN[bankName] ?? {}
}
