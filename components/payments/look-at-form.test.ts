import { describe, expect, it } from 'vitest'
import { readFormatStyle } from '@/lib/core/format-style'
import { parseIsoDate } from '@/lib/core/iso-date'
import { matchesTemplate } from '@/lib/core/safe-regex'
import type { PaymentCapability } from '@/lib/banking/payment-port'
import type { PayForm, PayLine } from '@/lib/payments/pages/pay-form'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'
import { emptyForm, emptyLine } from './empty-form'
import { factsOf } from './form-facts'
import { lookAtForm } from './look-at-form'

const ACCOUNT = '0197a5b0-0000-7000-8000-000000000001'
const TODAY = parseIsoDate('2026-11-20')

const SEPA: PaymentCapability = {
  ...{ paymentType: 'SEPA', psuType: 'personal', instructionsMax: 1, currencies: ['EUR'], debtorAccountRequired: false },
  ...{ debtorAccountSchemes: ['IBAN'], creditorAccountSchemes: ['IBAN'], priorities: [], chargeBearers: ['SLEV'] },
  ...{ creditorNameRequired: true, creditorCountryRequired: false, creditorAddressRequired: false, creditorBicRequired: false },
  ...{ creditorClearingIdRequired: false, remittanceRequired: false, remittanceLines: [], debtorCurrencyRequired: false },
  ...{ debtorEmailRequired: false, debtorPhoneRequired: false, authMethods: [], regulatoryCodes: [], regulatoryCodeRequired: false },
  ...{ referenceSupported: true, referenceSchemes: ['FIRF', 'INTL'], remittanceWithReference: false, executionDateSupported: true },
  ...{ executionDateDaysMax: 365, standingOrders: 'yes', finalSuccessfulStatuses: ['ACSC'] },
}
const INSTANT: PaymentCapability = { ...SEPA, paymentType: 'INST_SEPA', executionDateSupported: false, executionDateDaysMax: null }
const BULK: PaymentCapability = { ...SEPA, paymentType: 'BULK_SEPA', instructionsMax: 50, standingOrders: 'no' }
const GIRO: PaymentCapability = {
  ...SEPA,
  ...{ paymentType: 'DOMESTIC_SE_GIRO', currencies: ['SEK'], creditorAccountSchemes: ['BGNR', 'PGNR'], referenceSchemes: ['SEBG'] },
}

const PAYEE: Partial<PayLine> = { name: 'Putkityö Nieminen Oy', account: 'FI21 1234 5600 0007 85', amount: '284,60' }

function look(
  line: Partial<PayLine>,
  { form = {}, capabilities = [SEPA, INSTANT] as PaymentCapability[], channel = 'bank' as 'bank' | 'by_hand' } = {},
) {
  const source = {
    ...{
      accountId: ACCOUNT,
      name: 'Household',
      bankName: 'Saaristo Bank',
      bankCountry: 'FI',
      tileId: 'FI Saaristo Bank',
      lastFour: '4417',
    },
    ...{
      currency: 'EUR',
      available: null,
      availableType: null,
      availableAt: null,
      ahead: null,
      isMine: true,
      channel,
      numberScheme: 'IBAN',
    },
    ...{ reasonNotBank: null, psuType: 'personal', capabilities: channel === 'bank' ? capabilities : [], authMethods: [] },
  } satisfies PaymentSource
  const filled: PayForm = { ...emptyForm({ accountId: ACCOUNT, currency: 'EUR' }), lines: [{ ...emptyLine(), ...line }], ...form }
  const facts = factsOf(filled, [source], [])
  const view = lookAtForm(filled, { ...facts, source, style: readFormatStyle('fi-FI'), today: TODAY, matchesPattern: matchesTemplate })
  return { facts, view, order: view.order, errors: view.errors }
}

describe('the form', () => {
  it('makes the order of what was typed, in the characters and numbers banks take', () => {
    const { order, errors, view } = look({ ...PAYEE, message: ['Keittiön hana'] })
    expect(errors).toEqual({})
    expect(order).toMatchObject({ accountId: ACCOUNT, channel: 'bank', paymentType: 'SEPA', currency: 'EUR', executeOn: null })
    expect(order.lines[0]).toMatchObject({
      ...{ amount: '284.60', name: 'Putkityo Nieminen Oy', reference: null, remittance: ['Keittion hana'] },
      account: { scheme: 'IBAN', identification: 'FI2112345600000785' },
    })
    expect(view.lines[0]).toMatchObject({
      writtenName: 'Putkityo Nieminen Oy',
      writtenMessage: 'Keittion hana',
      account: { country: 'FI' },
    })
  })

  it('takes a right reference for one, and a number that is none for a message with a word about it', () => {
    const right = look({ ...PAYEE, message: ['RF18 5390 0754 7034'] })
    expect(right.order.lines[0]).toMatchObject({ reference: 'RF18539007547034', remittance: [] })
    expect(right.view.lines[0]?.reference).toBe('right')
    const plain = look({ ...PAYEE, message: ['20261119'] })
    expect(plain.order.lines[0]).toMatchObject({ reference: null, remittance: ['20261119'] })
    expect(plain.view.lines[0]?.reference).toBe('message')
  })

  it('calls a wrong figure of an RF reference an error, never a message', () => {
    expect(look({ ...PAYEE, message: ['RF19 5390 0754 7034'] }).errors).toEqual({ 'lines.0.reference': 'reference_check_digit' })
  })

  it('names every field that is wrong', () => {
    expect(look({ account: 'FI22 1234 5600 0007 85', amount: '1.500' }).errors).toMatchObject({
      'lines.0.name': 'required',
      'lines.0.account': 'iban_check_digits',
      'lines.0.amount': 'amount_form',
    })
  })

  it('says the day it really leaves, and the next ones of a standing order', () => {
    const { view } = look(PAYEE, { form: { executeOn: '2026-11-21' } })
    expect(view.day).toMatchObject({ day: '2026-11-23', because: 'weekend' })
    expect(view.order.executeOn).toBe('2026-11-21')
    const repeat = { frequency: 'MNTH', executionRule: null, endDate: null }
    const standing = look(PAYEE, { form: { executeOn: '2026-11-30', repeat } })
    expect(standing.errors).toEqual({})
    expect(standing.view.nextDays).toEqual(['2026-11-30', '2026-12-30', '2027-02-01'])
  })

  it('drops the day where an instant payment takes none', () => {
    const { order, errors, view } = look(PAYEE, { form: { paymentType: 'INST_SEPA', executeOn: '2026-11-21' } })
    expect(order).toMatchObject({ paymentType: 'INST_SEPA', executeOn: null })
    expect(errors).toEqual({})
    expect(view.day).toBeNull()
  })

  it('leaves the instant type when it is to be repeated', () => {
    const repeat = { frequency: 'MNTH', executionRule: null, endDate: null }
    expect(look(PAYEE, { form: { paymentType: 'INST_SEPA', executeOn: '2026-11-30', repeat } }).order.paymentType).toBe('SEPA')
  })

  it('offers a bulk type for several payees only', () => {
    const capabilities = [SEPA, BULK]
    expect(look(PAYEE, { capabilities }).facts.types.map(({ paymentType }) => paymentType)).toEqual(['SEPA'])
    const several = { form: { isSeveral: true, lines: [1, 2, 3].map(() => ({ ...emptyLine(), ...PAYEE })) }, capabilities }
    expect(look(PAYEE, several).order).toMatchObject({ paymentType: 'BULK_SEPA', lines: [{}, {}, {}] })
    expect(look(PAYEE, several).errors).toEqual({})
  })

  it('tells a bankgiro from a plusgiro number', () => {
    const form = { currency: 'SEK' }
    const scheme = (account: string) => look({ ...PAYEE, account }, { form, capabilities: [GIRO] }).order.lines[0]?.account
    expect(scheme('5805-6201')).toEqual({ scheme: 'BGNR', identification: '58056201' })
    expect(scheme('90 20 90-0')).toEqual({ scheme: 'PGNR', identification: '9020900' })
  })

  it('keeps the form and blames the number when the bank does not take its kind', () => {
    const { errors, facts } = look({ ...PAYEE, account: '5805-6201' }, { capabilities: [GIRO], form: { currency: 'SEK' } })
    expect(facts.isStuck).toBe(false)
    expect(errors).toEqual({})
    expect(look(PAYEE, { capabilities: [GIRO], form: { currency: 'SEK' } }).errors).toHaveProperty(
      ['lines.0.account'],
      'account_kind_not_taken',
    )
  })

  it('makes an ordinary transfer of one that is carried to the bank by hand', () => {
    const { order, errors } = look(PAYEE, { channel: 'by_hand' })
    expect(order).toMatchObject({ channel: 'by_hand', paymentType: 'SEPA' })
    expect(errors).toEqual({})
  })
})
