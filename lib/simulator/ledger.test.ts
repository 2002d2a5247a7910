import { describe, expect, it, vi } from 'vitest'
import type { AccountChange } from './account-change'
import { createClient } from './test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const AINO = { bank: 'Saaristo Bank', username: 'aino.virtanen' }
const DAY = 86_400_000
const SMALL = { world: { begins: '2026-09-01' as never, banks: ['Saaristo Bank'] }, settings: { unattendedReadsPerDay: 1_000 } }

async function connected(at?: string) {
  const client = createClient({ ...SMALL, ...(at ? { at } : {}) })
  const session = await client.connect(AINO)
  const read = (what: string, uid = session.accounts[0]!.uid) => client.call('GET', `/accounts/${uid}/${what}`)
  return { client, ledger: client.simulator.ledger, session, hash: session.accounts[0]!.identification_hash, read }
}

describe('the ledger', () => {
  it('notes every call with session, account, the person’s presence and what came of it', async () => {
    const { client, ledger, session, hash, read } = await connected()
    const headers = { 'Psu-Ip-Address': '10.0.0.1', 'Psu-User-Agent': 'x' }
    await client.call('GET', `/accounts/${session.accounts[0]!.uid}/balances`, { headers })
    await read('transactions?strategy=longest')
    const [refused, served] = ledger.calls.slice(-2)
    expect(refused).toMatchObject({
      operation: 'GET /accounts/{id}/balances',
      sessionId: session.sessionId,
      account: hash,
      psuHeaders: true,
      status: 422,
      error: 'PSU_HEADER_INVALID',
    })
    expect(served).toMatchObject({ operation: 'GET /accounts/{id}/transactions', psuHeaders: false, status: 200, error: null })
    expect(served!.applicationId).toBe(client.applicationId)
  })

  it('knows which true row was served under which reference, dates and amount, and when', async () => {
    const { client, ledger, session, hash, read } = await connected()
    const answer = await read('transactions?strategy=longest')
    const [delivery] = ledger.served(hash)
    expect(delivery).toMatchObject({ at: client.now(), sessionId: session.sessionId, account: hash })
    expect(delivery!.rows).toHaveLength(100)
    const wires = answer.body.transactions as { entry_reference: string; booking_date: string; transaction_amount: { amount: string } }[]
    expect(delivery!.rows.map((row) => [row.entryReference, row.bookingDate, row.amount])).toEqual(
      wires.map((wire) => [wire.entry_reference, wire.booking_date, wire.transaction_amount.amount]),
    )
    const booked = new Map(ledger.booked(hash, client.now()).map((row) => [row.id, row]))
    for (const row of delivery!.rows.filter(({ status }) => status === 'BOOK'))
      expect(booked.get(row.rowId)!.amountText).toBe(`${row.direction === 'DBIT' ? '-' : ''}${row.amount!}`)
    client.advance(DAY)
    await read('transactions?date_from=2026-11-19')
    expect(ledger.lastServed(hash).size).toBeGreaterThanOrEqual(delivery!.rows.length)
  })

  it('says what balances the bank would show at any instant, and which it showed', async () => {
    const { client, ledger, hash, read } = await connected()
    const { body } = await read('balances')
    const shown = (body.balances as { balance_type: string; balance_amount: { amount: string } }[]).map((balance) => [
      balance.balance_type,
      balance.balance_amount.amount,
    ])
    expect(ledger.servedBalances(hash).map(({ balances }) => balances.map(({ type, amount }) => [type, amount]))).toEqual([shown])
    const then = ledger.balances(hash, client.now())
    expect(then.shown.map(({ type }) => type)).toEqual(['ITBD', 'ITAV'])
    client.advance(5 * DAY)
    const before = new Date(client.now().getTime() - 5 * DAY)
    expect(ledger.balances(hash, before)).toEqual(then)
    expect(ledger.balances(hash, client.now()).booked).not.toEqual(then.booked)
  })

  it('tells what is pending from what is only planned or came to nothing', async () => {
    const { client, ledger, session } = await connected('2026-11-22T20:30:00Z')
    const hash = session.accounts.find(({ details }) => details === 'Household')!.identification_hash
    const statuses = new Set<string>()
    for (let day = 0; day < 30; day++) {
      const pending = ledger.pending(hash, client.now())
      for (const { status } of pending) expect(['PDNG', 'HOLD']).toContain(status)
      for (const { status } of ledger.open(hash, client.now())) statuses.add(status)
      client.advance(DAY)
    }
    expect(statuses).toContain('PDNG')
    expect([...statuses].some((status) => status === 'SCHD' || status === 'CNCL')).toBe(true)
  })

  it('knows sessions: whose, of which accounts, until when and how they ended', async () => {
    const { client, ledger, session } = await connected()
    await client.call('DELETE', `/sessions/${session.sessionId}`)
    expect(ledger.sessions()).toEqual([
      {
        id: session.sessionId,
        bank: 'Saaristo Bank',
        person: 'aino.virtanen',
        applicationId: client.applicationId,
        accounts: session.accounts.filter(({ uid }) => uid !== null).map((account) => account.identification_hash),
        authorizedAt: client.now(),
        validUntil: new Date(client.now().getTime() + 80 * DAY),
        ended: { at: client.now(), how: 'CLOSED' },
      },
    ])
  })
})

describe('an account that changes', () => {
  const after = async (...changes: AccountChange[]) => {
    const { client, ledger, session, read } = await connected()
    const key = ledger.accounts().find(({ identificationHash }) => identificationHash === session.accounts[1]!.identification_hash)!.key
    for (const change of changes) client.simulator.changeAccount(key, change)
    const again = await client.connect(AINO)
    const old = session.accounts[1]!
    const hashes = (candidate: Record<string, unknown>) => candidate.identification_hashes as string[]
    const overlapping = again.accounts.find((candidate) => hashes(candidate).includes(old.identification_hash))
    return { client, ledger, old, again, overlapping, read }
  }

  it('is found by an alternate hash when renumbered or rehashed, and not when replaced', async () => {
    for (const change of ['renumber', 'rehash'] as const) {
      const { overlapping, old } = await after(change)
      expect(overlapping!.identification_hash).not.toBe(old.identification_hash)
    }
    const { overlapping, again, ledger, old, client } = await after('replace')
    expect([overlapping, again.accounts.length]).toEqual([undefined, 5])
    const replaced = again.accounts.find(({ product, details }) => product === old.product && details === old.details)!
    expect(ledger.booked(replaced.identification_hash, client.now())).toEqual(ledger.booked(old.identification_hash, client.now()))
  })

  it('has another name, and keeps both its changes', async () => {
    const { overlapping, old } = await after('rename', 'renumber')
    expect(overlapping).toMatchObject({ product: `${old.product} Plus` })
  })

  it('cannot be read and is not shared any more once closed, until it is opened again', async () => {
    const closed = await after('close')
    expect(closed.overlapping).toBeUndefined()
    expect((await closed.read('balances', closed.old.uid)).body.error).toBe('ASPSP_ACCOUNT_NOT_ACCESSIBLE')
    expect((await after('close', 'open')).overlapping?.uid).toBeTruthy()
  })
})

describe('a small world', () => {
  it('has the named banks only, with other habits if told so, and a history that begins when told', async () => {
    const world = { begins: '2026-08-01' as never, banks: ['Saaristo Bank', 'Kontur'], personalities: { Kontur: 'dates-shift' as const } }
    const { simulator, now } = createClient({ world })
    expect(simulator.world.banks.map(({ name, personality }) => [name, personality])).toEqual([
      ['Saaristo Bank', 'by-the-book'],
      ['Kontur', 'dates-shift'],
    ])
    const accounts = simulator.ledger.accounts()
    expect(new Set(accounts.map(({ bank }) => bank))).toEqual(new Set(['Saaristo Bank', 'Kontur']))
    const joint = accounts.find(({ owners }) => owners.length === 2)!
    const rows = simulator.ledger.booked(joint.identificationHash, now())
    expect(rows[0]!.bookingDate >= '2026-08-01').toBe(true)
    expect(rows.length).toBeGreaterThan(20)
  })

  it('is quieter when told, and made fast enough to be made thousands of times', () => {
    const rowsOf = (activity: number, seed: string) => {
      const { simulator, now } = createClient({
        seed,
        world: { begins: '2026-08-01' as never, banks: ['Saaristo Bank', 'Kontur'], activity },
      })
      return simulator.ledger.accounts().flatMap(({ identificationHash }) => simulator.ledger.booked(identificationHash, now())).length
    }
    const whole = rowsOf(1, 'lively')
    const quiet = rowsOf(0.3, 'lively')
    expect(quiet).toBeLessThan(whole * 0.75)
    const begun = performance.now()
    for (let nth = 0; nth < 10; nth++) rowsOf(0.3, `seed ${nth}`)
    expect((performance.now() - begun) / 10).toBeLessThan(1_000)
  })
})

describe('what happened', () => {
  it('is the same whether the clock crept or jumped there, and whoever was asked about first', () => {
    // Another order of banks makes another world of the same seed, which shares nothing it has lived through.
    const live = (banks: string[], stepDays: number) => {
      const world = { begins: '2026-08-01' as never, banks }
      const { simulator, advance, now } = createClient({ seed: 'steps', world, at: '2026-10-01T12:00:00Z' })
      const hashes = simulator.ledger
        .accounts()
        .map(({ identificationHash }) => identificationHash)
        .sort()
      if (stepDays > 1) hashes.reverse()
      for (let day = 0; day < 60; day += stepDays) {
        advance(stepDays * DAY)
        simulator.ledger.booked(hashes[day % hashes.length]!, now())
      }
      for (const hash of hashes) simulator.ledger.open(hash, now())
      return hashes.sort().map((hash) => ({ hash, rows: simulator.ledger.booked(hash, now()) }))
    }
    const crept = live(['Saaristo Bank', 'Kontur'], 1)
    expect(live(['Kontur', 'Saaristo Bank'], 60)).toEqual(crept)
    expect(crept.flatMap(({ rows }) => rows).length).toBeGreaterThan(300)
  })
})
