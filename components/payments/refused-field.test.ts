import { describe, expect, it } from 'vitest'
import { formFieldOf } from './refused-field'

const LINE = 'payment_request.credit_transfer_transaction'

describe('a field that a bank refused', () => {
  it('is the one of the form that was typed into', () => {
    expect(formFieldOf(`${LINE}.0.beneficiary.creditor_account.identification`)).toBe('lines.0.account')
    expect(formFieldOf(`${LINE}.2.beneficiary.creditor.name`)).toBe('lines.2.name')
    expect(formFieldOf(`${LINE}.1.beneficiary.creditor.postal_address.country`)).toBe('lines.1.country')
    expect(formFieldOf(`${LINE}.0.beneficiary.creditor_agent.clearing_system_member_id.member_id`)).toBe('lines.0.clearing')
    expect(formFieldOf(`${LINE}.0.beneficiary.creditor_agent.bic_fi`)).toBe('lines.0.bic')
    expect(formFieldOf(`${LINE}.0.instructed_amount.amount`)).toBe('lines.0.amount')
    expect(formFieldOf(`${LINE}.0.remittance_information.1`)).toBe('lines.0.remittance.1')
    expect(formFieldOf('remittance_information')).toBe('lines.0.remittance.0')
    expect(formFieldOf(`${LINE}.0.reference_number`)).toBe('lines.0.reference')
    expect(formFieldOf(`${LINE}.0.requested_execution_date`)).toBe('executeOn')
    expect(formFieldOf(`${LINE}.0.frequency`)).toBe('standingOrder.frequency')
    expect(formFieldOf('payment_request.debtor_account.identification')).toBe('accountId')
  })

  it('is none where the form has none', () => {
    expect(formFieldOf(null)).toBeNull()
    expect(formFieldOf('redirect_url')).toBeNull()
    expect(formFieldOf(`${LINE}.0.payment_id.end_to_end_id`)).toBeNull()
  })
})
