import { z } from 'zod'
import { flag, listOf, required, text, texts } from './wire'

/** The payment side of the API's answers (OpenAPI 1.0.0-3030f99c), believed by the same rules as the rest (`wire`). */

const count = z.number().int().nonnegative().nullish().catch(null)

/** The place of a line in the list says which line it is for, so an unreadable one stays as a line without rules. */
const Line = z
  .object({ min_length: count, max_length: count, pattern: text })
  .nullish()
  .catch(null)
  .transform((line) => line ?? { min_length: null, max_length: null, pattern: null })

/** `ResponsePaymentType`: what one bank takes of one type, for one kind of customer. */
export const WirePaymentType = z.object({
  payment_type: required,
  psu_type: text,
  max_transactions: count,
  currencies: texts,
  debtor_account_required: flag,
  debtor_account_schemas: texts,
  creditor_account_schemas: texts,
  priority_codes: texts,
  charge_bearer_values: texts,
  creditor_name_required: flag,
  creditor_country_required: flag,
  creditor_postal_address_required: flag,
  creditor_agent_bic_fi_required: flag,
  creditor_agent_clearing_system_member_id_required: flag,
  remittance_information_required: flag,
  remittance_information_lines: z.array(Line).nullish().catch(null),
  debtor_currency_required: flag,
  debtor_contact_email_required: flag,
  debtor_contact_phone_required: flag,
  allowed_auth_methods: texts,
  regulatory_reporting_codes: listOf(z.object({ value: required, description: text })),
  regulatory_reporting_code_required: flag,
  reference_number_supported: flag,
  reference_number_schemas: texts,
  remittance_reference_supported: flag,
  requested_execution_date_supported: flag,
  requested_execution_date_max_period: count,
  final_successful_statuses: texts,
})
export type WirePaymentType = z.infer<typeof WirePaymentType>

/** The schema's name is `payment_id`; the documents' own example of the same answer says `id`. */
export const WireStartedPayment = z
  .object({ payment_id: text, id: text, status: text, url: text })
  .transform(({ payment_id, id, ...rest }) => ({ ...rest, payment_id: payment_id ?? id }))
  .refine(({ payment_id }) => payment_id !== null, { path: ['payment_id'] })

const Account = z.object({ identification: text, iban: text, scheme_name: text }).nullish().catch(null)
export type WirePaymentAccount = z.infer<typeof Account>

const Instruction = z.object({
  transaction_id: text,
  transaction_status: text,
  payment_id: z.object({ end_to_end_id: text }).nullish().catch(null),
})

export const WirePayment = z.object({
  payment_id: text,
  status: required,
  final_status: flag,
  status_reason_information: z.object({ status_reason_code: text, status_reason_description: text }).nullish().catch(null),
  payment_details: z
    .object({ debtor_account: Account, credit_transfer_transaction: listOf(Instruction) })
    .nullish()
    .catch(null),
})

export const WirePaymentLine = z.object({ transaction_details: Instruction })
