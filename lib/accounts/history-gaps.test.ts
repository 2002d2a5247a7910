import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { withoutDays } from './day-spans'
import { settleGaps, type Gap } from './history-gaps'

const START = parseIsoDate('2026-01-01')
const span = (from: number, to: number) => ({ from: addDays(START, from), to: addDays(START, to) })
const gap = (from: number, to: number, reason: Gap['reason'] = 'period_refused') => ({ ...span(from, to), reason })
const NOTHING = { covered: [], held: [], missing: [] }

describe('days without others', () => {
  it('are exactly those that are in none of them', () => {
    const someSpan = fc.tuple(fc.nat(40), fc.nat(10)).map(([from, length]) => span(from, from + length))
    fc.assert(
      fc.property(someSpan, fc.array(someSpan, { maxLength: 5 }), (days, others) => {
        const left = withoutDays(days, others).flatMap(listDays)
        expect(left).toEqual(listDays(days).filter((day) => !others.some((other) => listDays(other).includes(day))))
      }),
    )
  })
})

describe('a gap in the history', () => {
  it('is named once, however often it is noticed', () => {
    const open = [{ id: 'a', ...gap(10, 20) }]
    expect(settleGaps(open, { ...NOTHING, missing: [gap(10, 20), gap(15, 20)] })).toEqual({ closed: [], changed: [], added: [] })
    expect(settleGaps(open, { ...NOTHING, missing: [gap(15, 25), gap(22, 26)] }).added).toEqual([gap(21, 25), gap(26, 26)])
  })

  it('is closed by a reading of all its days, and shortened by one of some', () => {
    const open = [{ id: 'a', ...gap(10, 20) }]
    expect(settleGaps(open, { ...NOTHING, covered: [span(0, 15), span(16, 30)] })).toMatchObject({ closed: ['a'], added: [] })
    expect(settleGaps(open, { ...NOTHING, covered: [span(0, 15)] }).changed).toEqual([{ id: 'a', ...gap(16, 20) }])
    const inTwo = settleGaps(open, { ...NOTHING, covered: [span(13, 15)] })
    expect([inTwo.changed, inTwo.added]).toEqual([[{ id: 'a', ...gap(10, 12) }], [gap(16, 20)]])
  })

  it('that only waits to be read ends with what is held, one the bank refused does not', () => {
    const open = [
      { id: 'a', ...gap(10, 20, 'stopped') },
      { id: 'b', ...gap(30, 40) },
    ]
    expect(settleGaps(open, { ...NOTHING, held: [span(0, 50)] })).toEqual({ closed: ['a'], changed: [], added: [] })
  })
})

function listDays({ from, to }: { from: IsoDate; to: IsoDate }): IsoDate[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, i) => addDays(from, i))
}
