import { describe, expect, it } from 'vitest'
import { createLogCap } from './log-cap'

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000)

describe('a cap on log lines', () => {
  it('lets a few through each minute and then says how many it left out', () => {
    const take = createLogCap(3)
    const turns = Array.from({ length: 1_000 }, () => take(at(1)).isAllowed)
    expect(turns.filter(Boolean)).toHaveLength(3)
    expect(take(at(61))).toEqual({ isAllowed: true, leftOut: 997 })
    expect(take(at(62))).toEqual({ isAllowed: true, leftOut: 0 })
  })

  it('holds over a day of knocking at every second', () => {
    const take = createLogCap(10)
    const written = Array.from({ length: 86_400 }, (_, second) => take(at(second)).isAllowed).filter(Boolean)
    expect(written.length).toBeLessThanOrEqual(1_441 * 10)
  })
})
