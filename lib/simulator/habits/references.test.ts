import { describe, expect, it, vi } from 'vitest'
import { meet, type Met, type Row } from './meet'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const DAY = 86_400_000
const UUID_3 = /^[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const served = ({ client, connected }: Met) => client.simulator.ledger.lastServed(connected.accounts[0]!.identification_hash)
const content = (row: Row) => [row.transaction_date, row.transaction_amount?.amount, row.remittance_information.join()].join('|')

describe('references in phases', () => {
  it('are per delivery, then none, then two for one payment, then one', async () => {
    const bank = await meet('references-in-phases', '2026-08-10T12:00:00Z')
    const since = 'date_from=2026-07-20&transaction_status=BOOK'
    const references = async () => {
      await bank.rows(since)
      return new Map([...served(bank)].map(([id, row]) => [id, row.entryReference]))
    }
    const [first, second] = [await references(), await references()]
    expect([...first].every(([id, reference]) => reference !== null && second.get(id) !== reference)).toBe(true)
    bank.client.advance(5 * DAY)
    for (const row of await bank.rows(since)) expect(row.entry_reference).toBeNull()
    bank.client.advance(5 * DAY)
    const two = await references()
    expect([...two.values()].some((reference) => UUID_3.test(reference ?? ''))).toBe(true)
    bank.client.advance(3 * DAY)
    const presented = await references()
    expect([...presented].some(([id, reference]) => two.has(id) && two.get(id) !== reference)).toBe(true)
    bank.client.advance(7 * DAY)
    const [one, same] = [await references(), await references()]
    expect([...one].filter(([id, reference]) => same.get(id) !== reference)).toEqual([])
    bank.client.advance(5 * DAY)
    const later = await references()
    expect([...one].filter(([id, reference]) => later.has(id) && later.get(id) !== reference)).toEqual([])
  })

  it('go with card payments that are booked at once and change their code when presented', async () => {
    const bank = await meet('references-in-phases', '2026-09-20T18:00:00Z')
    const cards = (await bank.rows('date_from=2026-09-01')).filter((row) => row.bank_transaction_code.sub_code !== 'ESCT')
    expect(cards.some((row) => row.status === 'BOOK' && row.bank_transaction_code.code === 'MCRD')).toBe(true)
    expect(cards.some((row) => row.bank_transaction_code.code === 'CCRD')).toBe(true)
    for (const row of cards.filter((one) => one.bank_transaction_code.code === 'MCRD')) expect(row.booking_date).toBe(row.transaction_date)
    expect(bank.client.simulator.ledger.pending(bank.connected.accounts[0]!.identification_hash, bank.client.now())).toEqual([])
  })
})

describe('references that cannot be trusted', () => {
  it('shift within the listing while transaction ids stay', async () => {
    const bank = await meet('shifting-references', '2026-11-20T06:00:00Z')
    const seen = new Map<string, Set<string>>()
    for (let hour = 0; hour < 24 * 6; hour += 3) {
      for (const row of await bank.rows('date_from=2026-11-18')) {
        expect(row.entry_reference).toMatch(/^\d{4}-\d{2}-\d{2}-\d+$/)
        if (row.status === 'BOOK') seen.set(row.transaction_id!, (seen.get(row.transaction_id!) ?? new Set()).add(row.entry_reference!))
      }
      bank.client.advance(3 * 3_600_000)
    }
    expect([...seen.values()].some((references) => references.size > 1)).toBe(true)
  })

  it('change two days after booking', async () => {
    const bank = await meet('references-change-after-booking')
    await bank.rows('date_from=2026-11-18&transaction_status=BOOK')
    const before = served(bank)
    bank.client.advance(3 * DAY)
    await bank.rows('date_from=2026-11-18&transaction_status=BOOK')
    const after = served(bank)
    const changed = [...before].filter(([id, row]) => after.get(id)!.entryReference !== row.entryReference)
    expect(changed.length).toBeGreaterThan(0)
    for (const [, row] of changed) expect(row.status).toBe('BOOK')
    bank.client.advance(3 * DAY)
    await bank.rows('date_from=2026-11-18&transaction_status=BOOK')
    for (const [id] of before) expect(served(bank).get(id)!.entryReference).toBe(after.get(id)!.entryReference)
  })

  it('are all new each time, as are the ids for details', async () => {
    const bank = await meet('everything-new-each-time')
    const [first, second] = [await bank.rows('date_from=2026-10-01'), await bank.rows('date_from=2026-10-01')]
    expect(second.map(content)).toEqual(first.map(content))
    for (const key of ['entry_reference', 'transaction_id'] as const)
      expect(new Set([...first, ...second].map((row) => row[key])).size).toBe(first.length * 2)
  })

  it('are renumbered as a whole on the turning day', async () => {
    const bank = await meet('renumbered')
    bank.client.simulator.state.turnedAt = bank.client.now().getTime() + DAY
    const references = async () => (await bank.rows('date_from=2026-10-01&date_to=2026-11-15')).map((row) => row.entry_reference)
    const before = await references()
    expect(await references()).toEqual(before)
    bank.client.advance(2 * DAY)
    const after = await references()
    expect(after).toHaveLength(before.length)
    expect(after.filter((reference) => before.includes(reference))).toEqual([])
  })
})

describe('references that come late or not at all', () => {
  it('are given two days after booking', async () => {
    const bank = await meet('references-come-later')
    const rows = (await bank.rows('date_from=2026-10-01')).filter((row) => row.status === 'BOOK')
    expect(rows.some((row) => row.entry_reference === null)).toBe(true)
    expect(rows.filter((row) => row.booking_date! < '2026-11-17').every((row) => row.entry_reference !== null)).toBe(true)
  })

  it('leave the transaction id, the same from pending to booked', async () => {
    const bank = await meet('transaction-id-only', '2026-11-22T20:30:00Z')
    const pending = (await bank.rows('transaction_status=PDNG')).map((row) => row.transaction_id)
    expect(pending.length).toBeGreaterThan(0)
    bank.client.advance(6 * DAY)
    const booked = await bank.rows('transaction_status=BOOK')
    expect(booked.every((row) => row.entry_reference === null)).toBe(true)
    expect(booked.filter((row) => pending.includes(row.transaction_id)).length).toBeGreaterThan(0)
  })

  it('count within the day and stay, whatever is booked later', async () => {
    const bank = await meet('day-sequence-references', '2026-11-20T06:00:00Z')
    const references = async () => {
      const rows = await bank.rows('date_from=2026-10-01&transaction_status=BOOK')
      return new Map(rows.map((row) => [row.transaction_id, row.entry_reference]))
    }
    const before = await references()
    for (const reference of before.values()) expect(reference).toMatch(/^D20\d{6}\d{7}$/)
    expect(new Set(before.values()).size).toBe(before.size)
    bank.client.advance(2 * DAY)
    const after = await references()
    for (const [id, reference] of before) expect(after.get(id)).toBe(reference)
  })
})
