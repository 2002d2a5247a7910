import { describe, expect, it, vi } from 'vitest'
import { meet, type Row } from './habits/meet'
import type { Answer } from './test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const isBooked = (row: Row) => row.status === 'BOOK'

describe('references', () => {
  it('are absent, with no id for details either', async () => {
    const { rows } = await meet('no-references')
    for (const row of await rows()) expect([row.entry_reference, row.transaction_id]).toEqual([null, null])
  })

  it('are minted anew for each delivery', async () => {
    const { rows } = await meet('references-per-delivery')
    const [first, second] = [await rows(), await rows()]
    expect(second.map((row) => row.remittance_information)).toEqual(first.map((row) => row.remittance_information))
    expect(new Set([...first, ...second].map((row) => row.entry_reference)).size).toBe(first.length * 2)
  })

  it('are places in the day that shift when another row is booked', async () => {
    const { client, rows } = await meet('positional-references', '2026-11-20T05:00:00Z')
    const references = async () =>
      new Map((await rows('date_from=2026-11-20&transaction_status=BOOK')).map((row) => [row.transaction_id, row.entry_reference]))
    const all = (await rows()).filter(isBooked)
    for (const row of all) expect(row.entry_reference ?? `${row.booking_date}.1`).toMatch(new RegExp(`^${row.booking_date}\\.\\d+$`))
    let before = await references()
    let shifted = false
    for (let hour = 0; hour < 24 * 20 && !shifted; hour++) {
      client.advance(3_600_000)
      const now = await references()
      shifted = [...before].some(([id, reference]) => now.has(id) && now.get(id) !== reference)
      before = now
    }
    expect(shifted).toBe(true)
  })

  it('change when a pending row is booked', async () => {
    const { client, rows } = await meet('references-change-when-booked', '2026-11-19T20:30:00Z')
    const pending = await rows('transaction_status=PDNG')
    expect(pending.length).toBeGreaterThan(0)
    client.advance(6 * 86_400_000)
    const booked = await rows('transaction_status=BOOK')
    for (const row of pending) {
      expect(booked.some((other) => other.entry_reference === row.entry_reference)).toBe(false)
      expect(booked.some((other) => other.transaction_id === row.transaction_id)).toBe(true)
    }
  })

  it('for details are others each time the list is read, and all of them work', async () => {
    const { get, rows } = await meet('small-pages')
    const [first, second] = [await rows('date_from=2026-11-01'), await rows('date_from=2026-11-01')]
    expect(first.map((row) => row.entry_reference)).toEqual(second.map((row) => row.entry_reference))
    expect(new Set([...first, ...second].map((row) => row.transaction_id)).size).toBe(first.length * 2)
    for (const row of [first[0]!, second[0]!])
      expect((await get(`transactions/${row.transaction_id!}`)).body.entry_reference).toBe(first[0]!.entry_reference)
  })
})

describe('pages', () => {
  it('hold ten rows, or nothing and yet a key', async () => {
    const small = await meet('small-pages')
    expect((await small.get('transactions?strategy=longest')).body.transactions).toHaveLength(10)
    const { get, rows } = await meet('empty-pages')
    const first = await get('transactions?strategy=longest&date_from=2024-01-01')
    const second = await get(`transactions?strategy=longest&date_from=2024-01-01&continuation_key=${first.body.continuation_key as string}`)
    expect([(second.body.transactions as unknown[]).length, typeof second.body.continuation_key]).toEqual([0, 'string'])
    const all = await rows()
    expect(all.length).toBeGreaterThan(500)
    expect(new Set(all.map((row) => row.entry_reference)).size).toBe(all.length)
  })
})

describe('periods and filters', () => {
  it('are refused in each bank’s way', async () => {
    const noDate = await meet('longest-needs-date')
    expect((await noDate.get('transactions?strategy=longest')).body.error).toBe('WRONG_TRANSACTIONS_PERIOD')
    expect((await noDate.get('transactions?strategy=longest&date_from=2020-01-01')).status).toBe(200)
    const silent = await noDate.get('transactions?date_from=2020-01-01')
    expect([silent.body.error, (silent.body.detail as Record<string, unknown>).date_from]).toEqual(['WRONG_TRANSACTIONS_PERIOD', undefined])
    const noEnd = await meet('date-to-refused')
    expect((await noEnd.get('transactions?date_from=2026-11-01&date_to=2026-11-10')).status).toBe(422)
    expect((await noEnd.get('transactions?date_from=2026-11-01')).status).toBe(200)
  })

  it('count both ends: ninety days back is one too many', async () => {
    const { client, get } = await meet('inclusive-window')
    client.advance(2 * 3_600_000)
    expect((await get('transactions?date_from=2026-08-22')).status).toBe(422)
    expect((await get('transactions?date_from=2026-08-23')).status).toBe(200)
  })

  it('refuse the pending filter with 422 or 400 and list booked rows only', async () => {
    for (const [personality, status] of [
      ['pending-refused', 422],
      ['pending-bad-request', 400],
    ] as const) {
      const { get, rows } = await meet(personality)
      expect((await get('transactions?transaction_status=PDNG')).status).toBe(status)
      expect((await rows()).every(isBooked)).toBe(true)
    }
  })

  it('close the deep history after three minutes', async () => {
    const { client, get } = await meet('sepa-tags')
    expect((await get('transactions?date_from=2025-06-01')).status).toBe(200)
    client.advance(3 * 60_000 + 1)
    expect((await get('transactions?date_from=2025-06-01')).status).toBe(422)
  })
})

describe('balances', () => {
  const types = (answer: Answer) => (answer.body.balances as { balance_type: string }[]).map((balance) => balance.balance_type)

  it('fail, come in four types, with an unknown one, or as zero for a card', async () => {
    const failing = await meet('balances-fail')
    expect((await failing.get('balances')).body).toMatchObject({ code: 400, error: 'ASPSP_ERROR' })
    expect((await failing.get('transactions')).status).toBe(200)
    expect(types(await (await meet('pending-bad-request')).get('balances'))).toEqual(['CLBD', 'ITBD', 'XPCD', 'ITAV'])
    expect(types(await (await meet('label-soup')).get('balances'))).toEqual(['ITBD', 'ZZZZ'])
    const credit = await meet('credit-in-available')
    const card = credit.connected.accounts.find((account) => account.cash_account_type === 'CARD')!
    expect((await credit.get('balances', card.uid)).body.balances).toMatchObject([
      { balance_type: 'OTHR', balance_amount: { amount: '0.00' } },
    ])
    const [booked, available] = (await credit.get('balances')).body.balances as { balance_amount: { amount: string } }[]
    expect(parseFloat(available!.balance_amount.amount) - parseFloat(booked!.balance_amount.amount)).toBeGreaterThan(500)
  })
})

describe('texts and amounts', () => {
  it('have three decimals and a balance without a currency', async () => {
    const { rows } = await meet('three-decimals')
    for (const row of await rows('date_from=2026-10-01&transaction_status=BOOK')) {
      expect(row.transaction_amount!.amount).toMatch(/^\d+\.\d{2}0$/)
      expect(row.balance_after_transaction!.currency).toBe('XXX')
    }
  })

  it('put the other party where nobody looks for it', async () => {
    const own = await meet('own-name-as-creditor')
    const spent = (list: Row[]) => list.filter((row) => row.credit_debit_indicator === 'DBIT' && row.creditor)
    for (const row of spent(await own.rows('date_from=2026-10-01'))) expect(row.creditor!.name).toBe(own.connected.accounts[0]!.name)
    const hidden = await meet('merchant-in-address')
    for (const row of spent(await hidden.rows('date_from=2026-10-01'))) {
      expect(row.creditor!.name).toBeNull()
      expect(row.creditor!.postal_address!.address_line[0]).not.toBe('')
    }
    const technical = await meet('technical-line-first')
    const cards = (await technical.rows('date_from=2026-10-01')).filter((row) => row.remittance_information[0]!.startsWith('POS '))
    expect(cards.length).toBeGreaterThan(10)
    for (const row of cards) expect(row.remittance_information.length).toBeGreaterThanOrEqual(2)
  })

  it('carry SEPA tags or labels', async () => {
    const tagged = await (await meet('sepa-tags')).rows('date_from=2026-10-01')
    expect(tagged.every((row) => row.remittance_information.at(-1)!.startsWith('SVWZ+'))).toBe(true)
    expect(tagged.some((row) => row.remittance_information.some((line) => line.startsWith('MREF+')))).toBe(true)
    for (const row of await (await meet('label-soup')).rows('date_from=2026-10-01')) {
      expect(row.remittance_information[0]).toMatch(/^mandatereference:[^,]*,creditorid:,remittanceinformation:/)
    }
  })

  it('write nothing as empty text, as no key at all, or as null', async () => {
    const empty = await (await meet('empty-text')).rows('date_from=2026-10-01')
    expect(empty.every((row) => row.note !== null && row.reference_number !== null)).toBe(true)
    expect(empty.some((row) => row.note === '')).toBe(true)
    const leftOut = await (await meet('keys-left-out')).rows('date_from=2026-10-01')
    expect(JSON.stringify(leftOut)).not.toContain('null')
    const plain = await (await meet('by-the-book')).rows('date_from=2026-10-01')
    expect(new Set(plain.map((row) => Object.keys(row).length)).size).toBe(1)
  })

  it('go wrong now and then, always in the same rows, and the ledger says which', async () => {
    const { client, connected, rows } = await meet('oddities')
    const all = (await rows()).filter((row) => row.status !== 'PDNG')
    expect(all.some((row) => !['BOOK', 'HOLD', 'SCHD', 'CNCL'].includes(row.status))).toBe(true)
    expect(all.some((row) => row.status === 'BOOK' && row.booking_date === null)).toBe(true)
    expect(all.some((row) => row.transaction_amount === null)).toBe(true)
    expect(all.some((row) => row.credit_debit_indicator === null)).toBe(true)
    expect(all.some((row) => row.remittance_information.some((line) => /[\u0000\u202E\uD800-\uDFFF]/.test(line)))).toBe(true)
    expect(all.some((row) => row.balance_after_transaction?.currency === '')).toBe(true)
    const truth = client.simulator.ledger.booked(connected.accounts[0]!.identification_hash, client.now())
    const odd = truth.filter((row) => row.oddity !== null)
    expect(new Set(odd.map((row) => row.oddity)).size).toBe(5)
    expect(await rows()).toEqual(await rows())
  })
})
