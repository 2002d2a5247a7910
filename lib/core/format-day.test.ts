import { describe, expect, it } from 'vitest'
import { createFormat, type Display, type FormatWords } from './format'
import { dayIn, formatClock } from './format-day'
import { readFormatStyle } from './format-style'
import { parseIsoDate } from './iso-date'

const WORDS: Record<string, string> = { today: 'today', yesterday: 'yesterday', tomorrow: 'tomorrow' }
const words: FormatWords = (key, values = {}) => {
  if (key === 'dayTime') return `${values.day} ${values.time}`
  if (key === 'todayHeading') return `Today, ${values.day}`
  if (key === 'yesterdayHeading') return `Yesterday, ${values.day}`
  return WORDS[key] ?? key
}

function formatFor(locale: string, overrides: Partial<Display> = {}) {
  const display: Display = {
    language: 'en',
    style: readFormatStyle(locale),
    timeZone: 'Europe/Helsinki',
    today: parseIsoDate('2026-11-20'),
    isPrivate: false,
    ...overrides,
  }
  return createFormat(display, words)
}

describe('days in words', () => {
  const finnish = formatFor('fi-FI')

  it('are written in the order of the country', () => {
    expect(finnish.day('2026-11-18')).toBe('Wed 18 Nov')
    expect(formatFor('en-US').day('2026-11-18')).toBe('Wed, Nov 18')
    expect(formatFor('sv-SE').day('2026-11-18', 'long')).toBe('18 November')
    expect(formatFor('en-US').day('2025-11-18', 'long')).toBe('November 18, 2025')
  })

  it('name the year only when it is another one', () => {
    expect(finnish.day('2025-03-05', 'short')).toBe('5 Mar 2025')
    expect(finnish.day('2026-03-05', 'short')).toBe('5 Mar')
    expect(finnish.day('2026-03-05', 'full')).toBe('5 March 2026')
    expect(finnish.day('2026-03-05', 'month')).toBe('March 2026')
  })

  it('say today and yesterday', () => {
    expect(finnish.day('2026-11-20', 'heading')).toBe('Today, Friday 20 November')
    expect(finnish.day('2026-11-19', 'heading')).toBe('Yesterday, Thursday 19 November')
    expect(finnish.day('2026-11-16', 'heading')).toBe('Monday 16 November')
    expect(finnish.day('2026-11-21', 'relative')).toBe('tomorrow')
    expect(finnish.day('2026-11-16', 'relative')).toBe('Mon 16 Nov')
  })
})

describe('instants in words', () => {
  const finnish = formatFor('fi-FI')

  it('are told in the person’s zone', () => {
    expect(finnish.time('2026-11-20T15:05:00Z')).toBe('today 17:05')
    expect(finnish.time('2026-11-19T22:10:00Z')).toBe('today 00:10')
    expect(finnish.time(new Date('2026-11-20T15:14:08Z'), 'exact')).toBe('20 Nov 2026 17:14:08')
    expect(formatFor('en-US').time('2026-11-20T15:05:00Z', 'clock')).toBe('5:05\u00A0pm')
  })

  it('say as of when, the further back the coarser', () => {
    expect(finnish.time('2026-11-20T15:05:00Z', 'asOf')).toBe('17:05')
    expect(finnish.time('2026-11-19T19:10:00Z', 'asOf')).toBe('Thu 21:10')
    expect(finnish.time('2026-11-02T19:10:00Z', 'asOf')).toBe('2 Nov')
  })

  it('fall on UTC days when the zone is unknown', () => {
    expect(dayIn(new Date('2026-11-20T23:59:00Z'), 'Nowhere/Land')).toBe('2026-11-20')
    expect(formatClock(new Date('2026-11-20T23:59:00Z'), 'Nowhere/Land', { hour12: false })).toBe('23:59')
  })
})

describe('numbers that are no money', () => {
  it('follow the country too', () => {
    expect(formatFor('fi-FI').percent(0.0268)).toBe('2,7\u00A0%')
    expect(formatFor('en-GB').percent(-0.5)).toBe('−50%')
    expect(formatFor('fi-FI').count(1340)).toBe('1\u00A0340')
    expect(formatFor('fi-FI').count(-12)).toBe('−12')
  })

  it('hide money but not counts when amounts are hidden', () => {
    const hidden = formatFor('fi-FI', { isPrivate: true })
    expect(hidden.money({ amount: '-118.72', currency: 'EUR' }, { symbol: true })).toBe('••••,••')
    expect(hidden.count(3)).toBe('3')
  })
})
