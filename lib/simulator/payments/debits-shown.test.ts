import { expect, it, vi } from 'vitest'
import { createClient } from '../test-client'
import type { Account } from '../world/account'
import type { Person } from '../world/person'
import { DAY_MS } from '../world/calendar'
import { answerAtBank, pay } from './test-payment'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const isPaidFrom = ({ type, currency, blocked }: Account) => type === 'CACC' && currency === 'EUR' && !blocked

type Row = { status: string; booking_date: string; remittance_information: string[]; reference_number: string | null }

/** The first customer of a Finnish bank pays with an id of their own; the newest rows of the account afterwards. */
async function rowsAfterPaying(bankName: string, line: Record<string, unknown> = {}): Promise<{ rows: Row[]; today: string }> {
  const client = createClient({ at: '2026-11-19T12:00:00Z' })
  const bank = client.simulator.world.findBank(bankName, 'FI')!
  const own = [...client.simulator.world.accounts.values()].find((account) => account.bank === bank && isPaidFrom(account))!
  const [{ username }] = own.owners as [Person]
  const { accounts } = await client.connect({ bank: bankName, username })
  const current = accounts.find((account) => account.identification_hash === own.hashes[0])!
  const identification = (current.account_id as { iban: string }).iban
  const request = { debtor_account: { identification, scheme_name: 'IBAN' }, debtor_currency: 'EUR' }
  const { body, status } = await pay(client, { bank: bankName, line: { payment_id: { end_to_end_id: 'E2E-4711' }, ...line }, request })
  expect(status, JSON.stringify(body)).toBe(200)
  await answerAtBank(client, body.url, { person: username })
  client.advance(2 * DAY_MS)
  const headers = Object.fromEntries(bank.requiredPsuHeaders.map((name) => [name, '91.152.4.7']))
  const page = await client.call('GET', `/accounts/${current.uid}/transactions?date_from=2026-11-19`, { headers })
  return { rows: page.body.transactions as Row[], today: '2026-11-19' }
}

it.each<[string, (row: Row) => boolean, Record<string, unknown>]>([
  ['Saaristo Bank', (row) => row.remittance_information.includes('EREF+E2E-4711'), {}],
  ['Kontur', (row) => row.reference_number === 'E2E-4711', {}],
  [
    'Tammi Savings Bank',
    (row) => row.booking_date === '2026-11-20' && row.remittance_information[0] === 'Thanks' && !JSON.stringify(row).includes('E2E-4711'),
    { remittance_information: ['Thanks', ''] },
  ],
])('the booked debit at %s shows the payer’s own id where that bank does, on the day that bank books', async (bank, isIt, line) => {
  const { rows } = await rowsAfterPaying(bank, line)
  expect(rows.filter((row) => row.status === 'BOOK' && isIt(row))).toHaveLength(1)
})
