import { afterAll, describe, expect, it, vi } from 'vitest'
import { createFormat, type FormatWords } from './format'
import { dayIn } from './format-day'
import { readFormatStyle } from './format-style'
import { addDays, addMonths, daysBetween, findIsoDate, firstOfMonth, parseIsoDate, utcDay } from './iso-date'

const ZONES = ['Pacific/Pago_Pago', 'America/New_York', 'UTC', 'Europe/Helsinki', 'Pacific/Kiritimati']
const LOCALES = [
  'fi-FI',
  'sv-SE',
  'nb-NO',
  'da-DK',
  'de-DE',
  'de-CH',
  'fr-FR',
  'es-ES',
  'it-IT',
  'pl-PL',
  'et-EE',
  'lv-LV',
  'lt-LT',
  'pt-PT',
  'en-GB',
  'en-US',
]
/** Changes of the clock in Europe and America, leap days, ends of years and months. */
const DAYS = [
  '2026-12-31',
  '2027-01-01',
  '2027-03-14',
  '2027-03-27',
  '2027-03-28',
  '2027-03-29',
  '2027-10-31',
  '2027-11-07',
  '2028-02-28',
  '2028-02-29',
  '2028-03-01',
]
const words: FormatWords = (key) => key

afterAll(() => void vi.unstubAllEnvs())

describe.each(ZONES)('a calendar day on a server in %s', (serverZone) => {
  it('is the same day for everybody, in every way of writing it', () => {
    vi.stubEnv('TZ', serverZone)
    for (const day of DAYS) expect(utcDay(new Date(`${day}T00:00:00Z`))).toBe(day)
    const formats = LOCALES.flatMap((locale) =>
      ZONES.map((timeZone) =>
        createFormat(
          { language: 'en', style: readFormatStyle(locale), timeZone, today: parseIsoDate('2027-06-15'), isPrivate: false },
          words,
        ),
      ),
    )
    const wrong = formats.flatMap((format) => DAYS.filter((day) => !isSameDay(format.day(day, 'full'), day)))
    expect(wrong).toEqual([])
    expect(formats).toHaveLength(80)
  })

  it('is followed by the next one, also when the clocks change and in leap years', () => {
    vi.stubEnv('TZ', serverZone)
    let day = parseIsoDate('2026-12-25')
    for (let i = 0; i < 1_200; i++) {
      const next = addDays(day, 1)
      expect([findIsoDate(next), daysBetween(day, next), addDays(next, -1)]).toEqual([next, 1, day])
      day = next
    }
    expect(addDays(parseIsoDate('2028-02-28'), 1)).toBe('2028-02-29')
    expect(addMonths(firstOfMonth(parseIsoDate('2027-03-31')), -1)).toBe('2027-02-01')
  })
})

describe('an instant', () => {
  it('falls on the day of the person’s own zone, before and after the clocks change', () => {
    const days = (at: string) => ZONES.map((zone) => dayIn(new Date(at), zone))
    expect(days('2027-03-28T00:30:00Z')).toEqual(['2027-03-27', '2027-03-27', '2027-03-28', '2027-03-28', '2027-03-28'])
    expect(days('2027-10-30T21:30:00Z')).toEqual(['2027-10-30', '2027-10-30', '2027-10-30', '2027-10-31', '2027-10-31'])
    expect(days('2028-02-29T23:30:00Z')).toEqual(['2028-02-29', '2028-02-29', '2028-02-29', '2028-03-01', '2028-03-01'])
  })
})

function isSameDay(written: string, day: string): boolean {
  const number = new RegExp(`(^|\\D)0?${Number(day.slice(8))}(\\D|$)`)
  return number.test(written) && written.includes(day.slice(0, 4)) && written.includes(MONTHS[Number(day.slice(5, 7)) - 1] ?? '?')
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
