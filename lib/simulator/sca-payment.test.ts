import { expect, it, vi } from 'vitest'
import { pay, type PaymentWish } from './payments/test-payment'
import { createClient, type Client } from './test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const iban = (client: Client, key: string) => client.simulator.world.accounts.get(key)!.iban!

async function approvalPage(client: Client, wish: PaymentWish): Promise<string> {
  const debtor_account = { identification: iban(client, 'fi-saaristo-bank/aino-current'), scheme_name: 'IBAN' }
  const { body } = await pay(client, { ...wish, request: { debtor_account } })
  await client.submit(body.url as string, { action: 'sign-in', username: 'aino.virtanen' })
  return (await client.simulator.fetch(new Request(body.url as string))).text()
}

it.each([
  ['Elias Lindqvist', 'Match: the name belongs'],
  ['Elsa Lindqvist', 'Close match: the account belongs to Elias Lindqvist'],
  ['Somebody Else', 'No match: the account belongs to somebody else'],
])('the page says whether the account belongs to %s: %s', async (name, words) => {
  const client = createClient()
  const creditor_account = { identification: iban(client, 'fi-kontur/elias-eur'), scheme_name: 'IBAN' }
  expect(await approvalPage(client, { line: { beneficiary: { creditor: { name }, creditor_account } } })).toContain(words)
})

it('a bulk is listed with its total', async () => {
  const amount = (text: string) => ({ instructed_amount: { currency: 'EUR', amount: text } })
  const page = await approvalPage(createClient(), { type: 'BULK_SEPA', lines: [amount('10.00'), amount('20.50')] })
  for (const words of ['Approve 2 payments', '30.50 EUR', 'A Shop', '10.00 EUR', '20.50 EUR']) expect(page).toContain(words)
})

it('a standing order is told in words', async () => {
  const line = { frequency: 'MNTH', execution_rule: 'PREC', requested_execution_date: '2026-12-01', end_date: '2027-12-01' }
  const page = await approvalPage(createClient(), { line })
  expect(page).toContain('Approve standing order')
  expect(page).toContain('every month, first on 2026-12-01, last on 2027-12-01; when banks rest, on the working day before')
})
