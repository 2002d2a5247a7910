import { describe, expect, it, vi } from 'vitest'
import { pay, paymentBody, refusedField, type PaymentWish } from '../../payments/test-payment'
import { createClient, type Client } from '../../test-client'
import { BANKS } from '../../world/banks'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const iban = (client: Client, key: string) => client.simulator.world.accounts.get(key)!.iban!
const account = (identification: string, scheme_name = 'IBAN') => ({ identification, scheme_name })
const OF = 'body.payment_request.credit_transfer_transaction.0'

/** What each type needs at a bank that offers it; the other side of a German, Swedish or Norwegian border. */
const SWEDISH = { bank: 'Norrskenbanken', country: 'SE' }
const KRONA = (amount: string) => ({ currency: 'SEK', amount })
const DEBTOR = { debtor_account: account('SE4550000000058398257466') }
const GIRO = {
  instructed_amount: KRONA('250.00'),
  beneficiary: { creditor: { name: 'Elnätet' }, creditor_account: account('9912346', 'BGNR') },
  remittance_information: undefined,
  reference_number: '1234567897',
}
const DOMESTIC = {
  instructed_amount: KRONA('99.50'),
  beneficiary: { creditor: { name: 'Nils' }, creditor_account: account('50000000058398257466'.slice(0, 15), 'BBAN') },
}
const ABROAD = {
  instructed_amount: { currency: 'USD', amount: '120.00' },
  beneficiary: {
    creditor: { name: 'A Studio', postal_address: { country: 'US', address_line: ['5 Main Street', 'Springfield'] } },
    creditor_account: account('123456789', 'BBAN'),
    creditor_agent: { bic_fi: 'TESTUS33' },
  },
  remittance_information: ['Invoice 7', ''],
  regulatory_reporting: [{ details: { code: '31', information: 'Design work' } }],
}

const TAKEN: readonly [type: string, wish: PaymentWish][] = [
  ['SEPA', {}],
  ['INST_SEPA', { type: 'INST_SEPA' }],
  ['INTERNAL', { type: 'INTERNAL' }],
  ['DOMESTIC', { ...SWEDISH, type: 'DOMESTIC', line: DOMESTIC, request: DEBTOR, body: { auth_method: 'app' } }],
  ['CROSSBORDER', { ...SWEDISH, type: 'CROSSBORDER', line: ABROAD, request: { ...DEBTOR, charge_bearer: 'SHAR' } }],
  ['DOMESTIC_SE_GIRO', { ...SWEDISH, type: 'DOMESTIC_SE_GIRO', line: GIRO, request: DEBTOR }],
  ['BULK_SEPA', { type: 'BULK_SEPA', lines: [{}, {}, {}] }],
  ['BULK_DOMESTIC', { ...SWEDISH, type: 'BULK_DOMESTIC', lines: [DOMESTIC, DOMESTIC], request: DEBTOR }],
  ['BULK_DOMESTIC_SE_GIRO', { ...SWEDISH, type: 'BULK_DOMESTIC_SE_GIRO', lines: [GIRO, GIRO], request: DEBTOR }],
]

function withDebtor(client: Client, wish: PaymentWish): PaymentWish {
  return wish.type === 'BULK_SEPA' ? { ...wish, request: { debtor_account: account(iban(client, 'fi-saaristo-bank/aino-current')) } } : wish
}

describe('every type of payment of the interface', () => {
  it.each(TAKEN)('%s is taken by a bank that offers it', async (type, wish) => {
    const client = createClient()
    const { status, body } = await pay(client, withDebtor(client, wish))
    expect([status, body], JSON.stringify(body.detail)).toEqual([200, expect.objectContaining({ status: 'RCVD' })])
    expect((await client.call('GET', `/payments/${body.payment_id as string}`)).body.payment_type).toBe(type)
  })

  it('is offered to people somewhere, and some banks take none', () => {
    const offered = new Set(
      BANKS.flatMap(({ payments }) => payments.filter(({ psu_type }) => psu_type === 'personal').map((one) => one.payment_type)),
    )
    expect([...offered].sort()).toEqual(TAKEN.map(([type]) => type).sort())
    expect(BANKS.filter(({ payments }) => payments.length === 0).length).toBeGreaterThan(0)
  })

  it('differs in every requirement a list entry knows', () => {
    const entries = BANKS.flatMap(({ payments }) => payments as readonly Record<string, unknown>[])
    for (const key of Object.keys(entries[0]!)) {
      const values = new Set(entries.map((entry) => JSON.stringify(entry[key])))
      expect(values.size, key).toBeGreaterThan(1)
    }
  })
})

const beneficiary = (change: Record<string, unknown>) => ({ beneficiary: { ...paymentBodyLine().beneficiary, ...change } })
function paymentBodyLine() {
  const [line] = (paymentBody().payment_request as { credit_transfer_transaction: { beneficiary: Record<string, unknown> }[] })
    .credit_transfer_transaction
  return line!
}

describe('a bank refuses, naming the field,', () => {
  const noDebtor = { debtor_account: undefined }
  it.each<[string, PaymentWish, string]>([
    [
      'no account to pay from where it must be known',
      { ...SWEDISH, type: 'DOMESTIC', line: DOMESTIC, request: noDebtor, body: { auth_method: 'app' } },
      'body.payment_request.debtor_account',
    ],
    [
      'a method that does not work for this type',
      { ...SWEDISH, type: 'DOMESTIC', line: DOMESTIC, request: DEBTOR, body: { auth_method: 'code-card' } },
      'body.auth_method',
    ],
    ['a bulk of another bank’s type', { ...SWEDISH, type: 'BULK_SEPA' }, 'body.payment_type'],
    [
      'no currency of the account',
      { bank: 'Kontur', request: { debtor_account: account('FI2112345600000785') } },
      'body.payment_request.debtor_currency',
    ],
    ['no e-mail address', { bank: 'Älvbanken', country: 'SE' }, 'body.payment_request.debtor.contact_details.email_address'],
    ['no telephone', { bank: 'Lyngheim Sparekasse', country: 'NO' }, 'body.payment_request.debtor.contact_details.phone_number'],
    ['no address of the payee', { bank: 'Banque des Tilleuls', country: 'FR' }, `${OF}.beneficiary.creditor.postal_address`],
    ['no country of the payee', { bank: 'Lipova Banka', country: 'SI' }, `${OF}.beneficiary.creditor.postal_address.country`],
    ['a BIC that is none', { line: beneficiary({ creditor_agent: { bic_fi: 'NOBIC' } }) }, `${OF}.beneficiary.creditor_agent.bic_fi`],
    [
      'no meaning for the authorities',
      { ...SWEDISH, type: 'CROSSBORDER', line: { ...ABROAD, regulatory_reporting: undefined }, request: DEBTOR },
      `${OF}.regulatory_reporting.0.details.code`,
    ],
    [
      'a wrong giro number',
      {
        ...SWEDISH,
        type: 'DOMESTIC_SE_GIRO',
        line: { ...GIRO, beneficiary: { creditor_account: account('9912345', 'BGNR') } },
        request: DEBTOR,
      },
      `${OF}.beneficiary.creditor_account.identification`,
    ],
    [
      'a wrong OCR number',
      { ...SWEDISH, type: 'DOMESTIC_SE_GIRO', line: { ...GIRO, reference_number: '1234567890' }, request: DEBTOR },
      `${OF}.reference_number`,
    ],
    [
      'an account in another scheme',
      { line: beneficiary({ creditor_account: account('9912346', 'BGNR') }) },
      `${OF}.beneficiary.creditor_account.scheme_name`,
    ],
    [
      'a priority it does not know',
      { request: { payment_type_information: { instruction_priority: 'EXPR' } } },
      'body.payment_request.payment_type_information.instruction_priority',
    ],
    ['a charge bearer it does not know', { request: { charge_bearer: 'DEBT' } }, 'body.payment_request.charge_bearer'],
    ['one line of text where two belong', { bank: 'Tammi Savings Bank' }, `${OF}.remittance_information`],
    [
      'letters it cannot write',
      { bank: 'Tammi Savings Bank', line: { remittance_information: ['Öljy', ''] } },
      `${OF}.remittance_information.0`,
    ],
    [
      'a day beyond its month',
      { bank: 'Tammi Savings Bank', line: { remittance_information: ['a', ''], requested_execution_date: '2026-12-30' } },
      `${OF}.requested_execution_date`,
    ],
    [
      'a later day for an instant payment',
      { type: 'INST_SEPA', line: { requested_execution_date: '2026-11-25' } },
      `${OF}.requested_execution_date`,
    ],
    [
      'a standing order where it takes none',
      {
        bank: 'Tammi Savings Bank',
        line: { remittance_information: ['a', ''], frequency: 'MNTH', requested_execution_date: '2026-12-01' },
      },
      `${OF}.frequency`,
    ],
    ['a frequency that is none', { line: { frequency: 'OFTEN', requested_execution_date: '2026-12-01' } }, `${OF}.frequency`],
    ['an end without a frequency', { line: { end_date: '2027-12-01' } }, `${OF}.frequency`],
    [
      'a standing order that ends before it begins',
      { line: { frequency: 'MNTH', requested_execution_date: '2026-12-01', end_date: '2026-11-30' } },
      `${OF}.end_date`,
    ],
    ['an id longer than 35', { line: { payment_id: { end_to_end_id: 'x'.repeat(36) } } }, `${OF}.payment_id.end_to_end_id`],
  ])('%s', async (_, wish, field) => {
    const answer = await pay(createClient(), wish)
    expect([answer.status, answer.body.error, refusedField(answer)]).toEqual([422, 'WRONG_REQUEST_PARAMETERS', field])
  })
})

describe('an application in production', () => {
  const linked = (client: Client) => [iban(client, 'fi-saaristo-bank/aino-current')]

  it('pays when that is among its services', async () => {
    const client = createClient({ application: { environment: 'PRODUCTION', services: ['AIS', 'PIS'] } })
    expect((await pay(client)).status).toBe(200)
    expect((await client.call('GET', '/application')).body.services).toEqual(['AIS', 'PIS'])
    expect((await pay(createClient({ application: { environment: 'PRODUCTION' } }))).body.error).toBe('ACCESS_DENIED')
  })

  it('that is restricted pays only from or to its own accounts', async () => {
    const own = linked(createClient())
    const client = createClient({ application: { environment: 'PRODUCTION', services: ['AIS', 'PIS'], linkedAccounts: own } })
    expect((await pay(client)).body.error).toBe('UNTRUSTED_PAYMENT_PARTY')
    expect((await pay(client, { request: { debtor_account: account(own[0]!) } })).status).toBe(200)
  })
})
