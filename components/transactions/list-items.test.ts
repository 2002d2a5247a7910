import { describe, expect, it } from 'vitest'
import { parseIsoDate } from '@/lib/core/iso-date'
import type { ListedTransaction } from '@/lib/insights/transaction-list'
import { inAndOut, toListItems } from './list-items'

let next = 0

function row(day: string, counted: string | null): ListedTransaction {
  next += 1
  const amount = { amount: counted ?? '-1.00', currency: 'EUR' }
  return {
    id: `row ${next}`,
    accountId: 'a',
    status: 'BOOK',
    amount,
    day: parseIsoDate(day),
    name: 'n',
    description: null,
    category: null,
    note: null,
    reviewReason: null,
    isOwnTransfer: false,
    counted,
  }
}

describe('the lines of the list', () => {
  const rows = [
    row('2026-11-20', '-289.00'),
    row('2026-11-20', null),
    row('2026-11-19', '-72.40'),
    row('2026-11-19', '24.90'),
    row('2026-11-18', null),
  ]

  it('put a heading with the day’s sum before each day, leaving out what does not count', () => {
    const items = toListItems(rows, { baseCurrency: 'EUR', hasMore: false })
    expect(items.map((item) => (item.kind === 'day' ? `${item.day} ${item.sum?.amount ?? '–'}` : item.index))).toEqual([
      '2026-11-20 -289.00',
      0,
      1,
      '2026-11-19 -47.50',
      2,
      3,
      '2026-11-18 –',
      4,
    ])
  })

  it('tell no sum of the last day while more rows may follow', () => {
    const items = toListItems(rows.slice(0, 4), { baseCurrency: 'EUR', hasMore: true })
    expect(items.flatMap((item) => (item.kind === 'day' ? [item.sum?.amount ?? null] : []))).toEqual(['-289.00', null])
  })

  it('know what came in and went out', () => {
    expect(inAndOut(rows, 'EUR')).toEqual({ in: { amount: '24.90', currency: 'EUR' }, out: { amount: '-361.40', currency: 'EUR' } })
  })
})
