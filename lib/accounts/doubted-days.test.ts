import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import type { DaySpan } from './day-spans'
import { askAgainFrom, settleDoubts } from './doubted-days'
import type { OpenGap } from './history-gaps'

const START = parseIsoDate('2026-01-01')
const TODAY = addDays(START, 60)
const span = (from: number, to = from) => ({ from: addDays(START, from), to: addDays(START, to) })
const doubt = (id: string, from: number, to = from) => ({ id, ...span(from, to) })

describe('days with rows that were set aside', () => {
  it('are named once, and one next to others makes them longer', () => {
    expect(settleDoubts([], { covered: [], doubted: [span(30), span(32), span(50)] }).added).toEqual([span(30, 32), span(50)])
    const open = [doubt('a', 30)]
    const again = settleDoubts(open, { covered: [span(0, 60)], doubted: [span(30)] })
    expect(again).toEqual({ closed: [], changed: [], added: [] })
    expect(settleDoubts(open, { covered: [], doubted: [span(33)] })).toEqual({ closed: [], changed: [doubt('a', 30, 33)], added: [] })
  })

  it('are whole when a reading of them believes every row', () => {
    const open = [doubt('a', 10, 20), doubt('b', 40)]
    expect(settleDoubts(open, { covered: [span(5, 60)], doubted: [] }).closed).toEqual(['a', 'b'])
    expect(settleDoubts(open, { covered: [span(15, 60)], doubted: [] })).toEqual({
      closed: ['b'],
      changed: [doubt('a', 10, 14)],
      added: [],
    })
    expect(settleDoubts(open, { covered: [span(5, 60)], doubted: [span(12)] })).toMatchObject({ closed: ['b'], changed: [doubt('a', 12)] })
  })

  it('are never forgotten, whatever is read in which order', () => {
    const days = fc.tuple(fc.nat(50), fc.nat(8)).map(([from, length]) => span(from, from + length))
    const reading = fc.record({
      covered: fc.array(days, { maxLength: 2 }),
      doubted: fc.array(
        fc.nat(58).map((day) => span(day)),
        { maxLength: 4 },
      ),
    })
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 8 }), (readings) => {
        let open: (DaySpan & { id: string })[] = []
        const inDoubt = new Set<IsoDate>()
        for (const [nth, { covered, doubted }] of readings.entries()) {
          for (const day of covered.flatMap(listDays)) inDoubt.delete(day)
          for (const { from } of doubted) inDoubt.add(from)
          const { closed, changed, added } = settleDoubts(open, { covered, doubted })
          open = open.filter(({ id }) => !closed.includes(id)).map((one) => changed.find(({ id }) => id === one.id) ?? one)
          open.push(...added.map((one, at) => ({ id: `${nth} ${at}`, ...one })))
          const named = new Set(open.flatMap(listDays))
          expect([...inDoubt].filter((day) => !named.has(day))).toEqual([])
        }
      }),
    )
  })

  it('are asked for again for three days, from the day before', () => {
    const open = (noticedDaysAgo: number): OpenGap[] => [
      { id: 'x', ...span(1), reason: 'stopped', noticedOn: TODAY },
      { id: 'a', ...span(30), reason: 'set_aside', noticedOn: addDays(TODAY, -noticedDaysAgo) },
    ]
    expect(askAgainFrom(open(3), TODAY)).toBe(addDays(START, 29))
    expect(askAgainFrom(open(4), TODAY)).toBeNull()
  })
})

function listDays({ from, to }: DaySpan): IsoDate[] {
  const days: IsoDate[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}
