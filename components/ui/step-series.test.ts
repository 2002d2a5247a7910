import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gridLabel, gridValues, lowestPoint, tableRows } from './step-series'

const count = (value: number) => String(value)

describe('the grid of a chart', () => {
  it('spans every amount with at most five lines', () => {
    const amount = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((cents) => (cents / 100).toFixed(2))
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 40 }), (amounts) => {
        const values = gridValues(amounts)
        const positions = amounts.map(Number.parseFloat)
        expect(values.length).toBeGreaterThanOrEqual(2)
        expect(values.length).toBeLessThanOrEqual(5)
        expect(values[0]).toBeLessThanOrEqual(Math.min(...positions) + 1e-9)
        expect(values.at(-1)).toBeGreaterThanOrEqual(Math.max(...positions) - 1e-9)
      }),
    )
  })

  it('writes long round thousands short', () => {
    const values = gridValues(['40611.55', '45990.00'])
    expect(values.map((value) => gridLabel(value, values, count))).toEqual(['40k', '42k', '44k', '46k'])
    expect(gridLabel(4000, [2000, 3000, 4000], count)).toBe('4000')
    expect(gridLabel(0.30000000000000004, [0.1, 0.2, 0.30000000000000004], count)).toBe('0.3')
  })
})

describe('the table of a chart', () => {
  it('counts exactly and newest first', () => {
    const points = [
      { day: '2026-11-18', amount: '0.10' },
      { day: '2026-11-19', amount: '0.30' },
      { day: '2026-11-20', amount: '-9007199254740993.07' },
    ]
    expect(tableRows(points, 'EUR').map(({ day, change }) => [day, change?.amount ?? null])).toEqual([
      ['2026-11-20', '-9007199254740993.37'],
      ['2026-11-19', '0.20'],
      ['2026-11-18', null],
    ])
  })

  it('stays short for many years', () => {
    const points = Array.from({ length: 12 * 20 }, (_, month) => ({
      day: `${2006 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`,
      amount: '1.00',
    }))
    expect(tableRows(points, 'EUR').length).toBeLessThanOrEqual(21)
    expect(tableRows([], 'EUR')).toEqual([])
  })
})

it('names the first of the lowest points', () => {
  expect(
    lowestPoint([
      { day: '2026-01-01', amount: '2.00' },
      { day: '2026-01-02', amount: '1.00' },
      { day: '2026-01-03', amount: '1.00' },
    ])?.day,
  ).toBe('2026-01-02')
  expect(lowestPoint([])).toBeNull()
})
