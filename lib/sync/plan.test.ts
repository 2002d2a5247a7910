import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { addDays, daysBetween, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { isShort, narrow, planBooked, planPending, windowBefore, WINDOW_DAYS, type Window } from './plan'

const TODAY = parseIsoDate('2026-11-20')
const refused = (earliestDay?: string) => new BankError('period_refused', earliestDay ? { earliestDay } : {})

describe('what to ask a bank for', () => {
  it('is everything the first time, without an end', () => {
    expect(planBooked({ today: TODAY, readUntil: null })).toEqual({
      dateFrom: '2006-11-20',
      dateTo: null,
      strategy: 'longest',
      status: 'BOOK',
    })
  })

  it('overlaps what was read by seven to ten days later, and never begins in the future', () => {
    expect(planBooked({ today: TODAY, readUntil: parseIsoDate('2026-11-18') })).toMatchObject({
      dateFrom: '2026-11-08',
      strategy: 'default',
    })
    expect(planBooked({ today: TODAY, readUntil: parseIsoDate('2027-06-01') }).dateFrom).toBe(TODAY)
  })

  it('is a short window for pending rows', () => {
    expect(daysBetween(planPending(TODAY).dateFrom, TODAY) + 1).toBe(WINDOW_DAYS)
    expect(planPending(TODAY)).toMatchObject({ status: 'PDNG', strategy: 'default', dateTo: null })
  })

  it('follows the bank’s own hint', () => {
    const hinted = narrow(planBooked({ today: TODAY, readUntil: null }), refused('2026-01-17'), TODAY)
    expect(hinted).toMatchObject({ dateFrom: '2026-01-17', strategy: 'longest' })
  })

  it('goes down the ladder when there is no hint, or one that helps nothing', () => {
    const steps = (hint?: string) => ladder(refused(hint)).map(({ dateFrom, strategy }) => `${strategy} ${daysBetween(dateFrom, TODAY)}`)
    const expected = ['longest 1095', 'longest 730', 'longest 365', 'default 88']
    expect(steps()).toEqual(expected)
    expect(steps('1999-01-01')).toEqual(expected)
    expect(steps('2030-01-01')).toEqual(expected)
    expect(steps('not a day')).toEqual(expected)
  })

  it('leaves out what the bank does not know: first the strategy, then the status, then it gives up', () => {
    const windows = ladder(new BankError('parameter_refused'))
    expect(windows.map(({ strategy, status }) => `${strategy} ${status}`)).toEqual(['default BOOK', 'default null'])
    expect(narrow(planPending(TODAY), new BankError('parameter_refused'), TODAY)).toBeNull()
  })

  it('tries one short window after a bare refusal of the deep one, and nothing after other errors', () => {
    const first = planBooked({ today: TODAY, readUntil: null })
    const second = narrow(first, new BankError('rejected'), TODAY)
    expect(second && isShort(second, TODAY)).toBe(true)
    expect(second && narrow(second, new BankError('rejected'), TODAY)).toBeNull()
    for (const kind of ['unavailable', 'rate_limited', 'consent_expired', 'invalid_response'] as const) {
      expect(narrow(first, new BankError(kind), TODAY)).toBeNull()
    }
  })

  it('always gets narrower or simpler, so asking ends, whatever a bank hints', () => {
    const hint = fc.option(
      fc.integer({ min: -9000, max: 400 }).map((days) => addDays(TODAY, days)),
      { nil: undefined },
    )
    const kind = fc.constantFrom('period_refused', 'parameter_refused', 'rejected')
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null }),
        fc.array(fc.tuple(kind, hint), { minLength: 40, maxLength: 40 }),
        (back, answers) => {
          let window: Window | null = planBooked({ today: TODAY, readUntil: back === null ? null : addDays(TODAY, -back) })
          for (const [answer, earliestDay] of answers) {
            const next: Window | null = narrow(window, new BankError(answer, earliestDay ? { earliestDay } : {}), TODAY)
            if (!next) return
            expect(next.dateFrom <= TODAY).toBe(true)
            expect(next.strategy === 'longest' ? next.dateTo : null).toBeNull()
            const isSimpler = next.strategy !== window.strategy || next.status !== window.status
            expect(isSimpler || next.dateFrom > window.dateFrom).toBe(true)
            window = next
          }
        },
      ),
    )
  }, 30_000)

  it('walks back in windows that touch, overlap nowhere and are 89 days with both ends', () => {
    const newest = ladder(refused()).at(-1)!
    const windows: Window[] = [newest]
    for (let next = windowBefore(newest, TODAY); next; next = windowBefore(next, TODAY)) windows.push(next)
    windows.slice(1).forEach((window, i) => {
      expect(window.dateTo && addDays(window.dateTo, 1)).toBe(windows[i]!.dateFrom)
      expect(daysBetween(window.dateFrom, window.dateTo as IsoDate) + 1).toBe(WINDOW_DAYS)
    })
    expect(windows.length).toBeGreaterThan(80)
    expect(windows.length).toBeLessThan(84)
  })
})

function ladder(error: BankError): Window[] {
  const windows: Window[] = []
  for (
    let window = narrow(planBooked({ today: TODAY, readUntil: null }), error, TODAY);
    window && windows.length < 20;
    window = narrow(window, error, TODAY)
  )
    windows.push(window)
  return windows
}
