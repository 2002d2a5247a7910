import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { addDays, daysBetween, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import type { HeldDays } from './held-days'
import { isShort, narrow, planBooked, planFresh, planOlder, planPending, WINDOW_DAYS } from './plan'
import type { Window } from './window'

const TODAY = parseIsoDate('2026-11-20')
const NOTHING: HeldDays = { historyFrom: null, readUntil: null, frontier: null }
const FIRST = planBooked({ today: TODAY, held: NOTHING })
const ATTENDED = { today: TODAY, isAttended: true }
const refused = (earliestDay?: string) => new BankError('period_refused', earliestDay ? { earliestDay } : {})
const heldUntil = (readUntil: string): HeldDays => ({
  ...NOTHING,
  historyFrom: parseIsoDate('2024-01-01'),
  readUntil: parseIsoDate(readUntil),
})

describe('what to ask a bank for', () => {
  it('is everything the first time, without an end', () => {
    expect(FIRST).toEqual({ dateFrom: '2006-11-20', dateTo: null, strategy: 'longest', status: 'BOOK' })
  })

  it('overlaps what was read by seven to ten days later, and never begins in the future', () => {
    expect(planBooked({ today: TODAY, held: heldUntil('2026-11-18') })).toMatchObject({ dateFrom: '2026-11-08', strategy: 'default' })
    expect(planBooked({ today: TODAY, held: heldUntil('2027-06-01') }).dateFrom).toBe('2026-11-10')
  })

  it('is a short window for pending rows', () => {
    expect(daysBetween(planPending(TODAY).dateFrom, TODAY) + 1).toBe(WINDOW_DAYS)
    expect(planPending(TODAY)).toMatchObject({ status: 'PDNG', strategy: 'default', dateTo: null })
  })

  it('follows the bank’s own hint', () => {
    expect(narrow(FIRST, refused('2026-01-17'), ATTENDED)).toMatchObject({ dateFrom: '2026-01-17', strategy: 'longest' })
  })

  it('goes down the ladder when there is no hint, or one that helps nothing', () => {
    const steps = (hint?: string) => ladder(refused(hint)).map(({ dateFrom, strategy }) => `${strategy} ${daysBetween(dateFrom, TODAY)}`)
    const expected = ['longest 1095', 'longest 730', 'longest 365', 'default 88']
    expect(steps()).toEqual(expected)
    expect(steps('1999-01-01')).toEqual(expected)
    expect(steps('2030-01-01')).toEqual(expected)
    expect(steps('not a day')).toEqual(expected)
  })

  it('takes fewer steps while the person is not there, so that the day’s four questions end with rows', () => {
    const steps = ladder(refused(), { today: TODAY, isAttended: false })
    expect(steps.map(({ dateFrom }) => daysBetween(dateFrom, TODAY))).toEqual([365, 88])
  })

  it('never asks for 90 days with both ends, which some banks count as one too many', () => {
    expect(daysBetween(ladder(refused()).at(-1)!.dateFrom, TODAY) + 1).toBe(89)
    expect(daysBetween(planFresh({ newestDay: null, today: TODAY, status: 'BOOK' }).dateFrom, TODAY) + 1).toBe(89)
  })

  it('leaves out what the bank does not know: first the strategy, then the status, then it gives up', () => {
    const windows = ladder(new BankError('parameter_refused'))
    expect(windows.map(({ strategy, status }) => `${strategy} ${status}`)).toEqual(['default BOOK', 'default null'])
    expect(narrow(planPending(TODAY), new BankError('parameter_refused'), ATTENDED)).toBeNull()
  })

  it('leaves out the status where the bank knows its own page key only without', () => {
    const next = narrow(FIRST, new BankError('continuation_refused'), ATTENDED)
    expect(next).toEqual({ ...FIRST, status: null })
    expect(narrow(next!, new BankError('continuation_refused'), ATTENDED)).toBeNull()
  })

  it.each([new BankError('rejected'), new BankError('unavailable', { httpStatus: 400 })])(
    'tries one short window after a bare refusal of the deep one (%s)',
    (error) => {
      const second = narrow(FIRST, error, ATTENDED)
      expect(second && isShort(second, TODAY)).toBe(true)
      expect(second && narrow(second, error, ATTENDED)).toBeNull()
    },
  )

  it('asks nothing else after errors that no other question would mend', () => {
    for (const kind of ['unavailable', 'rate_limited', 'consent_expired', 'invalid_response'] as const)
      expect(narrow(FIRST, new BankError(kind), ATTENDED)).toBeNull()
  })

  it('always gets narrower or simpler, so asking ends, whatever a bank hints', () => {
    const hint = fc.option(
      fc.integer({ min: -9000, max: 400 }).map((days) => addDays(TODAY, days)),
      { nil: undefined },
    )
    const kind = fc.constantFrom('period_refused', 'parameter_refused', 'rejected', 'continuation_refused')
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: 3000 }), { nil: null }),
        fc.array(fc.tuple(kind, hint), { minLength: 40, maxLength: 40 }),
        (back, answers) => {
          let window: Window | null = planBooked({ today: TODAY, held: back === null ? NOTHING : heldUntil(addDays(TODAY, -back)) })
          for (const [answer, earliestDay] of answers) {
            const next: Window | null = narrow(window, new BankError(answer, earliestDay ? { earliestDay } : {}), ATTENDED)
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
})

describe('what was learned of a bank', () => {
  it('is left out at once the next time', () => {
    const dialect = { longest: 'refused', status: 'refused' } as const
    expect(planBooked({ today: TODAY, held: NOTHING, dialect })).toMatchObject({ strategy: 'default', status: null })
    expect(planBooked({ today: TODAY, held: heldUntil('2026-11-18'), dialect })).toMatchObject({ status: null })
  })

  it('reaches back to rows nobody could believe, as far as the bank allows', () => {
    const held = heldUntil(TODAY)
    const backTo = addDays(TODAY, -60)
    expect(planBooked({ today: TODAY, held, backTo }).dateFrom).toBe(backTo)
    expect(planBooked({ today: TODAY, held, backTo, dialect: { windowDays: 31 } }).dateFrom).toBe(addDays(TODAY, -30))
    expect(planBooked({ today: TODAY, held, backTo: TODAY }).dateFrom).toBe(addDays(TODAY, -10))
  })

  it('makes the overlap shorter where the bank refuses more, but never leaves a day out to spare a refusal', () => {
    const dialect = { windowDays: 89 }
    const daysBack = (days: number) => planBooked({ today: TODAY, held: heldUntil(addDays(TODAY, -days)), dialect }).dateFrom
    expect(daysBetween(daysBack(85), TODAY)).toBe(88)
    expect(daysBetween(daysBack(120), TODAY)).toBe(130)
  })
})

describe('the days before those that are held', () => {
  const frontier = { from: parseIsoDate('2025-01-01'), day: parseIsoDate('2026-08-24'), until: TODAY }

  it('are one list where the bank takes it', () => {
    expect(planOlder(frontier, { today: TODAY, dialect: {} })).toMatchObject({ dateFrom: '2025-01-01', dateTo: '2026-08-25' })
  })

  it('are windows of 89 days that overlap, so that no day is lost where the first or last one does not count', () => {
    const dialect = { windowDays: 89 }
    const windows: Window[] = []
    let { day } = frontier
    while (day > frontier.from) {
      const window = planOlder({ ...frontier, day }, { today: TODAY, dialect })
      expect(daysBetween(window.dateFrom, window.dateTo as IsoDate) + 1).toBeLessThanOrEqual(WINDOW_DAYS)
      // The window after begins at `day`: without its own ends this one still holds the day before it.
      expect(addDays(window.dateTo as IsoDate, -1) >= day).toBe(true)
      windows.push(window)
      day = window.dateFrom
    }
    expect(day).toBe(frontier.from)
    expect(windows.length).toBeLessThan(9)
  })

  it('are asked for up to today where the bank takes no end, twice as far each time', () => {
    const dialect = { windowDays: 89, dateTo: 'refused' } as const
    const asked: string[] = []
    let { day } = frontier
    while (day > frontier.from) {
      const window = planOlder({ ...frontier, day }, { today: TODAY, dialect })
      expect(window.dateTo).toBeNull()
      asked.push(`${daysBetween(window.dateFrom, TODAY)}`)
      day = window.dateFrom
    }
    expect(asked).toEqual(['176', '352', '688'])
  })

  it('are read along with the newest days when there are few between', () => {
    const near = { from: addDays(TODAY, -25), day: addDays(TODAY, -4), until: TODAY }
    expect(planBooked({ today: TODAY, held: { ...heldUntil('2026-10-20'), frontier: near } }).dateFrom).toBe(near.from)
    expect(planBooked({ today: TODAY, held: { ...heldUntil('2026-10-20'), frontier } }).dateFrom).toBe(addDays(TODAY, -10))
  })
})

function ladder(error: BankError, at = ATTENDED): Window[] {
  const windows: Window[] = []
  for (let window = narrow(FIRST, error, at); window && windows.length < 20; window = narrow(window, error, at)) windows.push(window)
  return windows
}
