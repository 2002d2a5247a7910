import { describe, expect, it } from 'vitest'
import type { PaymentCapability } from '@/lib/banking/payment-port'
import type { IsoDate } from '@/lib/core/iso-date'
import { matchesTemplate } from '@/lib/core/safe-regex'
import { checkOrder } from './check-order'
import { fitOrder } from './fit-order'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import type { OrderContext } from './order-context'
import { BARE_CAPABILITY } from '@/lib/testing/bare-capability'

const TODAY = '2026-11-20' as IsoDate

const SEPA: PaymentCapability = {
  ...BARE_CAPABILITY,
  instructionsMax: 1,
  currencies: ['EUR'],
  debtorAccountRequired: true,
  debtorAccountSchemes: ['IBAN'],
  creditorAccountSchemes: ['IBAN'],
  chargeBearers: ['SLEV'],
  creditorNameRequired: true,
  referenceSupported: true,
  referenceSchemes: ['INTL', 'FIRF'],
  executionDateSupported: true,
  executionDateDaysMax: 30,
  standingOrders: 'yes',
  finalSuccessfulStatuses: ['ACSC'],
}

const LINE: OrderLine = {
  amount: '284.60',
  payeeId: null,
  name: 'Helsingin Energia',
  account: { scheme: 'IBAN', identification: 'FI2112345600000785' },
  bic: null,
  clearing: null,
  country: null,
  addressLines: [],
  remittance: ['Invoice 12'],
  reference: null,
  regulatory: null,
}

const ORDER: PaymentOrder = {
  accountId: '01890000-0000-7000-8000-000000000001',
  channel: 'bank',
  paymentType: 'SEPA',
  psuType: 'personal',
  currency: 'EUR',
  executeOn: null,
  standingOrder: null,
  chargeBearer: null,
  priority: null,
  debtorEmail: null,
  debtorPhone: null,
  authMethod: null,
  lines: [LINE],
}

const debtor = { scheme: 'IBAN', identification: 'FI5810171000000122' }

type Wish = { bank?: Partial<PaymentCapability>; order?: Partial<PaymentOrder>; line?: Partial<OrderLine>; context?: Partial<OrderContext> }

function errorsOf({ bank = {}, order = {}, line = {}, context = {} }: Wish = {}) {
  const asked = { ...ORDER, paymentType: bank.paymentType ?? 'SEPA', lines: [{ ...LINE, ...line }], ...order }
  return checkOrder(asked, { capability: { ...SEPA, ...bank }, debtor, today: TODAY, matchesPattern: matchesTemplate, ...context })
}

describe('an order', () => {
  it('that the bank takes has no errors', () => {
    expect(errorsOf()).toEqual({})
  })

  it.each<[string, Wish, Record<string, string>]>([
    ['another type than the bank offers', { order: { paymentType: 'DOMESTIC' } }, { paymentType: 'type_not_offered' }],
    ['a by-hand order where the bank is asked', { order: { channel: 'by_hand' } }, { paymentType: 'type_not_offered' }],
    ['no payee', { order: { lines: [] } }, { lines: 'required' }],
    ['more payees than the bank takes', { order: { lines: [LINE, LINE] } }, { lines: 'too_many_payees' }],
    [
      'two payees where the bank does not say',
      { bank: { instructionsMax: null }, order: { lines: [LINE, LINE] } },
      { lines: 'too_many_payees' },
    ],
    ['another currency', { order: { currency: 'SEK' } }, { currency: 'currency_not_taken' }],
    ['a charge bearer the bank does not name', { order: { chargeBearer: 'SHAR' } }, { chargeBearer: 'choice_not_offered' }],
    ['a priority where the bank has none', { order: { priority: 'HIGH' } }, { priority: 'not_taken' }],
    ['another way to sign in', { bank: { authMethods: ['app'] }, order: { authMethod: 'card' } }, { authMethod: 'choice_not_offered' }],
    ['no e-mail where the bank needs it', { bank: { debtorEmailRequired: true } }, { debtorEmail: 'required' }],
    ['an e-mail the bank has no use for', { order: { debtorEmail: 'a@b.fi' } }, { debtorEmail: 'not_taken' }],
    ['a wrong e-mail', { bank: { debtorEmailRequired: true }, order: { debtorEmail: 'a b' } }, { debtorEmail: 'email_form' }],
    ['a wrong phone', { bank: { debtorPhoneRequired: true }, order: { debtorPhone: 'call' } }, { debtorPhone: 'phone_form' }],
    ['an account the bank cannot pay from', { bank: { debtorAccountSchemes: ['BBAN'] } }, { accountId: 'account_kind_not_taken' }],
  ])('with %s is refused', (_, wish, errors) => expect(errorsOf(wish)).toEqual(errors))
})

describe('the day of an order', () => {
  it.each<[string, Wish, Record<string, string>]>([
    ['past', { order: { executeOn: '2026-11-19' as IsoDate } }, { executeOn: 'date_past' }],
    ['after the last the bank takes', { order: { executeOn: '2026-12-21' as IsoDate } }, { executeOn: 'date_too_far' }],
    // The thirtieth day is a Sunday.
    ['shifted after the last', { order: { executeOn: '2026-12-20' as IsoDate } }, { executeOn: 'date_too_far' }],
    ['that does not exist', { order: { executeOn: '2026-02-30' as IsoDate } }, { executeOn: 'date_form' }],
    ['where the bank takes none', { bank: { executionDateSupported: false }, order: { executeOn: TODAY } }, { executeOn: 'not_taken' }],
    ['of an instant payment', { bank: { paymentType: 'INST_SEPA' }, order: { executeOn: TODAY } }, { executeOn: 'not_taken' }],
  ])('%s is refused', (_, wish, errors) => expect(errorsOf(wish)).toEqual(errors))

  it('is right today, on a weekend and up to the last the bank takes', () => {
    for (const executeOn of ['2026-11-20', '2026-11-21', '2026-12-18'])
      expect(errorsOf({ order: { executeOn: executeOn as IsoDate } })).toEqual({})
  })
})

describe('a standing order', () => {
  const standingOrder = { frequency: 'MNTH', executionRule: 'FWNG', endDate: null }
  const executeOn = '2026-12-01' as IsoDate

  it('is right with a first day and a frequency', () => {
    expect(errorsOf({ order: { standingOrder, executeOn } })).toEqual({})
    expect(errorsOf({ bank: { standingOrders: 'unknown' }, order: { standingOrder, executeOn } })).toEqual({})
  })

  it.each<[string, Wish, Record<string, string>]>([
    ['no first day', { order: { standingOrder } }, { executeOn: 'required' }],
    [
      'a frequency nobody knows',
      { order: { standingOrder: { ...standingOrder, frequency: 'ADHO' }, executeOn } },
      { 'standingOrder.frequency': 'frequency_unknown' },
    ],
    [
      'a rule nobody knows',
      { order: { standingOrder: { ...standingOrder, executionRule: 'X' }, executeOn } },
      { 'standingOrder.executionRule': 'choice_not_offered' },
    ],
    [
      'an end before its beginning',
      { order: { standingOrder: { ...standingOrder, endDate: '2026-11-30' as IsoDate }, executeOn } },
      { 'standingOrder.endDate': 'date_end_before_start' },
    ],
    ['a bank that takes none', { bank: { standingOrders: 'no' }, order: { standingOrder, executeOn } }, { standingOrder: 'not_taken' }],
    [
      'a bank that does not say and takes no days',
      { bank: { standingOrders: 'unknown', executionDateSupported: false }, order: { standingOrder, executeOn } },
      { standingOrder: 'not_taken' },
    ],
    [
      'several payees',
      { bank: { instructionsMax: 5 }, order: { standingOrder, executeOn, lines: [LINE, LINE] } },
      { lines: 'too_many_payees' },
    ],
  ])('with %s is refused', (_, wish, errors) => expect(errorsOf(wish)).toEqual(errors))
})

describe('a payee', () => {
  const account = (identification: string, scheme = 'IBAN') => ({ line: { account: { scheme, identification } } })

  it.each<[string, Wish, string]>([
    ['no account', account(' '), 'required'],
    ['a country without IBANs', account('XX2112345600000785'), 'iban_country'],
    ['an IBAN too short', account('FI211234560000078'), 'iban_length'],
    ['an IBAN with a wrong digit', account('FI2112345600000786'), 'iban_check_digits'],
    ['an IBAN with other signs', account('FI21123456_0000785'), 'iban_characters'],
    ['an IBAN outside SEPA', account('TR330006100519786457841326'), 'iban_not_sepa'],
    ['the account that pays', account('fi58 1017 1000 0001 22'), 'own_account'],
    ['a kind of number the bank does not take', account('9912346', 'BGNR'), 'account_kind_not_taken'],
  ])('with %s is refused', (_, wish, code) => expect(errorsOf(wish)).toEqual({ 'lines.0.account': code }))

  it('may be in any SEPA country, also those that joined late', () => {
    for (const iban of ['MD24AG000225100013104168', 'AL47212110090000000235698741', 'GB29NWBK60161331926819', 'ME25505000012345678951']) {
      expect(errorsOf(account(iban))).toEqual({})
    }
  })

  it.each<[string, Wish, Record<string, string>]>([
    ['a wrong Bankgiro number', account('9912347', 'BGNR'), { 'lines.0.account': 'bankgiro_check_digit' }],
    ['a wrong Plusgiro number', account('90 20 90-1', 'PGNR'), { 'lines.0.account': 'plusgiro_check_digit' }],
    ['a right Bankgiro number', account('991-2346', 'BGNR'), {}],
    ['an unreadable number of another kind', account('12_34', 'BBAN'), { 'lines.0.account': 'account_kind_not_taken' }],
  ])('of a giro payment with %s is told so', (_, wish, errors) => {
    const bank = { paymentType: 'DOMESTIC_SE_GIRO', currencies: ['SEK'], creditorAccountSchemes: ['BGNR', 'PGNR'] }
    expect(errorsOf({ ...wish, bank, order: { currency: 'SEK', lines: [{ ...LINE, ...wish.line }] } })).toEqual(errors)
  })

  it.each<[string, Wish, Record<string, string>]>([
    ['no name', { line: { name: ' ' } }, { 'lines.0.name': 'required' }],
    ['a long name', { line: { name: 'x'.repeat(71) } }, { 'lines.0.name': 'too_long' }],
    ['letters SEPA does not have', { line: { name: 'Mäkinen' } }, { 'lines.0.name': 'characters' }],
    ['a slash at the end', { line: { name: 'A/' } }, { 'lines.0.name': 'slashes' }],
    ['a BIC that is none', { line: { bic: 'NORDEA' } }, { 'lines.0.bic': 'bic_form' }],
    ['a BIC of another country', { line: { bic: 'DEUTDEFF' } }, { 'lines.0.bic': 'bic_other_country' }],
    ['a BIC of its own country', { line: { bic: 'NDEAFIHH' } }, {}],
    ['no BIC where needed', { bank: { creditorBicRequired: true } }, { 'lines.0.bic': 'required' }],
    ['no country where needed', { bank: { creditorCountryRequired: true } }, { 'lines.0.country': 'required' }],
    ['a country in words', { line: { country: 'Finland' } }, { 'lines.0.country': 'country_form' }],
    ['no address where needed', { bank: { creditorAddressRequired: true } }, { 'lines.0.address': 'required' }],
    ['three lines of address', { line: { addressLines: ['a', 'b', 'c'] } }, { 'lines.0.address': 'lines_too_many' }],
    ['no clearing number where needed', { bank: { creditorClearingIdRequired: true } }, { 'lines.0.clearing': 'required' }],
    ['a clearing number of signs', { line: { clearing: { systemId: null, memberId: '#' } } }, { 'lines.0.clearing': 'clearing_form' }],
    ['no regulatory code where needed', { bank: { regulatoryCodeRequired: true } }, { 'lines.0.regulatory': 'required' }],
    ['a regulatory code where none is', { line: { regulatory: { code: '1', information: 'a' } } }, { 'lines.0.regulatory': 'not_taken' }],
    [
      'a regulatory code the bank does not list',
      { bank: { regulatoryCodes: [{ value: '14', description: '' }] }, line: { regulatory: { code: '15', information: 'a' } } },
      { 'lines.0.regulatory': 'choice_not_offered' },
    ],
  ])('with %s is told so', (_, wish, errors) => expect(errorsOf(wish)).toEqual(errors))

  it('of a French territory has a BIC of its own country and a French IBAN', () => {
    expect(errorsOf({ line: { account: { scheme: 'IBAN', identification: 'FR1420041010050500013M02606' }, bic: 'BNPARERXXXX' } })).toEqual(
      {},
    )
  })
})

describe('an amount', () => {
  it.each([
    ['', 'required'],
    ['0', 'amount_zero'],
    ['0.00', 'amount_zero'],
    ['-1', 'amount_form'],
    ['1,50', 'amount_form'],
    ['1e3', 'amount_form'],
    ['1.005', 'amount_decimals'],
    ['1000000000', 'amount_too_large'],
    ['99999999999999999999', 'amount_too_large'],
  ])('of "%s" is refused', (amount, code) => expect(errorsOf({ line: { amount } })).toEqual({ 'lines.0.amount': code }))

  it('has the decimals of its currency', () => {
    const bank = { paymentType: 'CROSSBORDER', currencies: ['JPY', 'KWD'] }
    const inCurrency = (currency: string, amount: string) => errorsOf({ bank, order: { currency, lines: [{ ...LINE, amount }] } })
    expect(inCurrency('JPY', '1500')).toEqual({})
    expect(inCurrency('JPY', '1500.5')).toEqual({ 'lines.0.amount': 'amount_decimals' })
    expect(inCurrency('KWD', '0.005')).toEqual({})
  })
})

describe('a message', () => {
  const two = {
    remittanceLines: [
      { minLength: 3, maxLength: 10, pattern: '^[A-Z0-9 ]*$' },
      { minLength: null, maxLength: null, pattern: null },
    ],
  }

  it.each<[string, Wish, Record<string, string>]>([
    [
      'none where one is needed',
      { bank: { remittanceRequired: true, referenceSupported: false }, line: { remittance: [] } },
      { 'lines.0.remittance.0': 'required' },
    ],
    ['140 characters and one', { line: { remittance: ['x'.repeat(141)] } }, { 'lines.0.remittance.0': 'too_long' }],
    ['letters SEPA does not have', { line: { remittance: ['Viesti ä'] } }, { 'lines.0.remittance.0': 'characters' }],
    ['two lines where the bank names none', { line: { remittance: ['a', 'b'] } }, { 'lines.0.remittance': 'lines_too_many' }],
    ['one line of two', { bank: two, line: { remittance: ['ABC'] } }, { 'lines.0.remittance': 'lines_too_few' }],
    ['a line too short', { bank: two, line: { remittance: ['AB', ''] } }, { 'lines.0.remittance.0': 'too_short' }],
    ['a line too long', { bank: two, line: { remittance: ['ABCDEFGHIJK', ''] } }, { 'lines.0.remittance.0': 'too_long' }],
    ['an empty line that may not be', { bank: two, line: { remittance: ['', 'second'] } }, { 'lines.0.remittance.0': 'required' }],
    ['a line off the pattern', { bank: two, line: { remittance: ['abc', ''] } }, { 'lines.0.remittance.0': 'pattern' }],
    ['two right lines', { bank: two, line: { remittance: ['ABC', 'second'] } }, {}],
    ['none of two lines that need not be', { bank: two, line: { remittance: [] } }, {}],
  ])('of %s is told so', (_, wish, errors) => expect(errorsOf(wish)).toEqual(errors))

  it('may have the letters a bank takes by its own pattern', () => {
    const bank = { remittanceLines: [{ minLength: 1, maxLength: 210, pattern: '^.{1,210}$' }] }
    expect(errorsOf({ bank, line: { remittance: [`Kesämökki ${'x'.repeat(150)}`] } })).toEqual({})
  })

  it('is held to its lengths alone by a pattern RE2 cannot take, and while patterns are not loaded', () => {
    const bank = { remittanceLines: [{ minLength: 1, maxLength: 10, pattern: '^(?!x).*$' }] }
    expect(errorsOf({ bank, line: { remittance: ['xyz'] } })).toEqual({})
    expect(errorsOf({ bank, line: { remittance: ['xyz12345678'] } })).toEqual({ 'lines.0.remittance.0': 'too_long' })
    const later = { context: { matchesPattern: null } }
    expect(errorsOf({ ...later, bank: two, line: { remittance: ['abc', ''] } })).toEqual({})
  })

  it('outside SEPA may have any letter, but no control character', () => {
    const bank = { paymentType: 'DOMESTIC', currencies: ['SEK'] }
    const order = (text: string) => ({ bank, order: { currency: 'SEK', lines: [{ ...LINE, name: 'Åsa', remittance: [text] }] } })
    expect(errorsOf(order('Hyra för maj'))).toEqual({})
    expect(errorsOf(order('a\u0000b'))).toEqual({ 'lines.0.remittance.0': 'characters' })
  })
})

describe('a reference', () => {
  const reference = 'RF18539007547034'

  it.each<[string, Wish, Record<string, string>]>([
    ['beside a message where only one may be', { line: { reference } }, { 'lines.0.remittance.0': 'message_or_reference' }],
    ['beside a message where both may be', { bank: { remittanceWithReference: true }, line: { reference } }, {}],
    ['with a wrong digit', { line: { reference: 'RF19539007547034', remittance: [] } }, { 'lines.0.reference': 'reference_check_digit' }],
    [
      'of a kind the bank does not take',
      { line: { reference: '+++010/8068/17183+++', remittance: [] } },
      { 'lines.0.reference': 'reference_form' },
    ],
    [
      'where the bank takes none',
      { bank: { referenceSupported: false }, line: { reference, remittance: [] } },
      { 'lines.0.reference': 'not_taken' },
    ],
    ['in place of a message that is needed', { bank: { remittanceRequired: true }, line: { reference, remittance: [] } }, {}],
    [
      'without the message that is needed beside it',
      { bank: { remittanceRequired: true, remittanceWithReference: true }, line: { reference, remittance: [] } },
      { 'lines.0.remittance.0': 'required' },
    ],
  ])('%s is told so', (_, wish, errors) => expect(errorsOf(wish)).toEqual(errors))
})

describe('an order carried by hand', () => {
  const byHand = (order: Partial<PaymentOrder> = {}, line: Partial<OrderLine> = {}) =>
    checkOrder(
      { ...ORDER, channel: 'by_hand', lines: [{ ...LINE, ...line }], ...order },
      { capability: null, debtor, today: TODAY, matchesPattern: matchesTemplate },
    )

  it('is a SEPA transfer in euro to an IBAN', () => {
    expect(byHand()).toEqual({})
    expect(byHand({ executeOn: '2026-12-21' as IsoDate, lines: [LINE, LINE] })).toEqual({})
    expect(byHand({ currency: 'SEK' })).toEqual({ currency: 'currency_not_taken' })
    expect(byHand({}, { account: { scheme: 'BGNR', identification: '9912346' } })).toEqual({ 'lines.0.account': 'account_kind_not_taken' })
    expect(byHand({ channel: 'bank' })).toEqual({ paymentType: 'type_not_offered' })
    expect(byHand({ standingOrder: { frequency: 'MNTH', executionRule: null, endDate: null } })).toEqual({ standingOrder: 'not_taken' })
  })

  it('has a message or a reference that its file and its code can say', () => {
    expect(byHand({}, { reference: '868516259619897', remittance: [] })).toEqual({})
    expect(byHand({}, { reference: '868516259619897' })).toEqual({ 'lines.0.remittance.0': 'message_or_reference' })
    expect(byHand({}, { reference: '010806817183', remittance: [] })).toEqual({ 'lines.0.reference': 'reference_check_digit' })
  })
})

describe('the order that is sent', () => {
  const typed: PaymentOrder = {
    ...ORDER,
    lines: [
      {
        ...LINE,
        amount: '5',
        name: ' Helsingin Energia ',
        account: { scheme: 'IBAN', identification: 'fi21 1234 5600 0007 85' },
        bic: 'ndeafihh',
        country: 'fi',
        addressLines: ['', 'Katu 1'],
        remittance: [' ', ''],
        reference: '86851 62596 19897',
      },
    ],
  }
  const sent = fitOrder(typed, SEPA)

  it('has its numbers without grouping and its amount with all digits', () => {
    expect(sent.lines[0]).toEqual({
      ...LINE,
      amount: '5.00',
      bic: 'NDEAFIHH',
      country: 'FI',
      addressLines: ['Katu 1'],
      remittance: [],
      reference: '868516259619897',
    })
  })

  it('is the same when made again, and right when the typed one was', () => {
    expect(fitOrder(sent, SEPA)).toEqual(sent)
    expect(checkOrder(sent, { capability: SEPA, debtor, today: TODAY, matchesPattern: matchesTemplate })).toEqual({})
  })

  it('has as many lines of message as the bank names', () => {
    const bank = {
      ...SEPA,
      remittanceLines: Array(4).fill({ minLength: null, maxLength: 35, pattern: null }) as PaymentCapability['remittanceLines'],
    }
    expect(fitOrder(ORDER, bank).lines[0]!.remittance).toEqual(['Invoice 12', '', '', ''])
  })

  it('keeps what cannot be read, for the check to name', () => {
    const wrong = fitOrder({ ...ORDER, lines: [{ ...LINE, amount: '1,50', reference: '86851', remittance: [] }] }, SEPA)
    expect([wrong.lines[0]!.amount, wrong.lines[0]!.reference]).toEqual(['1,50', '86851'])
  })
})
