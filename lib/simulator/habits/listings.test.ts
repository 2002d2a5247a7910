import { describe, expect, it, vi } from 'vitest'
import type { Answer } from '../test-client'
import { meet, type Met, type Row } from './meet'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const DAY = 86_400_000
const idsOf = ({ client, connected }: Met) =>
  client.simulator.ledger.served(connected.accounts[0]!.identification_hash).flatMap(({ rowIds }) => rowIds)

describe('periods', () => {
  it('leave out the day asked from, or the day asked to', async () => {
    const days = (rows: Row[]) => new Set(rows.map((row) => row.booking_date!))
    const from = await meet('date-from-exclusive')
    const all = days(await from.rows('date_from=2026-10-01&transaction_status=BOOK'))
    const [first] = [...all].sort()
    const less = days(await from.rows(`date_from=${first!}&transaction_status=BOOK`))
    expect([all.has(first!), less.has(first!)]).toEqual([true, false])
    const to = await meet('date-to-exclusive')
    const until = days(await to.rows('date_from=2026-10-01&date_to=2026-11-10&transaction_status=BOOK'))
    const last = [...until].sort().at(-1)!
    expect(days(await to.rows(`date_from=2026-10-01&date_to=${last}&transaction_status=BOOK`)).has(last)).toBe(false)
  })

  it('are stale with the longest strategy and fresh without', async () => {
    const { rows } = await meet('longest-stale')
    const longest = await rows('strategy=longest&date_from=2024-01-01')
    expect(longest.length).toBeGreaterThan(500)
    expect(longest.every((row) => row.booking_date !== null && row.booking_date <= '2026-11-11')).toBe(true)
    expect((await rows('date_from=2026-11-01')).some((row) => row.booking_date === null || row.booking_date > '2026-11-11')).toBe(true)
  })

  it('end at 89 days with every strategy, and nobody says so', async () => {
    const { get } = await meet('inclusive-window-unsaid')
    for (const query of ['date_from=2026-08-22', 'strategy=longest&date_from=2026-08-22', 'strategy=longest&date_from=2020-01-01']) {
      const { status, body } = await get(`transactions?${query}`)
      expect([status, body.error, body.detail]).toEqual([
        422,
        'WRONG_TRANSACTIONS_PERIOD',
        { message: 'Requested time period out of bound.' },
      ])
    }
    expect((await get('transactions?strategy=longest&date_from=2026-08-23')).status).toBe(200)
    expect((await get('transactions?strategy=longest')).status).toBe(200)
  })

  it('are refused in a body of the bank’s own', async () => {
    const { get } = await meet('period-invalid')
    const { status, body } = await get('transactions?strategy=longest&date_from=2020-01-01')
    expect(status).toBe(400)
    expect(body).toEqual({
      title: 'Range is out of the last 90-day period',
      code: 'PERIOD_INVALID',
      detail: 'dateFrom=2020-01-01, dateTo=',
    })
    expect((await get('transactions?date_from=2026-08-22')).status).toBe(200)
  })
})

describe('pages', () => {
  it('are refused after the first when a status is asked for', async () => {
    const { get, rows } = await meet('status-breaks-paging')
    const first = await get('transactions?strategy=longest&transaction_status=BOOK')
    const key = first.body.continuation_key as string
    const { status, body } = await get(`transactions?strategy=longest&transaction_status=BOOK&continuation_key=${key}`)
    expect([status, body.message]).toEqual([422, 'transactionStatus in request is not the same as in continuationKey'])
    expect((await rows('strategy=longest')).length).toBeGreaterThan(500)
  })

  it('come in another order each time, every row once', async () => {
    const bank = await meet('order-changes')
    await bank.rows('date_from=2026-09-01')
    const first = idsOf(bank)
    await bank.rows('date_from=2026-09-01')
    const second = idsOf(bank).slice(first.length)
    expect(second).not.toEqual(first)
    expect([...second].sort()).toEqual([...first].sort())
    expect(new Set(first).size).toBe(first.length)
  })

  it('begin with the oldest row', async () => {
    const { rows } = await meet('oldest-first')
    const days = (await rows('date_from=2026-09-01&transaction_status=BOOK')).map((row) => row.booking_date!)
    expect(days.length).toBeGreaterThan(60)
    expect(days).toEqual([...days].sort())
  })

  it('move along with what is booked between them', async () => {
    const bank = await meet('live-pages')
    const query = 'transactions?date_from=2026-10-01&transaction_status=BOOK'
    const first: Answer = await bank.get(query)
    bank.client.advance(4 * DAY)
    await bank.get(`${query}&continuation_key=${first.body.continuation_key as string}`)
    const [before, after] = bank.client.simulator.ledger.served(bank.connected.accounts[0]!.identification_hash)
    expect(after!.rowIds.some((id) => before!.rowIds.includes(id))).toBe(true)
  })
})
