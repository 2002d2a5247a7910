import { expect, test } from 'vitest'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { standingDays } from './standing-days'

const day = parseIsoDate
const days = (frequency: string, first: string, until: string, end: string | null = null) =>
  standingDays({ frequency, first: day(first), end: end === null ? null : day(end) }, day(until)).map((one) => one.day)

test('a standing order comes on its days, the 31st on the last day of shorter months', () => {
  expect(days('MNTH', '2026-12-31', '2027-04-01')).toEqual(['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31'])
  expect(days('WEEK', '2026-11-20', '2026-12-04')).toEqual(['2026-11-20', '2026-11-27', '2026-12-04'])
  expect(days('TOWK', '2026-11-20', '2026-12-04')).toEqual(['2026-11-20', '2026-12-04'])
  expect(days('TOMN', '2026-11-20', '2027-02-01')).toEqual(['2026-11-20', '2027-01-20'])
  expect(days('QUTR', '2026-11-30', '2027-03-01')).toEqual(['2026-11-30', '2027-02-28'])
  expect(days('SEMI', '2026-01-15', '2027-01-15')).toEqual(['2026-01-15', '2026-07-15', '2027-01-15'])
  expect(days('YEAR', '2024-02-29', '2026-03-01')).toEqual(['2024-02-29', '2025-02-28', '2026-02-28'])
  expect(days('DAIL', '2026-11-20', '2026-11-22')).toEqual(['2026-11-20', '2026-11-21', '2026-11-22'])
})

test('nothing comes after its end', () => {
  expect(days('MNTH', '2026-11-20', '2027-06-01', '2027-01-19')).toEqual(['2026-11-20', '2026-12-20'])
})

test('the days of two periods never overlap', () => {
  for (const frequency of ['DAIL', 'WEEK', 'TOWK', 'MNTH', 'TOMN', 'QUTR', 'SEMI', 'YEAR']) {
    const periods = standingDays({ frequency, first: day('2026-01-31'), end: null }, day('2027-12-31'))
    for (const [at, one] of periods.entries()) {
      const next = periods[at + 1]
      if (next) expect(one.until < next.from).toBe(true)
      expect(one.from <= one.day && one.day <= one.until).toBe(true)
    }
  }
})

test('of a frequency nobody knows the first is expected', () => {
  const first = day('2026-11-20')
  expect(standingDays({ frequency: 'MOON', first, end: null }, day('2027-11-20'))).toEqual([
    { day: first, from: first, until: addDays(first, 10) },
  ])
})
