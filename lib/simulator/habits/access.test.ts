import { describe, expect, it, vi } from 'vitest'
import { RATE_LIMIT_WORDINGS } from '../dialects/enable-banking/rate-limit'
import type { ConnectedAccount } from '../test-client'
import { meet, type Met } from './meet'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const HOUR = 3_600_000
const four = { settings: { unattendedReadsPerDay: 4 } }

const ofType = ({ connected }: Met, type: string): ConnectedAccount | undefined =>
  connected.accounts.find((account) => account.cash_account_type === type)

describe('balances', () => {
  it('of cards alone fail, or count what is pending as booked', async () => {
    const failing = await meet('card-balances-fail')
    expect((await failing.get('balances', ofType(failing, 'CARD')!.uid)).body.error).toBe('ASPSP_ERROR')
    expect((await failing.get('balances', ofType(failing, 'CACC')!.uid)).status).toBe(200)
    const early = await meet('booked-includes-pending', '2026-11-20T20:30:00Z')
    const { body } = await early.get('balances')
    const { booked, shown } = early.client.simulator.ledger.balances(early.connected.accounts[0]!.identification_hash, early.client.now())
    expect(shown).toHaveLength(1)
    expect(shown[0]!.amount.minor).toBeLessThan(booked.minor)
    const [answer] = body.balances as { balance_type: string; balance_amount: { amount: string } }[]
    expect([answer!.balance_type, answer!.balance_amount.amount.replace('.', '')]).toEqual(['ITBD', String(shown[0]!.amount.minor)])
  })
})

describe('a card account', () => {
  it('repeats nearly every row of the current account, in no known currency, with a balance of zero', async () => {
    const bank = await meet('card-mirrors-current')
    const [current, card] = [ofType(bank, 'CACC')!, ofType(bank, 'CARD')!]
    expect([current.currency, card.currency]).toEqual(['XXX', 'XXX'])
    const ids = async (account: ConnectedAccount) => {
      await bank.rows('date_from=2026-09-01&transaction_status=BOOK', account.uid)
      return [...bank.client.simulator.ledger.lastServed(account.identification_hash).keys()]
    }
    const [originals, copies] = [await ids(current), await ids(card)]
    expect(copies.every((id) => originals.includes(id))).toBe(true)
    expect(copies.length / originals.length).toBeGreaterThan(0.88)
    expect(copies.length).toBeLessThan(originals.length)
    expect((await bank.get('balances', card.uid)).body.balances).toMatchObject([
      { balance_type: 'OTHR', balance_amount: { amount: '0.00' } },
    ])
  })
})

describe('sessions', () => {
  it('end when another is approved, before its code is used', async () => {
    const bank = await meet('session-ends-at-sign-in')
    const started = await bank.client.call('POST', '/auth', { body: bank.client.authBody(bank.to) })
    const url = started.body.url as string
    await bank.client.submit(url, { action: 'sign-in', username: bank.to.username })
    const keys = bank.client.simulator.ledger.accounts().filter((account) => account.bank === bank.to.bank)
    await bank.client.submit(url, { action: 'continue', account: keys.map(({ key }) => key) })
    expect((await bank.get('balances')).status).toBe(200)
    await bank.client.submit(url, { action: 'approve' })
    expect((await bank.get('balances')).body.error).toBe('REVOKED_SESSION')
    expect(bank.client.simulator.ledger.sessions()).toMatchObject([{ ended: { how: 'REVOKED', at: bank.client.now() } }])
  })

  it('end unsaid: still called authorised, every read a wrapped 401', async () => {
    const bank = await meet('session-ends-unsaid')
    const second = await bank.client.connect(bank.to)
    expect((await bank.client.call('GET', `/sessions/${bank.connected.sessionId}`)).body.status).toBe('AUTHORIZED')
    const { status, body } = await bank.get('transactions')
    expect([status, body.error, (body.detail as { error_data: { status: number } }).error_data.status]).toEqual([400, 'ASPSP_ERROR', 401])
    expect((await bank.get('transactions', second.accounts[0]!.uid)).status).toBe(200)
    expect(bank.client.simulator.ledger.sessions()[0]!.ended?.how).toBe('UNSAID')
  })

  it('write their times in Z', async () => {
    const bank = await meet('zulu-session')
    const { body } = await bank.client.call('GET', `/sessions/${bank.connected.sessionId}`)
    expect((body.access as { valid_until: string; accounts: null }).valid_until).toMatch(/Z$/)
    expect((body.access as { accounts: null }).accounts).toBeNull()
    expect(bank.connected.accounts[0]!.psu_status).toBe('enabled')
  })

  it('are asked with the one required header, others are refused', async () => {
    const { get, headers } = await meet('headers-refused')
    expect((await get('balances')).status).toBe(200)
    const { status, body } = await get('balances', undefined, { ...headers, 'Psu-User-Agent': 'Mozilla/5.0' })
    expect([status, body.error]).toEqual([422, 'PSU_HEADER_INVALID'])
    expect((await get('balances', undefined, {})).status).toBe(200)
  })
})

describe('the number of reads', () => {
  it('belongs to the consent: all accounts together', async () => {
    const { client, connected, get } = await meet('quota-per-consent', undefined, four)
    const statuses: number[] = []
    for (let nth = 0; nth < 5; nth++) statuses.push((await get('balances', connected.accounts[nth % 2]!.uid)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
    expect((await get('transactions')).status).toBe(200)
    client.advance(12 * HOUR)
    expect((await get('balances')).status).toBe(200)
  })

  it('is counted within 24 hours, not within the day', async () => {
    const { client, get } = await meet('quota-rolling', '2026-11-20T22:00:00Z', four)
    for (let nth = 0; nth < 4; nth++) expect((await get('balances')).status).toBe(200)
    client.advance(3 * HOUR)
    expect((await get('balances')).status).toBe(429)
    client.advance(21 * HOUR)
    expect((await get('balances')).status).toBe(200)
  })

  it('is refused inside of another error', async () => {
    const { get } = await meet('quota-wrapped', undefined, four)
    for (let nth = 0; nth < 4; nth++) await get('balances')
    const { status, body } = await get('balances')
    const data = (body.detail as { error_data: { status: number; message: string } }).error_data
    expect([status, body.error, data.status]).toEqual([400, 'ASPSP_ERROR', 429])
    expect(RATE_LIMIT_WORDINGS).toContain(data.message)
  })
})

describe('accounts on the turning day', () => {
  const before = { settings: { unattendedReadsPerDay: 1_000, turnsAt: new Date('2026-11-21T00:00:00Z') } }
  const renew = async (bank: Met) => {
    bank.client.advance(24 * HOUR)
    const again = await bank.client.connect(bank.to)
    const find = (hash: string) => again.accounts.find((account) => (account.identification_hashes as string[]).includes(hash))
    return { again, find }
  }

  it('get other names and numbers and keep the old hash among the alternates', async () => {
    const bank = await meet('accounts-renumbered', undefined, before)
    const [old] = bank.connected.accounts
    const { find } = await renew(bank)
    const same = find(old!.identification_hash)!
    expect(same.identification_hash).not.toBe(old!.identification_hash)
    expect(same.product).not.toBe(old!.product)
    expect(same.uid).not.toBe(old!.uid)
    const references = async (uid: string) =>
      (await bank.rows('date_from=2026-10-01&date_to=2026-11-10', uid)).map((row) => row.entry_reference)
    expect(await references(same.uid)).toEqual(await references(old!.uid))
    const { ledger } = bank.client.simulator
    expect(ledger.booked(same.identification_hash, bank.client.now())).toEqual(ledger.booked(old!.identification_hash, bank.client.now()))
  })

  it('get another first hash', async () => {
    const bank = await meet('hash-changes', undefined, before)
    const { find } = await renew(bank)
    for (const old of bank.connected.accounts) {
      const same = find(old.identification_hash)!
      expect(same.identification_hash).not.toBe(old.identification_hash)
      expect((same.account_id as { iban: string | null }).iban).toBe((old.account_id as { iban: string | null }).iban)
    }
  })

  it('come and go: savings are closed, a card appears', async () => {
    const bank = await meet('accounts-come-and-go', undefined, before)
    expect([ofType(bank, 'SVGS') !== undefined, ofType(bank, 'CARD')]).toEqual([true, undefined])
    const { again } = await renew(bank)
    const types = again.accounts.map((account) => account.cash_account_type)
    expect([types.includes('SVGS'), types.includes('CARD')]).toEqual([false, true])
    expect((await bank.get('balances', ofType(bank, 'SVGS')!.uid)).body.error).toBe('ASPSP_ACCOUNT_NOT_ACCESSIBLE')
    expect((await bank.get('balances')).status).toBe(200)
  })
})
