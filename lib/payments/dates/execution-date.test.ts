import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'
import { executionDay } from './execution-date'
import { standingDays } from './standing-days'
import { easterSunday, findTargetHoliday, isWeekend } from './target-calendar'

const day = (text: string) => text as IsoDate
const anyDay = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(day('2000-01-01'), days))

describe('the TARGET calendar', () => {
  it('knows Easter', () => {
    // Published dates; 2038 is the latest there can be.
    expect([2000, 2008, 2024, 2026, 2027, 2038].map(easterSunday)).toEqual([
      '2000-04-23',
      '2008-03-23',
      '2024-03-31',
      '2026-04-05',
      '2027-03-28',
      '2038-04-25',
    ])
  })

  it('rests on six days of 2027', () => {
    const resting = Array.from({ length: 365 }, (_, at) => addDays(day('2027-01-01'), at)).filter((each) => findTargetHoliday(each))
    expect(resting).toEqual(['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-12-25', '2027-12-26'])
  })
})

describe('the day a payment is carried out', () => {
  it('is the day wanted when banks work', () => {
    expect(executionDay(day('2026-11-20'), { instant: false })).toEqual({ day: '2026-11-20', because: null, holiday: null })
  })

  it('is Monday for a weekend', () => {
    expect(executionDay(day('2026-11-21'), { instant: false })).toEqual({ day: '2026-11-23', because: 'weekend', holiday: null })
  })

  it('is past Easter for Good Friday, and says which holiday', () => {
    expect(executionDay(day('2026-04-03'), { instant: false })).toEqual({ day: '2026-04-07', because: 'holiday', holiday: 'good_friday' })
  })

  it('is past Christmas and the weekend beside it', () => {
    expect(executionDay(day('2026-12-25'), { instant: false }).day).toBe('2026-12-28')
  })

  it('is any day for an instant payment', () => {
    expect(executionDay(day('2026-12-25'), { instant: true })).toEqual({ day: '2026-12-25', because: null, holiday: null })
  })

  it('knows only weekends for money that does not settle in euro', () => {
    expect(executionDay(day('2026-05-01'), { instant: false, currency: 'DKK' }).day).toBe('2026-05-01')
    expect(executionDay(day('2026-05-01'), { instant: false, currency: 'EUR' }).day).toBe('2026-05-04')
  })

  it('is always a working day, never before the one wanted and at most five days after', () => {
    fc.assert(
      fc.property(anyDay, (wanted) => {
        const { day: shifted, because } = executionDay(wanted, { instant: false })
        expect(isWeekend(shifted) || findTargetHoliday(shifted) !== null).toBe(false)
        expect(daysBetween(wanted, shifted)).toBeGreaterThanOrEqual(0)
        expect(daysBetween(wanted, shifted)).toBeLessThanOrEqual(5)
        expect(because === null).toBe(shifted === wanted)
      }),
    )
  })
})

describe('the days of a standing order', () => {
  const monthly = (executionRule: string | null, endDate: string | null = null) => ({
    frequency: 'MNTH',
    executionRule,
    endDate: endDate === null ? null : day(endDate),
  })

  it('keep the 31st after a short month', () => {
    expect(
      standingDays(day('2027-01-31'), { frequency: 'MNTH', executionRule: 'PREC', endDate: null }, { count: 4, currency: 'SEK' }),
    ).toEqual(['2027-01-29', '2027-02-26', '2027-03-31', '2027-04-30'])
  })

  it('move forwards or backwards past days of rest by their rule', () => {
    expect(standingDays(day('2027-05-01'), monthly('FWNG'), { count: 1 })).toEqual(['2027-05-03'])
    expect(standingDays(day('2027-05-01'), monthly('PREC'), { count: 1 })).toEqual(['2027-04-30'])
    expect(standingDays(day('2027-05-01'), monthly(null), { count: 1 })).toEqual(['2027-05-03'])
  })

  it.each([
    ['WEEK', ['2026-11-20', '2026-11-27', '2026-12-04']],
    ['TOWK', ['2026-11-20', '2026-12-04', '2026-12-18']],
    ['TOMN', ['2026-11-20', '2027-01-20', '2027-03-22']],
    ['QUTR', ['2026-11-20', '2027-02-22', '2027-05-20']],
    ['SEMI', ['2026-11-20', '2027-05-20', '2027-11-22']],
    ['YEAR', ['2026-11-20', '2027-11-22', '2028-11-20']],
    ['DAIL', ['2026-11-20', '2026-11-23', '2026-11-24']],
  ])('come by frequency %s', (frequency, days) => {
    expect(standingDays(day('2026-11-20'), { frequency, executionRule: 'FWNG', endDate: null }, { count: 3 })).toEqual(days)
  })

  it('end on their last day and are none for a frequency nobody knows', () => {
    expect(standingDays(day('2026-11-20'), monthly('FWNG', '2026-12-20'), { count: 3 })).toEqual(['2026-11-20', '2026-12-21'])
    expect(standingDays(day('2026-11-20'), { frequency: 'toString', executionRule: null, endDate: null }, { count: 3 })).toEqual([])
  })
})
