import { describe, expect, it } from 'vitest'
import type { IsoDate } from '@/lib/core/iso-date'
import { formFields } from './form-fields'
import type { PaymentOrder } from '@/lib/payments/order'
import { sentDay } from './sent-day'
import { BARE_CAPABILITY } from '@/lib/testing/bare-capability'

describe('the fields of a form', () => {
  it('for a bank that says nothing are those of the scheme', () => {
    expect(formFields(BARE_CAPABILITY)).toMatchObject({
      currencies: ['EUR'],
      accountSchemes: ['IBAN'],
      name: 'required',
      message: 'optional',
      messageLines: [{ minLength: 0, maxLength: 140, pattern: null }],
      ...{ bic: 'hidden', country: 'hidden', address: 'hidden', clearing: 'hidden', reference: 'hidden', regulatory: 'hidden' },
      ...{ executionDate: 'hidden', standingOrder: 'hidden', debtorEmail: 'hidden', debtorPhone: 'hidden', linesMax: 1, isSepa: true },
    })
  })

  it('appear when the bank needs them', () => {
    const needy = formFields({
      ...BARE_CAPABILITY,
      ...{ creditorBicRequired: true, creditorCountryRequired: true, creditorAddressRequired: true, creditorClearingIdRequired: true },
      ...{ debtorEmailRequired: true, debtorPhoneRequired: true, regulatoryCodeRequired: true, remittanceRequired: true },
    })
    const { bic, country, address, clearing, debtorEmail, debtorPhone, regulatory, message } = needy
    expect(new Set([bic, country, address, clearing, debtorEmail, debtorPhone, regulatory, message])).toEqual(new Set(['required']))
  })

  it('of a giro payment are numbers of the giro and crowns', () => {
    expect(formFields({ ...BARE_CAPABILITY, paymentType: 'DOMESTIC_SE_GIRO' })).toMatchObject({
      accountSchemes: ['BGNR', 'PGNR'],
      currencies: ['SEK'],
      isSepa: false,
    })
  })

  it('of a payment abroad may say where the payee is', () => {
    const { bic, country, address } = formFields({ ...BARE_CAPABILITY, paymentType: 'CROSSBORDER' })
    expect([bic, country, address]).toEqual(['optional', 'optional', 'optional'])
  })

  it('have no day and no repetition for an instant payment, and no repetition for a bulk', () => {
    const dated = { ...BARE_CAPABILITY, executionDateSupported: true, standingOrders: 'yes' as const }
    expect(formFields(dated)).toMatchObject({ executionDate: 'optional', standingOrder: 'optional', movesAnyDay: false })
    expect(formFields({ ...dated, paymentType: 'INST_SEPA' })).toMatchObject({
      executionDate: 'hidden',
      standingOrder: 'hidden',
      movesAnyDay: true,
    })
    expect(formFields({ ...dated, paymentType: 'BULK_SEPA', instructionsMax: 9_999 })).toMatchObject({
      standingOrder: 'hidden',
      linesMax: 500,
    })
  })

  it('ask for a message or a reference where either will do', () => {
    const either = formFields({ ...BARE_CAPABILITY, remittanceRequired: true, referenceSupported: true })
    expect(either).toMatchObject({ message: 'optional', isTextRequired: true, reference: 'optional', referenceBesideMessage: 'instead' })
  })
})

describe('the day an order is sent for', () => {
  const order = (changes: Partial<PaymentOrder>) =>
    sentDay({ paymentType: 'SEPA', currency: 'EUR', standingOrder: null, executeOn: '2026-11-21' as IsoDate, ...changes } as PaymentOrder)

  it('is the next working day, and at once when none is chosen', () => {
    expect(order({})).toBe('2026-11-23')
    expect(order({ executeOn: null })).toBe(null)
  })

  it('is as chosen for what moves on any day, and for the first of a standing order', () => {
    expect(order({ paymentType: 'INTERNAL' })).toBe('2026-11-21')
    expect(order({ standingOrder: { frequency: 'MNTH', executionRule: 'PREC', endDate: null } })).toBe('2026-11-21')
  })
})
