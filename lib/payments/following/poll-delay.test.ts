import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pollDelayMs, pollUntil } from './poll-delay'

const ID = '0191a0c4-0000-7000-8000-000000000001'

describe('how often a bank is asked', () => {
  test('begins at 5 seconds, grows by 1.6 and stays at an hour, each a tenth shorter at most', () => {
    const plain = [5, 8, 12.8, 20.48, 32.768, 52.4288]
    for (const [count, seconds] of plain.entries()) {
      const delay = pollDelayMs(ID, count)
      expect(delay).toBeLessThanOrEqual(seconds * 1_000)
      expect(delay).toBeGreaterThanOrEqual(seconds * 900)
    }
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 14, max: 100_000 }), (id, count) => {
        expect(pollDelayMs(id, count)).toBeLessThanOrEqual(3_600_000)
        expect(pollDelayMs(id, count)).toBeGreaterThanOrEqual(3_240_000)
      }),
    )
  })

  test('is once a day at most while the day it is for is far away, and an hour before that day at the latest', () => {
    const [hourMs, dayMs] = [3_600_000, 86_400_000]
    expect(pollDelayMs(ID, 1, 300 * dayMs)).toBe(pollDelayMs(ID, 1))
    const executeOn = 300 * dayMs
    let [passed, count] = [0, 0]
    while (passed < executeOn) passed += pollDelayMs(ID, count++, executeOn - passed)
    expect(count).toBeGreaterThan(300)
    expect(count).toBeLessThan(360)
    expect(passed - executeOn).toBeLessThan(hourMs)
  })

  test('ends 30 days after it was sent, or after the day it is for', () => {
    const sent = new Date('2026-11-20T10:00:00Z')
    expect(pollUntil(sent, null).toISOString()).toBe('2026-12-20T10:00:00.000Z')
    expect(pollUntil(sent, new Date('2027-01-10')).toISOString()).toBe('2027-02-09T00:00:00.000Z')
  })
})
