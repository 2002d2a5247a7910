import type { PaymentCapability } from '@/lib/banking/payment-port'
import { clean } from './map'
import { WirePaymentType } from './wire-payments'

/**
 * What a bank says of the payments it takes. Entries without a type are left out; one that names no kind of customer holds for
 * all the bank serves.
 */
export function mapPayments(entries: readonly unknown[] | null | undefined, psuTypes: readonly string[]): PaymentCapability[] {
  return (entries ?? []).flatMap((entry) => {
    const wire = WirePaymentType.safeParse(entry).data
    if (!wire) return []
    const kinds = wire.psu_type === null ? psuTypes : [wire.psu_type]
    return kinds.map((psuType) => toCapability(wire, psuType))
  })
}

function toCapability(wire: WirePaymentType, psuType: string): PaymentCapability {
  return {
    paymentType: wire.payment_type.trim(),
    psuType: psuType.trim(),
    // "At most none" could not be meant by a bank that lists the type.
    instructionsMax: wire.max_transactions || null,
    currencies: wire.currencies.map((currency) => currency.trim().toUpperCase()),
    debtorAccountRequired: wire.debtor_account_required,
    debtorAccountSchemes: trimmed(wire.debtor_account_schemas),
    creditorAccountSchemes: trimmed(wire.creditor_account_schemas),
    priorities: trimmed(wire.priority_codes),
    chargeBearers: trimmed(wire.charge_bearer_values),
    creditorNameRequired: wire.creditor_name_required,
    creditorCountryRequired: wire.creditor_country_required,
    creditorAddressRequired: wire.creditor_postal_address_required,
    creditorBicRequired: wire.creditor_agent_bic_fi_required,
    creditorClearingIdRequired: wire.creditor_agent_clearing_system_member_id_required,
    remittanceRequired: wire.remittance_information_required,
    remittanceLines: (wire.remittance_information_lines ?? []).map(({ min_length, max_length, pattern }) => ({
      minLength: min_length ?? null,
      maxLength: max_length ?? null,
      pattern,
    })),
    debtorCurrencyRequired: wire.debtor_currency_required,
    debtorEmailRequired: wire.debtor_contact_email_required,
    debtorPhoneRequired: wire.debtor_contact_phone_required,
    // Sent back byte for byte as `auth_method`.
    authMethods: wire.allowed_auth_methods,
    regulatoryCodes: wire.regulatory_reporting_codes.map(({ value, description }) => ({ value, description: clean(description) ?? '' })),
    regulatoryCodeRequired: wire.regulatory_reporting_code_required,
    referenceSupported: wire.reference_number_supported,
    referenceSchemes: trimmed(wire.reference_number_schemas),
    remittanceWithReference: wire.remittance_reference_supported,
    executionDateSupported: wire.requested_execution_date_supported,
    executionDateDaysMax: wire.requested_execution_date_max_period ?? null,
    // The descriptor has no field for them. They need a first day, so a bank that takes no day takes no standing order; of the
    // others only the bank's answer tells.
    standingOrders: wire.requested_execution_date_supported ? 'unknown' : 'no',
    finalSuccessfulStatuses: trimmed(wire.final_successful_statuses),
  }
}

function trimmed(codes: readonly string[]): string[] {
  return codes.map((code) => code.trim())
}
