import { describe, expect, it } from 'vitest'
import type { PaymentCapability } from '@/lib/banking/payment-port'
import { mapPayments } from './map-payments'
import { mapAspsp } from './map-session'
import { WireAspsps } from './wire'

/** Every field of the documents' example, and those the example leaves out. */
const DESCRIPTOR = {
  allowed_auth_methods: ['MTA'],
  charge_bearer_values: ['SLEV'],
  creditor_account_schemas: ['IBAN'],
  creditor_agent_bic_fi_required: false,
  creditor_agent_clearing_system_member_id_required: false,
  creditor_country_required: false,
  creditor_name_required: true,
  creditor_postal_address_required: false,
  currencies: ['EUR'],
  debtor_account_required: true,
  debtor_account_schemas: ['IBAN', 'BBAN'],
  debtor_contact_email_required: false,
  debtor_contact_phone_required: false,
  debtor_currency_required: false,
  final_successful_statuses: ['ACSC', 'ACCC'],
  max_transactions: 1,
  payment_type: 'SEPA',
  priority_codes: ['NORM'],
  psu_type: 'business',
  reference_number_schemas: ['FIRF', 'INTL'],
  reference_number_supported: true,
  regulatory_reporting_codes: [{ value: '123', description: 'Services' }],
  regulatory_reporting_code_required: false,
  remittance_information_lines: [{ max_length: 140, min_length: 1, pattern: '^.{1,140}$' }],
  remittance_information_required: true,
  remittance_reference_supported: false,
  requested_execution_date_max_period: 365,
  requested_execution_date_supported: true,
}

const map = (entries: unknown, psuTypes: readonly string[] = ['personal', 'business']) => mapPayments(entries as unknown[], psuTypes)
const mapOne = (change: Record<string, unknown>): PaymentCapability => map([{ ...DESCRIPTOR, ...change }])[0]!

describe('what a bank says of its payments', () => {
  it('is read from the documents’ example', () => {
    expect(map([DESCRIPTOR])).toMatchSnapshot()
  })

  it('needs a type and nothing else: no is the default of every yes', () => {
    const [bare] = map([{ payment_type: 'SEPA', psu_type: 'personal' }])
    expect(bare).toMatchSnapshot()
    expect(Object.values(bare!).filter((value) => value === true)).toEqual([])
  })

  it('counts null, absent and empty alike, in every field', () => {
    const bare = { payment_type: 'SEPA', psu_type: 'personal' }
    const fill = (value: unknown) => ({ ...Object.fromEntries(Object.keys(DESCRIPTOR).map((key) => [key, value])), ...bare })
    const [expected] = map([bare])
    for (const value of [null, undefined, '']) expect(map([fill(value)])).toEqual([expected])
  })

  it('keeps codes newer than the documents', () => {
    const capability = mapOne({
      payment_type: 'PL_EXPRESS',
      charge_bearer_values: ['NEW1'],
      reference_number_schemas: ['XXRF'],
      priority_codes: ['EXPR'],
    })
    expect(capability).toMatchObject({
      paymentType: 'PL_EXPRESS',
      chargeBearers: ['NEW1'],
      referenceSchemes: ['XXRF'],
      priorities: ['EXPR'],
    })
  })

  it('leaves out entries that are none, and keeps the others', () => {
    const entries = [null, 7, 'SEPA', [], {}, { payment_type: '' }, { payment_type: null, psu_type: 'personal' }, DESCRIPTOR]
    expect(map(entries)).toHaveLength(1)
    for (const none of [null, undefined, []]) expect(map(none)).toEqual([])
  })

  it('holds for every kind of customer of the bank when it names none', () => {
    const entry = { ...DESCRIPTOR, psu_type: null }
    expect(map([entry], ['personal', 'business']).map(({ psuType }) => psuType)).toEqual(['personal', 'business'])
  })

  it('keeps the number of lines of a message, also where a line’s rule cannot be read', () => {
    const lines = [{ max_length: 35, pattern: '' }, null, 'x', { min_length: -1, max_length: '35' }]
    const none = { minLength: null, maxLength: null, pattern: null }
    expect(mapOne({ remittance_information_lines: lines }).remittanceLines).toEqual([{ ...none, maxLength: 35 }, none, none, none])
  })

  it('takes numbers only where they are counts', () => {
    expect(mapOne({ max_transactions: 0 }).instructionsMax).toBeNull()
    expect(mapOne({ max_transactions: 2.5 }).instructionsMax).toBeNull()
    expect(mapOne({ requested_execution_date_max_period: 0 }).executionDateDaysMax).toBe(0)
    expect(mapOne({ requested_execution_date_max_period: -1 }).executionDateDaysMax).toBeNull()
  })

  it('cannot say of a bank that takes days whether it takes standing orders, and of others that it does not', () => {
    expect(mapOne({}).standingOrders).toBe('unknown')
    expect(mapOne({ requested_execution_date_supported: null }).standingOrders).toBe('no')
  })

  it('is read when somebody asks, once', () => {
    const aspsp = mapAspsp(
      WireAspsps.parse({ aspsps: [{ name: 'Nordea', country: 'FI', psu_types: ['personal'], payments: [DESCRIPTOR] }] })[0]!,
    )
    expect(Object.getOwnPropertyDescriptor(aspsp, 'payments')?.get).toBeTypeOf('function')
    expect(aspsp.payments).toHaveLength(1)
    expect(aspsp.payments).toBe(aspsp.payments)
  })
})
