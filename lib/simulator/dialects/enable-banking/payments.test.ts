import { describe, expect, it, vi } from 'vitest'
import { createClient, REDIRECT_URL, type Client } from '../../test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const SECOND = 1000
const DAY = 86_400_000

type Change = Record<string, unknown>

function accountsOf(client: Client) {
  const iban = (key: string) => client.simulator.world.accounts.get(key)!.iban!
  return { current: iban('fi-saaristo-bank/aino-current'), joint: iban('fi-saaristo-bank/joint'), elias: iban('fi-kontur/elias-eur') }
}

function paymentBody(
  client: Client,
  { instruction = {}, request = {}, ...change }: { instruction?: Change; request?: Change } & Change = {},
) {
  const { joint } = accountsOf(client)
  return {
    payment_type: 'SEPA',
    payment_request: {
      credit_transfer_transaction: [
        {
          instructed_amount: { currency: 'EUR', amount: '12.30' },
          beneficiary: { creditor: { name: 'Household' }, creditor_account: { identification: joint, scheme_name: 'IBAN' } },
          remittance_information: ['Groceries'],
          ...instruction,
        },
      ],
      ...request,
    },
    aspsp: { name: 'Saaristo Bank', country: 'FI' },
    state: 'pay-1',
    redirect_url: REDIRECT_URL,
    psu_type: 'personal',
    ...change,
  }
}

async function create(client: Client, options: Parameters<typeof paymentBody>[1] = {}) {
  return client.call('POST', '/payments', { body: paymentBody(client, options) })
}

async function approve(client: Client, url: string, decision = 'approve'): Promise<URL> {
  await client.submit(url, { action: 'sign-in', username: 'aino.virtanen' })
  await client.submit(url, { action: 'continue', account: 'fi-saaristo-bank/aino-current' })
  return new URL((await client.submit(url, { action: decision })).headers.get('location')!)
}

const look = (client: Client, id: unknown) => client.call('GET', `/payments/${id as string}`)

describe('a payment', () => {
  it('moves nothing until the person approved, then runs to its final status and both ledgers', async () => {
    const client = createClient()
    const { world, ledger } = client.simulator
    const hash = (key: string) => world.accounts.get(key)!.hashes[0]!
    const booked = (key: string) => ledger.balances(hash(key), client.now()).booked.minor
    const [current, joint] = ['fi-saaristo-bank/aino-current', 'fi-saaristo-bank/joint']
    const before = [booked(current), booked(joint)]
    const { body } = await create(client)
    expect(body.status).toBe('RCVD')
    client.advance(60 * SECOND)
    expect((await look(client, body.payment_id)).body).toMatchObject({ status: 'RCVD', final_status: false })
    expect([booked(current), booked(joint)]).toEqual(before)
    const back = await approve(client, body.url as string)
    expect(Object.fromEntries(back.searchParams)).toEqual({ state: 'pay-1' })
    const statuses: unknown[] = []
    for (let nth = 0; nth < 5; nth++) {
      statuses.push((await look(client, body.payment_id)).body.status)
      client.advance(6 * SECOND)
    }
    expect([...new Set(statuses)]).toEqual(['ACTC', 'ACSP', 'ACSC'])
    expect((await look(client, body.payment_id)).body).toMatchObject({
      status: 'ACSC',
      final_status: true,
      payment_details: { debtor_account: { identification: accountsOf(client).current } },
    })
    expect([booked(current), booked(joint)]).toEqual([before[0]! - 1230n, before[1]! + 1230n])
    expect(ledger.executedPayments()).toMatchObject([{ account: hash(current), row: { amountText: '-12.30' } }])
    expect(ledger.booked(hash(joint), client.now()).at(-1)).toMatchObject({
      amountText: '12.30',
      remittance: ['Groceries'],
      counterparty: 'Aino Virtanen',
    })
  })

  it('shows up in the bank’s own list of transactions', async () => {
    const client = createClient()
    const { accounts } = await client.connect({ bank: 'Saaristo Bank', username: 'aino.virtanen' })
    const { body } = await create(client)
    await approve(client, body.url as string)
    client.advance(30 * SECOND)
    const page = await client.call('GET', `/accounts/${accounts[0]!.uid}/transactions?transaction_status=BOOK`)
    expect((page.body.transactions as Record<string, unknown>[])[0]).toMatchObject({
      transaction_amount: { amount: '12.30' },
      credit_debit_indicator: 'DBIT',
      creditor: { name: 'Household' },
      remittance_information: ['Groceries'],
    })
  })

  it('is cancelled when the person declines or never comes', async () => {
    const client = createClient()
    const declined = await create(client)
    const back = await approve(client, declined.body.url as string, 'decline')
    expect(Object.fromEntries(back.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'Cancelled by user',
      state: 'pay-1',
    })
    expect((await look(client, declined.body.payment_id)).body).toMatchObject({ status: 'CNCL', final_status: true })
    const forgotten = await create(client)
    client.advance(15 * 60 * SECOND + 1)
    expect((await look(client, forgotten.body.payment_id)).body.status).toBe('CNCL')
    expect((await client.simulator.fetch(new Request(forgotten.body.url as string))).status).toBe(410)
  })

  it('is rejected when the money is not there', async () => {
    const client = createClient()
    const { body } = await create(client, { instruction: { instructed_amount: { currency: 'EUR', amount: '999999.00' } } })
    await approve(client, body.url as string)
    expect((await look(client, body.payment_id)).body).toMatchObject({
      status: 'RJCT',
      final_status: true,
      status_reason_information: { status_reason_code: 'AM04' },
    })
  })

  it('waits for its day', async () => {
    const client = createClient()
    const { body } = await create(client, { instruction: { requested_execution_date: '2026-11-25' } })
    await approve(client, body.url as string)
    client.advance(4 * DAY)
    expect((await look(client, body.payment_id)).body).toMatchObject({ status: 'ACTC', final_status: false })
    client.advance(DAY)
    expect((await look(client, body.payment_id)).body.status).toBe('ACSC')
  })

  it('can be looked at line by line, and forgotten only when it is final', async () => {
    const client = createClient()
    const { body } = await create(client)
    const { body: payment } = await look(client, body.payment_id)
    const [line] = (payment.payment_details as { credit_transfer_transaction: { transaction_id: string }[] }).credit_transfer_transaction
    const id = body.payment_id as string
    expect((await client.call('GET', `/payments/${id}/transactions/${line!.transaction_id}`)).body).toMatchObject({
      payment_id: id,
      transaction_details: { transaction_status: 'RCVD' },
    })
    expect((await client.call('GET', `/payments/${id}/transactions/x`)).body.error).toBe('TRANSACTION_DOES_NOT_EXIST')
    expect((await client.call('DELETE', `/payments/${id}`)).body.error).toBe('PAYMENT_NOT_FINALIZED')
    await approve(client, body.url as string, 'decline')
    expect((await client.call('DELETE', `/payments/${id}`)).body).toEqual({ message: 'OK' })
    expect((await look(client, id)).body.error).toBe('PAYMENT_NOT_FOUND')
  })
})

describe('POST /payments refuses', () => {
  const beneficiary = (identification: string, scheme_name = 'IBAN', name = 'Household') => ({
    creditor: { name },
    creditor_account: { identification, scheme_name },
  })

  it.each<[string, Parameters<typeof paymentBody>[1], string]>([
    ['a type the bank does not take', { payment_type: 'DOMESTIC_SE_GIRO' }, 'WRONG_REQUEST_PARAMETERS'],
    ['an address that is not registered', { redirect_url: 'https://evil.example' }, 'REDIRECT_URI_NOT_ALLOWED'],
    ['a webhook nobody registered', { webhook_url: 'https://saldo.example/hook' }, 'WEBHOOK_URI_NOT_ALLOWED'],
    ['nothing to pay', { request: { credit_transfer_transaction: [] } }, 'WRONG_REQUEST_PARAMETERS'],
    ['more than one at a time', { request: { credit_transfer_transaction: [{}, {}] } }, 'PAYMENT_LIMIT_EXCEEDED'],
    ['another currency', { instruction: { instructed_amount: { currency: 'SEK', amount: '1.00' } } }, 'WRONG_REQUEST_PARAMETERS'],
    ['a negative amount', { instruction: { instructed_amount: { currency: 'EUR', amount: '-1.00' } } }, 'WRONG_REQUEST_PARAMETERS'],
    ['no amount', { instruction: { instructed_amount: { currency: 'EUR', amount: '0.00' } } }, 'WRONG_REQUEST_PARAMETERS'],
    ['half a cent', { instruction: { instructed_amount: { currency: 'EUR', amount: '1.005' } } }, 'WRONG_REQUEST_PARAMETERS'],
    ['more than anyone has', { instruction: { instructed_amount: { currency: 'EUR', amount: '99999999' } } }, 'PAYMENT_LIMIT_EXCEEDED'],
    ['a wrong IBAN', { instruction: { beneficiary: beneficiary('FI2112345600000786') } }, 'WRONG_REQUEST_PARAMETERS'],
    ['an IBAN with spaces', { instruction: { beneficiary: beneficiary('FI21 1234 5600 0007 85') } }, 'WRONG_REQUEST_PARAMETERS'],
    ['a scheme the bank does not know', { instruction: { beneficiary: beneficiary('12345678', 'BBAN') } }, 'WRONG_REQUEST_PARAMETERS'],
    ['no name', { instruction: { beneficiary: beneficiary('FI2112345600000785', 'IBAN', ' ') } }, 'WRONG_REQUEST_PARAMETERS'],
    ['two lines of text', { instruction: { remittance_information: ['a', 'b'] } }, 'WRONG_REQUEST_PARAMETERS'],
    ['text that is too long', { instruction: { remittance_information: ['x'.repeat(141)] } }, 'WRONG_REQUEST_PARAMETERS'],
    ['text and a reference together', { instruction: { reference_number: 'RF18539007547034' } }, 'WRONG_REQUEST_PARAMETERS'],
    [
      'a wrong reference',
      { instruction: { remittance_information: undefined, reference_number: 'RF19539007547034' } },
      'WRONG_REQUEST_PARAMETERS',
    ],
    ['yesterday', { instruction: { requested_execution_date: '2026-11-19' } }, 'WRONG_REQUEST_PARAMETERS'],
    ['in two years', { instruction: { requested_execution_date: '2028-11-19' } }, 'WRONG_REQUEST_PARAMETERS'],
    ['a standing order', { instruction: { frequency: 'MNTH' } }, 'WRONG_REQUEST_PARAMETERS'],
  ])('%s', async (_, options, error) => {
    expect((await create(createClient(), options)).body.error).toBe(error)
  })

  it('nothing of this when all is right, a reference included', async () => {
    const client = createClient()
    for (const reference_number of ['RF18539007547034', '1232', undefined]) {
      const instruction = reference_number ? { remittance_information: undefined, reference_number } : {}
      expect((await create(client, { instruction })).status, reference_number).toBe(200)
    }
  })

  it('an application in production', async () => {
    const client = createClient({ application: { environment: 'PRODUCTION' } })
    expect((await create(client)).body.error).toBe('ACCESS_DENIED')
  })
})
