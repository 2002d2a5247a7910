import { describe, expect, it, vi } from 'vitest'
import { parseMoney } from '@/lib/core/money'
import { createClient, type Answer, type Client } from '../../test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const AINO = { bank: 'Saaristo Bank', username: 'aino.virtanen' }
const HEADERS = { 'Psu-Ip-Address': '91.152.4.7', 'Psu-User-Agent': 'Mozilla/5.0' }
const HOUR = 3_600_000
const DAY = 24 * HOUR

type Row = {
  entry_reference: string | null
  transaction_id: string | null
  status: string
  booking_date: string | null
  credit_debit_indicator: string
  transaction_amount: { amount: string }
}

async function connected(options: Parameters<typeof createClient>[0] = {}, to: Parameters<Client['connect']>[0] = AINO) {
  const client = createClient(options)
  const { accounts, sessionId } = await client.connect(to)
  const read = (query = '', headers: Record<string, string> = HEADERS, uid = accounts[0]!.uid): Promise<Answer> =>
    client.call('GET', `/accounts/${uid}/transactions${query ? `?${query}` : ''}`, { headers })
  return { client, accounts, sessionId, read }
}

const rowsOf = (answer: Answer) => answer.body.transactions as Row[]

/** All rows of a listing, following the keys. */
async function readAll(read: (query: string) => Promise<Answer>, query: string): Promise<{ rows: Row[]; pages: number }> {
  const rows: Row[] = []
  let key: string | null = null
  let pages = 0
  do {
    const answer: Answer = await read(key === null ? query : `${query}&continuation_key=${key}`)
    expect(answer.status).toBe(200)
    rows.push(...rowsOf(answer))
    key = answer.body.continuation_key as string | null
    pages += 1
  } while (key)
  return { rows, pages }
}

describe('a listing', () => {
  it('is every booked row of the period exactly once, newest first, page by page', async () => {
    const { client, accounts, read } = await connected()
    const { rows, pages } = await readAll(read, 'date_from=2026-01-01&date_to=2026-06-30&transaction_status=BOOK')
    const truth = client.simulator.ledger.booked(accounts[0]!.identification_hash, client.now(), {
      from: '2026-01-01' as never,
      to: '2026-06-30' as never,
    })
    expect(pages).toBe(Math.ceil(truth.length / 100))
    const shown = rows.map(
      (row) => `${row.booking_date} ${row.credit_debit_indicator === 'DBIT' ? '-' : ''}${row.transaction_amount.amount}`,
    )
    expect(shown).toEqual([...truth].reverse().map((row) => `${row.bookingDate} ${row.amountText}`))
    expect(new Set(rows.map((row) => row.entry_reference)).size).toBe(rows.length)
  })

  it('holds together while time passes between its pages', async () => {
    const { client, read } = await connected()
    const first = await read('strategy=longest')
    client.advance(5 * DAY)
    const again = createClient()
    const { accounts } = await again.connect(AINO)
    const whole = await again.call('GET', `/accounts/${accounts[0]!.uid}/transactions?strategy=longest`, { headers: HEADERS })
    const second = await read(`strategy=longest&continuation_key=${first.body.continuation_key as string}`)
    const wholeSecond = await again.call(
      'GET',
      `/accounts/${accounts[0]!.uid}/transactions?strategy=longest&continuation_key=${whole.body.continuation_key as string}`,
    )
    expect(rowsOf(second).map((row) => row.entry_reference)).toEqual(rowsOf(wholeSecond).map((row) => row.entry_reference))
  })

  it('goes back 24 months with the longest strategy, whatever dates are given', async () => {
    const { read } = await connected()
    const { rows } = await readAll(read, 'strategy=longest&date_from=1990-01-01&date_to=1990-02-01&transaction_status=BOOK')
    expect(rows.at(-1)!.booking_date! < '2024-11-20').toBe(true)
    expect(rows.length).toBeGreaterThan(1000)
  })

  it('shows pending rows apart, which are booked later under the same reference', async () => {
    const { client, accounts, read } = await connected({ at: '2026-11-20T20:30:00Z' })
    const pending = rowsOf(await read('transaction_status=PDNG'))
    expect(pending.length).toBeGreaterThan(0)
    for (const row of pending) expect([row.status, row.booking_date]).toEqual(['PDNG', null])
    const truth = client.simulator.ledger.open(accounts[0]!.identification_hash, client.now()).filter((row) => row.status === 'PDNG')
    expect(pending).toHaveLength(truth.length)
    client.advance(6 * DAY)
    const booked = new Set(rowsOf(await read('transaction_status=BOOK')).map((row) => row.entry_reference))
    expect(pending.some((row) => booked.has(row.entry_reference))).toBe(true)
  })

  it('agrees with the balance: booked rows since a day explain how it changed', async () => {
    const { client, accounts } = await connected()
    for (const account of accounts.filter((candidate) => candidate.uid)) {
      const { body } = await client.call('GET', `/accounts/${account.uid}/balances`, { headers: HEADERS })
      const [booked] = body.balances as { balance_amount: { amount: string } }[]
      const truth = client.simulator.ledger.balances(account.identification_hash, client.now())
      expect(parseMoney(booked!.balance_amount.amount, account.currency)).toEqual(truth.booked)
    }
  })

  it('gives details by the id of a row, and none for an invented id', async () => {
    const { client, accounts, read } = await connected()
    const [row] = rowsOf(await read('transaction_status=BOOK'))
    const details = await client.call('GET', `/accounts/${accounts[0]!.uid}/transactions/${row!.transaction_id!}`)
    expect(details.body).toMatchObject({ entry_reference: row!.entry_reference, transaction_id: row!.transaction_id })
    for (const id of ['nonsense', `${row!.transaction_id!}0`]) {
      expect((await client.call('GET', `/accounts/${accounts[0]!.uid}/transactions/${id}`)).body.error).toBe('TRANSACTION_DOES_NOT_EXIST')
    }
    const foreign = await client.call('GET', `/accounts/${accounts[1]!.uid}/transactions/${row!.transaction_id!}`)
    expect(foreign.body.error).toBe('TRANSACTION_DOES_NOT_EXIST')
  })
})

describe('the rules of dates and keys', () => {
  it.each([
    ['date_to=2026-11-01', 'DATE_TO_WITHOUT_DATE_FROM'],
    ['date_from=2026-11-21', 'DATE_FROM_IN_FUTURE'],
    ['date_from=2026-11-10&date_to=2026-11-09', 'WRONG_DATE_INTERVAL'],
    ['date_from=2026-02-30', 'WRONG_REQUEST_PARAMETERS'],
    ['date_from=01.02.2026', 'WRONG_REQUEST_PARAMETERS'],
    ['transaction_status=BOOKED', 'WRONG_REQUEST_PARAMETERS'],
    ['strategy=shortest', 'WRONG_REQUEST_PARAMETERS'],
    ['continuation_key=abc', 'WRONG_CONTINUATION_KEY'],
    ['continuation_key=', 'WRONG_CONTINUATION_KEY'],
  ])('refuse %s', async (query, error) => {
    const { read } = await connected()
    const answer = await read(query)
    expect([answer.status, answer.body.error]).toEqual([422, error])
  })

  it('bind a key to the account, the session and every parameter', async () => {
    const { client, accounts, read } = await connected()
    const key = (await read('strategy=longest')).body.continuation_key as string
    expect((await read(`strategy=longest&continuation_key=${key}`)).status).toBe(200)
    for (const query of ['', 'strategy=default', 'strategy=longest&date_from=2026-01-01', 'strategy=longest&transaction_status=BOOK']) {
      expect((await read(`${query}&continuation_key=${key}`)).body.error, query).toBe('WRONG_CONTINUATION_KEY')
    }
    expect((await read(`strategy=longest&continuation_key=${key}`, HEADERS, accounts[1]!.uid)).body.error).toBe('WRONG_CONTINUATION_KEY')
    const other = await client.connect(AINO)
    expect((await read(`strategy=longest&continuation_key=${key}`, HEADERS, other.accounts[0]!.uid)).body.error).toBe(
      'WRONG_CONTINUATION_KEY',
    )
  })

  it('give the whole history for an hour after approval, then ninety days, naming the first day allowed', async () => {
    const { client, read } = await connected()
    expect((await read('date_from=2025-01-01')).status).toBe(200)
    client.advance(HOUR)
    expect((await read('date_from=2025-01-01')).status).toBe(200)
    client.advance(1)
    const refused = await read('date_from=2025-01-01')
    expect([refused.status, refused.body.error]).toEqual([422, 'WRONG_TRANSACTIONS_PERIOD'])
    expect(refused.body.detail).toMatchObject({ date_from: '2026-08-22' })
    expect((await read('date_from=2026-08-22')).status).toBe(200)
    expect((await read('date_from=2026-08-21')).status).toBe(422)
    const { rows } = await readAll(read, 'strategy=longest&transaction_status=BOOK')
    expect(rows.at(-1)!.booking_date! >= '2026-08-22').toBe(true)
  })
})

describe('the person’s headers', () => {
  it.each<[string, Record<string, string>, string]>([
    ['one of two', { 'Psu-Ip-Address': '91.152.4.7' }, 'PSU_HEADER_NOT_PROVIDED'],
    ['only one the bank does not ask for', { 'Psu-Referer': 'https://saldo.example' }, 'PSU_HEADER_NOT_PROVIDED'],
    ['an empty one', { ...HEADERS, 'Psu-User-Agent': ' ' }, 'PSU_HEADER_NOT_PROVIDED'],
    ['a loopback address', { ...HEADERS, 'Psu-Ip-Address': '127.0.0.1' }, 'PSU_HEADER_INVALID'],
    ['a home address', { ...HEADERS, 'Psu-Ip-Address': '192.168.1.20' }, 'PSU_HEADER_INVALID'],
    ['a carrier’s inner address', { ...HEADERS, 'Psu-Ip-Address': '100.64.3.1' }, 'PSU_HEADER_INVALID'],
    ['a local IPv6 address', { ...HEADERS, 'Psu-Ip-Address': 'fd00::1' }, 'PSU_HEADER_INVALID'],
    ['a mapped home address', { ...HEADERS, 'Psu-Ip-Address': '::ffff:10.0.0.1' }, 'PSU_HEADER_INVALID'],
    ['no address at all', { ...HEADERS, 'Psu-Ip-Address': 'unknown' }, 'PSU_HEADER_INVALID'],
    ['a place without digits', { ...HEADERS, 'Psu-Geo-Location': 'Helsinki' }, 'PSU_HEADER_INVALID'],
  ])('are refused with %s', async (_, headers, error) => {
    const { read } = await connected()
    const answer = await read('', headers)
    expect([answer.status, answer.body.error]).toEqual([422, error])
  })

  it('are all or none', async () => {
    const { read } = await connected()
    expect((await read('', HEADERS)).status).toBe(200)
    expect((await read('', { ...HEADERS, 'Psu-Ip-Address': '2a00:1450:400f::1', 'Psu-Geo-Location': '60.17,24.94' })).status).toBe(200)
    expect((await read('', {})).status).toBe(200)
  })
})

describe('reads without the person', () => {
  it('are four a day for each account and kind; pages, refusals and attended reads do not count', async () => {
    const { client, accounts, read } = await connected()
    for (let nth = 0; nth < 4; nth++) {
      await read('date_from=2027-01-01', {})
      await read('', HEADERS)
      const answer = await read('strategy=longest', {})
      expect(answer.status).toBe(200)
      expect((await read(`strategy=longest&continuation_key=${answer.body.continuation_key as string}`, {})).status).toBe(200)
    }
    const refused = await read('strategy=longest', {})
    expect([refused.status, refused.body.error]).toEqual([429, 'ASPSP_RATE_LIMIT_EXCEEDED'])
    expect((await read('', HEADERS)).status).toBe(200)
    expect((await read('', {}, accounts[1]!.uid)).status).toBe(200)
    expect((await client.call('GET', `/accounts/${accounts[0]!.uid}/balances`)).status).toBe(200)
    client.advance(12 * HOUR)
    expect((await read('', {})).status).toBe(200)
  })

  it('count together at a strict bank, and are refused at one that wants the person there', async () => {
    const strict = await connected({}, { bank: 'Cassa Collina', country: 'IT', username: 'giulia.ferri' })
    const uid = strict.accounts[0]!.uid
    const statuses: number[] = []
    for (const path of ['details', 'balances', 'transactions', 'balances', 'transactions'])
      statuses.push((await strict.client.call('GET', `/accounts/${uid}/${path}`)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
    const attended = await connected({}, { bank: 'Älvbanken', country: 'SE', username: 'astrid.berglund' })
    expect((await attended.read('', {})).status).toBe(429)
    expect((await attended.read('', { 'Psu-Ip-Address': '91.152.4.7' })).status).toBe(200)
  })

  it('are not read at all beyond what the consent covers', async () => {
    const client = createClient()
    const { body } = await client.call('POST', '/auth', {
      body: { ...client.authBody(AINO), access: { valid_until: '2026-12-24T00:00:00Z', balances: false, transactions: false } },
    })
    const url = body.url as string
    await client.submit(url, { action: 'sign-in', username: AINO.username })
    await client.submit(url, { action: 'continue', account: 'fi-saaristo-bank/joint' })
    const code = new URL((await client.submit(url, { action: 'approve' })).headers.get('location')!).searchParams.get('code')
    const session = await client.call('POST', '/sessions', { body: { code } })
    const uid = (session.body.accounts as { uid: string }[])[0]!.uid
    for (const what of ['balances', 'transactions'])
      expect((await client.call('GET', `/accounts/${uid}/${what}`)).body.error).toBe('ACCESS_DENIED')
    expect((await client.call('GET', `/accounts/${uid}/details`)).status).toBe(200)
  })
})
