import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween, findIsoDate, firstOfMonth, parseIsoDate, utcDay } from './iso-date'

const days = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((instant) => utcDay(instant))

describe('a day', () => {
  it('is found when it exists in the calendar', () => {
    for (const text of ['2026-11-20', '2024-02-29', '1999-12-31', '2000-02-29']) expect(findIsoDate(text)).toBe(text)
    for (const text of [
      '',
      '2026-02-29',
      '2026-02-30',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '20261120',
      '2026-11-20T00:00:00Z',
      '1900-02-29',
      ' 2026-11-20',
      null,
      undefined,
    ]) {
      expect(findIsoDate(text)).toBeNull()
    }
    expect(() => parseIsoDate('2026-02-30')).toThrow(RangeError)
  })

  it('goes forth and back by any number of days', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -40_000, max: 40_000 }), (day, count) => {
        const other = addDays(day, count)
        expect(daysBetween(day, other)).toBe(count)
        expect(addDays(other, -count)).toBe(day)
        expect(findIsoDate(other)).toBe(other)
      }),
      { numRuns: 5_000 },
    )
  })

  it('sorts as text like it sorts in time', () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0)
      }),
    )
  })

  it('is not moved by summer time', () => {
    expect(addDays(parseIsoDate('2026-03-28'), 1)).toBe('2026-03-29')
    expect(addDays(parseIsoDate('2026-03-29'), 1)).toBe('2026-03-30')
    expect(daysBetween(parseIsoDate('2026-10-24'), parseIsoDate('2026-10-26'))).toBe(2)
  })
})

describe('a month', () => {
  it('begins on its first day, any number of months away', () => {
    expect(firstOfMonth(parseIsoDate('2026-11-20'))).toBe('2026-11-01')
    expect(addMonths(parseIsoDate('2026-01-31'), 1)).toBe('2026-02-01')
    expect(addMonths(parseIsoDate('2026-01-31'), -1)).toBe('2025-12-01')
    fc.assert(
      fc.property(days, fc.integer({ min: -600, max: 600 }), (day, months) => {
        const there = addMonths(day, months)
        expect(firstOfMonth(there)).toBe(there)
        expect(addMonths(there, -months)).toBe(firstOfMonth(day))
      }),
    )
  })
})
