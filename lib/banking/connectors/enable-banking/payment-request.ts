import { formatDecimal } from '@/lib/core/money'
import type { PaymentInstruction, PaymentRequest, StartPaymentInput } from '@/lib/banking/payment-port'

/**
 * `CreatePaymentRequest` of the OpenAPI (1.0.0-3030f99c). What is not known is absent: no nulls, no empty texts.
 *
 * The day of execution stands at each instruction. The documents also speak of one "at the payment level", but the schema has no
 * field for it there, and a day that is silently ignored would be a payment made at once.
 */
export function toCreatePaymentRequest(input: StartPaymentInput) {
  return {
    payment_type: input.request.paymentType,
    payment_request: toPaymentRequest(input.request),
    aspsp: { name: input.aspsp.name, country: input.aspsp.country },
    state: input.state,
    redirect_url: input.redirectUrl,
    psu_type: input.request.psuType,
    // Credentials without a method are refused (WRONG_REQUEST_PARAMETERS).
    ...given({ auth_method: input.authMethod, credentials: input.authMethod === null ? null : input.credentials }),
    ...given({ language: input.language, webhook_url: input.webhookUrl, psu_id: input.psuId }),
  }
}

function toPaymentRequest(request: PaymentRequest) {
  return given({
    payment_type_information: given({ instruction_priority: request.priority }),
    debtor: given({
      name: request.debtor.name,
      contact_details: given({ email_address: request.debtor.email, phone_number: request.debtor.phone }),
    }),
    debtor_account: request.debtorAccount && toAccount(request.debtorAccount),
    debtor_currency: request.debtorCurrency,
    charge_bearer: request.chargeBearer,
    credit_transfer_transaction: request.instructions.map((instruction) => toInstruction(instruction, request.executeOn)),
  })
}

function toInstruction({ creditor, standingOrder, regulatory, ...rest }: PaymentInstruction, executeOn: string | null) {
  return given({
    instructed_amount: { currency: rest.amount.currency, amount: formatDecimal(rest.amount) },
    beneficiary: given({ ...toCreditorParts(creditor), creditor_account: toAccount(creditor.account) }),
    payment_id: given({ instruction_id: rest.instructionId, end_to_end_id: rest.endToEndId }),
    requested_execution_date: executeOn,
    reference_number: rest.reference,
    end_date: standingOrder?.endDate,
    execution_rule: standingOrder?.executionRule,
    frequency: standingOrder?.frequency,
    regulatory_reporting: regulatory && [{ details: given({ code: regulatory.code, information: regulatory.information }) }],
    // A bank may fix the number of lines, so an empty one among others stays.
    remittance_information: rest.remittance.some((line) => line !== '') ? rest.remittance : null,
  })
}

function toCreditorParts({ name, country, addressLines, bic, clearing }: PaymentInstruction['creditor']) {
  const lines = addressLines.filter((line) => line !== '')
  return {
    creditor_agent: given({
      bic_fi: bic,
      clearing_system_member_id: clearing && given({ clearing_system_id: clearing.systemId, member_id: clearing.memberId }),
    }),
    creditor: given({ name, postal_address: given({ country, address_line: lines.length > 0 ? lines : null }) }),
  }
}

function toAccount({ scheme, identification }: { scheme: string; identification: string }) {
  return { identification, scheme_name: scheme }
}

/** Without what is absent: null, undefined, empty text and objects in which nothing is left. */
function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)))
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0
}
