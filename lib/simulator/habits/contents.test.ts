import { daysBetween, type IsoDate } from '@/lib/core/iso-date'
import { describe, expect, it, vi } from 'vitest'
import { meet, type Row } from './meet'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const DAY = 86_400_000
const isBooked = (row: Row) => row.status === 'BOOK'

describe('dates', () => {
  it('wander by up to three days from one day to the next, for ten days, and end where they truly are', async () => {
    const { client, connected, rows } = await meet('dates-shift')
    const hash = connected.accounts[0]!.identification_hash
    const seen = new Map<string, Set<string>>()
    for (let day = 0; day < 12; day++) {
      const today = client.now().toISOString().slice(0, 10)
      for (const row of await rows('date_from=2026-11-15&transaction_status=BOOK')) {
        expect(row.booking_date! <= today).toBe(true)
        seen.set(row.entry_reference!, (seen.get(row.entry_reference!) ?? new Set()).add(row.booking_date!))
      }
      client.advance(DAY)
    }
    expect([...seen.values()].some((days) => days.size > 2)).toBe(true)
    client.advance(10 * DAY)
    await rows('date_from=2026-11-15&date_to=2026-11-25&transaction_status=BOOK')
    const shown = client.simulator.ledger.lastServed(hash)
    const truth = client.simulator.ledger.booked(hash, client.now(), { from: '2026-11-15' as IsoDate, to: '2026-11-25' as IsoDate })
    expect(truth.length).toBeGreaterThan(5)
    for (const row of truth) expect(shown.get(row.id)!.bookingDate).toBe(row.bookingDate)
    for (const delivery of client.simulator.ledger.served(hash)) {
      for (const row of delivery.rows) {
        const moved = daysBetween(
          row.bookingDate as IsoDate,
          truth.find(({ id }) => id === row.rowId)?.bookingDate ?? (row.bookingDate as IsoDate),
        )
        expect(Math.abs(moved)).toBeLessThanOrEqual(3)
      }
    }
  })

  it('come in part days after booking', async () => {
    const { client, rows } = await meet('dates-come-later')
    const before = (await rows('date_from=2026-11-17')).filter(isBooked)
    expect(before.some((row) => row.value_date === null && row.transaction_date === null)).toBe(true)
    client.advance(8 * DAY)
    const after = (await rows('date_from=2026-11-17&date_to=2026-11-20')).filter(isBooked)
    expect(after.every((row) => row.value_date !== null)).toBe(true)
    expect(after.some((row) => row.transaction_date !== null)).toBe(true)
  })
})

describe('texts', () => {
  it('grow three days after booking', async () => {
    const { client, connected, rows } = await meet('texts-change')
    const texts = () => client.simulator.ledger.lastServed(connected.accounts[0]!.identification_hash)
    await rows('date_from=2026-11-18&transaction_status=BOOK')
    const before = texts()
    expect(before.size).toBeGreaterThan(0)
    client.advance(8 * DAY)
    await rows('date_from=2026-11-18&transaction_status=BOOK')
    for (const [id, row] of before) expect(texts().get(id)!.remittance).not.toEqual(row.remittance)
  })

  it('name the holder or nobody, a card number, or nobody but the address', async () => {
    const spent = (list: Row[]) => list.filter((row) => row.credit_debit_indicator === 'DBIT')
    const own = await meet('own-name-or-none')
    const names = new Set(spent(await own.rows('date_from=2026-10-01')).map((row) => row.creditor?.name ?? null))
    expect(names).toEqual(new Set([null, own.connected.accounts[0]!.name as string]))
    const card = await meet('longest-stale')
    const cards = spent(await card.rows('date_from=2026-10-01')).filter((row) => row.bank_transaction_code.code === 'CCRD')
    expect(cards.length).toBeGreaterThan(5)
    expect(
      cards.filter((row) => row.bank_transaction_code.sub_code === 'POSD').every((row) => /^CARD-\d{4}$/.test(row.creditor!.name!)),
    ).toBe(true)
    const address = await meet('day-sequence-references')
    expect(spent(await address.rows('date_from=2026-10-01')).some((row) => row.creditor?.postal_address?.address_line[0])).toBe(true)
  })
})

describe('amounts', () => {
  it('are estimates while pending: the tip comes later, references change', async () => {
    const { client, connected, rows } = await meet('estimated-amounts', '2026-10-02T21:00:00Z')
    const hash = connected.accounts[0]!.identification_hash
    let different = 0
    for (let day = 0; day < 40; day++) {
      for (const row of await rows('transaction_status=PDNG&date_from=2026-09-20')) expect(row.status).toBe('PDNG')
      const shown = client.simulator.ledger.lastServed(hash)
      for (const pending of client.simulator.ledger.pending(hash, client.now())) {
        const booked = client.simulator.ledger.booked(hash, new Date(client.now().getTime() + 9 * DAY)).find(({ id }) => id === pending.id)
        if (pending.status !== 'PDNG' || !booked) continue
        expect(`-${shown.get(pending.id)!.amount!}`).toBe(pending.amountText)
        if (booked.amountText !== pending.amountText) different += 1
      }
      client.advance(DAY)
    }
    expect(different).toBeGreaterThan(0)
  })

  it('have no decimals in a currency without a smaller unit', async () => {
    const { rows } = await meet('shifting-references')
    for (const row of await rows('date_from=2026-10-01')) {
      expect(row.transaction_amount!.currency).toBe('ISK')
      expect(row.transaction_amount!.amount).toMatch(/^\d+$/)
    }
  })
})

describe('what is pending', () => {
  it('is called OTHR, and found by that filter only', async () => {
    const { client, connected, rows } = await meet('pending-as-other', '2026-11-22T20:30:00Z')
    const truth = client.simulator.ledger.pending(connected.accounts[0]!.identification_hash, client.now())
    const pending = truth.filter(({ status }) => status === 'PDNG')
    expect(pending.length).toBeGreaterThan(0)
    expect(await rows('transaction_status=PDNG')).toEqual([])
    expect(await rows('transaction_status=OTHR')).toHaveLength(pending.length)
  })
})

describe('a card payment', () => {
  it('is reversed and charged again on the same day, alike but for the direction', async () => {
    const { client, connected, rows } = await meet('corrected-payments')
    const listed = (await rows('date_from=2026-09-01&transaction_status=BOOK')).map(
      (row) => [row.booking_date, row.transaction_amount!.amount, row.remittance_information.join(), row.credit_debit_indicator] as const,
    )
    const alike = (of: (typeof listed)[number], direction: string) =>
      listed.filter((row) => row.slice(0, 3).join() === of.slice(0, 3).join() && row[3] === direction).length
    const reversed = listed.filter((row) => row[3] === 'CRDT' && alike(row, 'DBIT') >= 2)
    expect(reversed.length).toBeGreaterThan(2)
    const hash = connected.accounts[0]!.identification_hash
    const truth = client.simulator.ledger.booked(hash, client.now(), { from: '2026-09-01' as IsoDate })
    expect(new Set(truth.map(({ id }) => id)).size).toBe(truth.length)
    expect(listed).toHaveLength(truth.length)
  })
})
