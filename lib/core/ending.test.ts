import { expect, test } from 'vitest'
import { endingBefore, endingIn } from './ending'

const HOUR_MS = 3_600_000
const now = new Date('2026-11-20T10:00:00Z')
const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS)

test.each([
  [15 * 24, null],
  [15 * 24 - 1, { days: 14, step: 'soon' }],
  [8 * 24, { days: 8, step: 'soon' }],
  [8 * 24 - 1, { days: 7, step: 'week' }],
  [2 * 24, { days: 2, step: 'week' }],
  [2 * 24 - 1, { days: 1, step: 'day' }],
  [24, { days: 1, step: 'day' }],
  [1, { days: 0, step: 'day' }],
  [-1, null],
])('%i hours before the end it is %j', (hours, expected) => {
  expect(endingIn(inHours(hours), now)).toEqual(expected)
})

test('what does not end is never about to', () => {
  expect(endingIn(null, now)).toBeNull()
})

test('all that is about to end lies before one instant', () => {
  expect(endingIn(new Date(endingBefore(now).getTime() - 1), now)).toEqual({ days: 14, step: 'soon' })
  expect(endingIn(endingBefore(now), now)).toBeNull()
})
