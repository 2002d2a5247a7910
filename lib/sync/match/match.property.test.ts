import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PortTransaction } from '@/lib/banking/port'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { formatDecimal } from '@/lib/core/money'
import { bankRow } from './bank-row'
import { openMemoryAccount, type MemoryAccount } from './memory-account'

const TODAY = parseIsoDate('2026-11-20')

/** How a bank names its rows; the truth behind them is the same. */
const HABITS = ['stable', 'none', 'per delivery', 'positional', 'later', 'some', 'constant', 'vanishing'] as const
type Habit = (typeof HABITS)[number]

/** Few amounts, shops and days, so that twins abound. */
const truth = fc.array(
  fc.record({
    amount: fc.constantFrom('-3.40', '-3.40', '-12.50', '900.00', '3.40'),
    day: fc.integer({ min: 0, max: 5 }).map((back) => addDays(TODAY, -back)),
    shop: fc.constantFrom('Kauppa', 'Kahvila', ''),
  }),
  { maxLength: 25 },
)

const deliveries = fc.array(
  fc.record({ order: fc.array(fc.nat(), { minLength: 27, maxLength: 27 }), pageSize: fc.integer({ min: 1, max: 9 }), share: fc.nat(100) }),
  {
    minLength: 1,
    maxLength: 5,
  },
)

describe('whatever a bank does with references, pages and order', () => {
  it.each(HABITS)(
    'every booked row is there exactly once (references: %s)',
    (habit) => {
      fc.assert(
        fc.property(truth, deliveries, (random, plan) => {
          // Two rows that differ: only then can a constant reference be seen to be one.
          const rows = [{ amount: '-77.00', day: TODAY, shop: 'A' }, { amount: '-78.00', day: TODAY, shop: 'B' }, ...random]
          const account = openMemoryAccount(TODAY)
          const growing = plan.map(({ share }) => share).sort((a, b) => a - b)
          plan.forEach(({ order, pageSize }, n) => {
            const known = rows.slice(0, 2 + Math.ceil((random.length * (growing[n] ?? 100)) / 100))
            const list = known.map((row, i) =>
              bankRow(row.amount, row.day, { shop: row.shop, entryReference: referenceOf(habit, { i, n, row, known }) }),
            )
            account.deliver(inPages(shuffle(list, order), pageSize))
          })
          const last = rows.slice(0, 2 + Math.ceil((random.length * (growing.at(-1) ?? 100)) / 100))
          expect(keptRows(account)).toEqual(last.map(({ amount, day }) => `${day} ${amount}`).sort())
          expectTotals(account, last)
        }),
        { numRuns: 700 },
      )
    },
    60_000,
  )

  it('an unchanged delivery writes nothing the second time it is known', () => {
    fc.assert(
      fc.property(truth, fc.constantFrom(...HABITS), fc.integer({ min: 1, max: 9 }), (rows, habit, pageSize) => {
        const account = openMemoryAccount(TODAY)
        const list = () =>
          rows.map((row, i) =>
            bankRow(row.amount, row.day, { shop: row.shop, entryReference: referenceOf(habit, { i, n: 0, row, known: rows }) }),
          )
        account.deliver(inPages(list(), pageSize))
        account.deliver(inPages(list(), pageSize))
        expect(account.counts).toEqual({ inserts: 0, updates: 0, evidence: 0, ends: 0 })
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it('pending rows never make a booked row appear twice or vanish', () => {
    fc.assert(
      fc.property(
        truth,
        fc.array(fc.nat(3), { minLength: 25, maxLength: 25 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, delays, pageSize) => {
          const account = openMemoryAccount(TODAY)
          for (let step = 0; step <= 4; step++) {
            const isBooked = (i: number) => (delays[i] ?? 0) < step
            const booked = rows.filter((_, i) => isBooked(i)).map((row) => bankRow(row.amount, row.day, { shop: row.shop }))
            const pending = rows
              .filter((_, i) => !isBooked(i))
              .map((row) => bankRow(row.amount, row.day, { shop: row.shop, status: 'PDNG' }))
            account.deliver(inPages(booked, pageSize))
            account.deliver(inPages(pending, pageSize), 'PDNG')
          }
          expect(keptRows(account)).toEqual(rows.map(({ amount, day }) => `${day} ${amount}`).sort())
          expect([...account.rows.values()].filter(({ status, isSuperseded }) => status === 'PDNG' && !isSuperseded)).toEqual([])
          expectTotals(account, rows)
        },
      ),
      { numRuns: 700 },
    )
  }, 60_000)
})

type TrueRow = { amount: string; day: string; shop: string }

function referenceOf(habit: Habit, { i, n, row, known }: { i: number; n: number; row: TrueRow; known: readonly TrueRow[] }): string | null {
  if (habit === 'stable') return `REF-${10_000 + i}`
  if (habit === 'per delivery') return `D${n}-${10_000 + i}`
  if (habit === 'positional') return `${row.day}.${known.filter(({ day }) => day === row.day).indexOf(row)}`
  if (habit === 'later') return n === 0 ? null : `REF-${10_000 + i}`
  if (habit === 'some') return i % 3 === 0 ? null : `REF-${10_000 + i}`
  if (habit === 'constant') return 'BOOKING'
  if (habit === 'vanishing') return n % 2 === 0 ? `REF-${10_000 + i}` : null
  return null
}

function shuffle(rows: readonly PortTransaction[], order: readonly number[]): PortTransaction[] {
  return rows
    .map((row, i) => ({ row, key: order[i % order.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row)
}

function inPages(rows: readonly PortTransaction[], size: number): PortTransaction[][] {
  const pages: PortTransaction[][] = []
  for (let at = 0; at < rows.length; at += size) pages.push(rows.slice(at, at + size))
  return pages
}

function keptRows(account: MemoryAccount): string[] {
  return [...account.rows.values()]
    .filter(({ status }) => status === 'BOOK')
    .map((row) => `${row.effectiveDate} ${formatDecimal({ minor: row.amountMinor, currency: 'EUR' as never })}`)
    .sort()
}

function expectTotals(account: MemoryAccount, rows: readonly TrueRow[]): void {
  for (const day of new Set(rows.map((row) => row.day))) {
    const sum = rows.filter((row) => row.day === day).reduce((total, { amount }) => total + BigInt(amount.replace('.', '')), 0n)
    expect(account.totalOf(day)).toBe(sum)
  }
}
