import { PLAIN_DESCRIPTOR, type PaymentDescriptor } from './payment-descriptor'
import { ownWaysOf, type OwnOffer } from './payment-offers-by-bank'
import type { PsuType } from './psu-type'

type Place = { readonly name: string; readonly country: string; readonly currency: string; readonly psuTypes: readonly PsuType[] }

type Offer = Partial<PaymentDescriptor> & Pick<PaymentDescriptor, 'payment_type' | 'currencies'>

/** Everything a bank takes, for each kind of customer. */
export function describePayments({ name, country, currency, psuTypes }: Place): PaymentDescriptor[] {
  const own = ownWaysOf(name)
  if (own.takesNone) return []
  return psuTypes.flatMap((psu_type) =>
    [...usualOffers(country, currency, psu_type), ...furtherOffers(own, country, currency)].map((offer): PaymentDescriptor => ({
      ...PLAIN_DESCRIPTOR,
      reference_number_schemas: referenceSchemes(country),
      ...offer,
      ...own.all,
      ...own.types?.[offer.payment_type],
      psu_type,
      // What firms sign in with is another method.
      ...(psu_type === 'business' ? { allowed_auth_methods: [] } : {}),
    })),
  )
}

/** SEPA and its own transfers everywhere; instant ones in euro, domestic ones elsewhere; bulks for firms. */
function usualOffers(country: string, currency: string, psuType: PsuType): Offer[] {
  const offers: Offer[] = [
    { payment_type: 'SEPA', currencies: ['EUR'] },
    { payment_type: 'INTERNAL', currencies: [currency], reference_number_supported: false, reference_number_schemas: [] },
  ]
  if (currency === 'EUR') offers.push(typeOf('INST_SEPA', country, currency))
  else offers.push(typeOf('DOMESTIC', country, currency))
  if (country === 'SE') offers.push(typeOf('DOMESTIC_SE_GIRO', country, currency))
  if (psuType === 'business') offers.push({ ...typeOf('BULK_SEPA', country, currency), max_transactions: 50 })
  return offers
}

function furtherOffers({ further = [] }: OwnOffer, country: string, currency: string): Offer[] {
  return further.map((type) => typeOf(type, country, currency))
}

const MANY = { max_transactions: 20, debtor_account_required: true }

/** A type as it is usually offered in a country. */
function typeOf(payment_type: string, country: string, currency: string): Offer {
  switch (payment_type) {
    case 'INST_SEPA':
      return { payment_type, currencies: ['EUR'], requested_execution_date_supported: false, requested_execution_date_max_period: null }
    case 'DOMESTIC':
      return domestic(payment_type, country, currency)
    case 'BULK_DOMESTIC':
      return { ...domestic(payment_type, country, currency), ...MANY }
    case 'DOMESTIC_SE_GIRO':
      return giro(payment_type)
    case 'BULK_DOMESTIC_SE_GIRO':
      return { ...giro(payment_type), ...MANY }
    case 'CROSSBORDER':
      return crossBorder(payment_type, currency)
    default:
      return { payment_type, currencies: ['EUR'], ...(payment_type.startsWith('BULK_') ? MANY : {}) }
  }
}

function domestic(payment_type: string, country: string, currency: string): Offer {
  const nordic = country === 'SE' || country === 'NO' || country === 'DK'
  const schemes = nordic ? ['BBAN', 'IBAN'] : ['IBAN']
  return {
    payment_type,
    currencies: [currency],
    debtor_account_required: true,
    debtor_account_schemas: schemes,
    creditor_account_schemas: schemes,
    remittance_information_lines: [{ min_length: 1, max_length: 35, pattern: '^[^<>]{1,35}$' }],
    final_successful_statuses: ['ACSC'],
  }
}

function giro(payment_type: string): Offer {
  return {
    payment_type,
    currencies: ['SEK'],
    debtor_account_required: true,
    debtor_account_schemas: ['BBAN', 'IBAN'],
    creditor_account_schemas: ['BGNR', 'PGNR'],
    creditor_name_required: false,
    remittance_information_lines: [{ min_length: 1, max_length: 25, pattern: '^[A-Za-zÅÄÖåäö0-9 .,:/-]{1,25}$' }],
    reference_number_schemas: ['SEBG'],
    final_successful_statuses: ['ACSC'],
  }
}

function crossBorder(payment_type: string, currency: string): Offer {
  return {
    payment_type,
    currencies: [...new Set(['EUR', 'USD', 'GBP', 'SEK', currency])],
    debtor_account_required: true,
    creditor_account_schemas: ['IBAN', 'BBAN'],
    creditor_agent_bic_fi_required: true,
    creditor_country_required: true,
    creditor_postal_address_required: true,
    remittance_information_required: true,
    remittance_information_lines: [{ max_length: 35 }, { max_length: 35 }],
    charge_bearer_values: ['SHAR', 'DEBT', 'CRED'],
    priority_codes: ['NORM', 'HIGH'],
    reference_number_supported: false,
    reference_number_schemas: [],
    final_successful_statuses: ['ACSP', 'ACSC', 'ACCC'],
  }
}

function referenceSchemes(country: string): string[] {
  if (country === 'FI') return ['FIRF', 'INTL']
  if (country === 'NO') return ['NORF', 'INTL']
  return country === 'BE' ? ['BERF', 'INTL'] : ['INTL']
}
