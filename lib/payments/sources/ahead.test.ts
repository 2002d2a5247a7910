import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { aheadUntil, sumAhead, type Movement } from './ahead'

const TODAY = parseIsoDate('2026-11-20')
const on = (inDays: number, minor: bigint): Movement => ({ day: addDays(TODAY, inDays), minor })

describe('what is known to come', () => {
  test('goes to the same day of next week', () => {
    expect(aheadUntil(TODAY)).toBe('2026-11-27')
  })

  test.each([
    ['nothing, which is not zero', [], [], null],
    ['what the bank announces, in and out', [on(1, -500n), on(2, 200n)], [], -300n],
    ['what was ordered here', [], [on(3, -1_000n)], -1_000n],
    ['both', [on(1, -500n)], [on(3, -1_000n)], -1_500n],
    ['an order that the bank announces too, once', [on(3, -1_000n)], [on(3, -1_000n)], -1_000n],
    ['also on another day near it', [on(5, -1_000n)], [on(3, -1_000n)], -1_000n],
    ['two when the days are far apart', [on(6, -1_000n)], [on(1, -1_000n)], -2_000n],
    ['two equal orders of which one is announced', [on(3, -1_000n)], [on(3, -1_000n), on(3, -1_000n)], -2_000n],
    ['what comes in is not an order', [on(3, 1_000n)], [on(3, -1_000n)], 0n],
  ])('%s', (_what, announced, ordered, sum) => {
    expect(sumAhead(announced, ordered)).toBe(sum)
  })

  test('is never less than what is announced or ordered alone, nor more than both', () => {
    const movements = fc.array(fc.record({ inDays: fc.integer({ min: 1, max: 7 }), cents: fc.integer({ min: 1, max: 5 }) }))
    const leaving = movements.map((list) => list.map(({ inDays, cents }) => on(inDays, BigInt(-cents))))
    const out = (list: readonly Movement[]) => -(sumAhead(list, []) ?? 0n)
    fc.assert(
      fc.property(leaving, leaving, (announced, ordered) => {
        const sum = -(sumAhead(announced, ordered) ?? 0n)
        expect(sum >= out(announced) && sum >= out(ordered) && sum <= out(announced) + out(ordered)).toBe(true)
      }),
    )
  })
})
