import { parseIsoDate } from '@/lib/core/iso-date'
import type { PersonalityName } from '../personalities'
import type { SimulatorOptions } from '../simulator'
import { createClient, type Answer, type Client, type Connected, type ConnectOptions } from '../test-client'

export type Row = Record<string, unknown> & {
  entry_reference: string | null
  transaction_id: string | null
  status: string
  booking_date: string | null
  value_date: string | null
  transaction_date: string | null
  transaction_amount: { currency: string; amount: string } | null
  credit_debit_indicator: string | null
  remittance_information: string[]
  bank_transaction_code: { code: string; sub_code: string }
  creditor: { name: string | null; postal_address: { address_line: string[] } | null } | null
  balance_after_transaction: { currency: string; amount: string } | null
}

export type Met = {
  readonly client: Client
  readonly connected: Connected
  readonly to: ConnectOptions
  /** What the bank asks for when the person is there. */
  readonly headers: Record<string, string>
  get(what: string, uid?: string, headers?: Record<string, string>): Promise<Answer>
  /** Every row of a listing, following the keys. */
  rows(query?: string, uid?: string): Promise<Row[]>
}

/** For the habits' own tests: the first customer of the first bank with this habit, connected and present in every call. */
export async function meet(
  personality: PersonalityName,
  at = '2026-11-20T12:00:00Z',
  options: Partial<SimulatorOptions> = {},
): Promise<Met> {
  const client = createClient({ at, settings: { unattendedReadsPerDay: 1_000 }, world: { begins: parseIsoDate('2025-06-01') }, ...options })
  const bank = client.simulator.world.banks.find((candidate) => candidate.personality === personality)!
  const person = client.simulator.world.customersOf(bank)[0]!
  const to = { bank: bank.name, country: bank.country, username: person.username }
  const connected = await client.connect(to)
  const headers = Object.fromEntries(bank.requiredPsuHeaders.map((name) => [name, name === 'Psu-Ip-Address' ? '91.152.4.7' : 'test']))
  const first = connected.accounts[0]!.uid
  const get: Met['get'] = (what, uid = first, sent = headers) => client.call('GET', `/accounts/${uid}/${what}`, { headers: sent })
  const rows: Met['rows'] = async (query = 'strategy=longest&date_from=2024-01-01', uid = first) => {
    const all: Row[] = []
    let key: string | null | undefined = null
    do {
      const answer: Answer = await get(`transactions?${query}${key ? `&continuation_key=${key}` : ''}`, uid)
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
      all.push(...(answer.body.transactions as Row[]))
      key = answer.body.continuation_key as string | null | undefined
    } while (key)
    return all
  }
  return { client, connected, to, headers, get, rows }
}
