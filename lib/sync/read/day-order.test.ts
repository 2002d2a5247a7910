import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { openDayOrder } from './day-order'

const START = parseIsoDate('2026-01-01')
const day = (offset: number): IsoDate => addDays(START, offset)

describe('the days of a list that stopped in the middle', () => {
  it('are whole above the oldest one seen where the list begins with the newest', () => {
    const order = read([100, 99, 99, 97, 97, 96, 95, 92, 90, 80])
    expect([order.wholeFrom(), order.wholeUntil()]).toEqual([day(86), null])
  })

  it('are whole below the newest one seen where the list begins with the oldest', () => {
    const order = read([10, 12, 11, 20, 21, 22, 23, 24, 25, 30])
    expect([order.wholeFrom(), order.wholeUntil()]).toEqual([null, day(24)])
  })

  it.each([
    ['a list in no order', [50, 10, 90, 40, 50, 10, 90, 40, 50, 10]],
    ['a few days, whose order may be chance', [300, 200, 100]],
    ['many rows of a few days', [3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1]],
    ['nothing at all', []],
  ])('are not whole in %s', (_, offsets) => {
    const order = read(offsets)
    expect([order.wholeFrom(), order.wholeUntil()]).toEqual([null, null])
  })

  it('never leave out a row that comes later, wherever the list is cut, up to five days out of line', () => {
    const list = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(list, fc.nat(60), fc.boolean(), (rows, cut, newestFirst) => {
        const direction = newestFirst ? -1 : 1
        // Sorted by one day, told with another up to five days away.
        const told = rows.toSorted(([a], [b]) => direction * (a - b)).map(([at, out]) => at + (newestFirst ? -out : out))
        const order = read(told.slice(0, cut))
        const [from, until] = [order.wholeFrom(), order.wholeUntil()]
        for (const later of told.slice(cut)) {
          if (from) expect(day(later) < from).toBe(true)
          if (until) expect(day(later) > until).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

function read(offsets: readonly number[]) {
  const order = openDayOrder()
  for (const offset of offsets) order.note(day(offset))
  return order
}
