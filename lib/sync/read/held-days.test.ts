import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { afterNewest, afterOlder, hasHole, newestHeld, type HeldDays, type ListEnd } from './held-days'
import { planBooked, planOlder } from './plan'
import type { Window } from './window'

const START = parseIsoDate('2026-11-20')
const NOTHING: HeldDays = { historyFrom: null, readUntil: null, frontier: null }
const day = (offset: number) => addDays(START, offset)
/** The history begins here. */
const OLDEST = day(-150)

/** One list of a bank with a row on every day: how much later the run is, what it refuses, where it stops. */
type Step = {
  readonly pause: number
  readonly deep: boolean
  readonly older: boolean
  /** Days back it gives; null: all of it. */
  readonly gives: number | null
  readonly firstDayCounts: boolean
  readonly stop: 'never' | 'newest first' | 'oldest first'
  readonly at: number
}

const steps = fc.array(
  fc.record<Step>({
    pause: fc.integer({ min: 0, max: 120 }),
    deep: fc.boolean(),
    older: fc.boolean(),
    gives: fc.constantFrom(null, null, 90, 30),
    firstDayCounts: fc.boolean(),
    stop: fc.constantFrom('never', 'never', 'newest first', 'oldest first'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { maxLength: 12 },
)

describe('the days held', () => {
  it('were all handed over, whatever was refused, and wherever lists stopped', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const given = new Set<string>()
        const lost = new Set<string>()
        let held = NOTHING
        let today = START
        for (const step of all) {
          today = addDays(today, step.pause)
          const isOlder = step.older && hasHole(held)
          const window = narrowed(
            isOlder && hasHole(held) ? planOlder(held.frontier, { today, dialect: {} }) : planBooked({ today, held, deep: step.deep }),
            step,
            today,
          )
          if (window.dateTo !== null && window.dateFrom > window.dateTo) continue
          const known = newestHeld(held)
          if (!isOlder && known !== null) for (const missed of daysFrom(addDays(known, 1), window.dateFrom)) lost.add(missed)
          const { end, handed } = deliver(window, step, today)
          for (const one of handed) given.add(one)
          held = isOlder ? afterOlder(held, end) : afterNewest(held, end, today)
          expect(claimed(held).filter((one) => one >= OLDEST && !given.has(one) && !lost.has(one))).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  }, 60_000)

  it('are the whole history after one whole list', () => {
    const { end } = deliver(planBooked({ today: START, held: NOTHING }), WHOLE, START)
    expect(afterNewest(NOTHING, end, START)).toEqual({ historyFrom: OLDEST, readUntil: START, frontier: null })
  })

  it('are those from the frontier on after a list that stopped, until the older ones are read', () => {
    const { end } = deliver(planBooked({ today: START, held: NOTHING }), { ...WHOLE, stop: 'newest first', at: 0.5 }, START)
    const cut = afterNewest(NOTHING, end, START)
    expect(cut).toEqual({ historyFrom: null, readUntil: null, frontier: { from: '2006-11-20', day: day(-74), until: START } })
    const older = deliver(planOlder(cut.frontier!, { today: START, dialect: {} }), WHOLE, START)
    expect(afterOlder(cut, older.end)).toEqual({ historyFrom: OLDEST, readUntil: START, frontier: null })
  })
})

const WHOLE: Step = { pause: 0, deep: false, older: false, gives: null, firstDayCounts: true, stop: 'never', at: 0 }

function narrowed(window: Window, { gives }: Step, today: IsoDate): Window {
  const first = gives === null ? window.dateFrom : addDays(today, 1 - gives)
  return first > window.dateFrom ? { ...window, dateFrom: first, strategy: 'default' } : window
}

function deliver(window: Window, { firstDayCounts, stop, at }: Step, today: IsoDate): { end: ListEnd; handed: string[] } {
  const from = window.dateFrom > OLDEST ? (firstDayCounts ? window.dateFrom : addDays(window.dateFrom, 1)) : OLDEST
  const all = daysFrom(from, window.dateTo ?? today)
  const cut = Math.floor(at * all.length)
  const isWhole = stop === 'never' || all.length < 20
  const handed = isWhole ? all : stop === 'newest first' ? all.slice(cut) : all.slice(0, cut)
  const [earliestDay, newestDay] = [handed[0] ?? null, handed.at(-1) ?? null]
  const whole = { wholeFrom: isWhole ? null : stop === 'newest first' && earliestDay ? addDays(earliestDay, 1) : null }
  const wholeUntil = !isWhole && stop === 'oldest first' && newestDay ? addDays(newestDay, -1) : null
  return { end: { window, whole: isWhole, earliestDay, newestDay, ...whole, wholeUntil }, handed }
}

function claimed({ historyFrom, readUntil, frontier }: HeldDays): string[] {
  const whole = historyFrom && readUntil ? daysFrom(historyFrom, readUntil) : []
  return frontier ? [...whole, ...daysFrom(frontier.day, frontier.until)] : whole
}

function daysFrom(from: IsoDate, to: IsoDate): IsoDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i))
}
