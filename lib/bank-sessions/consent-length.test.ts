import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consentUntil } from './consent-length'

const now = new Date('2026-11-20T10:00:00.500Z')

test('asks for 180 days less five minutes where the bank allows 180 days', () => {
  expect(consentUntil(now, 180 * 86_400).toISOString()).toBe('2027-05-19T09:55:00.000Z')
})

test('asks for what the bank allows where that is less', () => {
  expect(consentUntil(now, 90 * 86_400).toISOString()).toBe('2027-02-18T09:55:00.000Z')
})

test('never asks for more than 180 days, whatever the bank says', () => {
  expect(consentUntil(now, 730 * 86_400)).toEqual(consentUntil(now, 180 * 86_400))
  expect(consentUntil(now, 0)).toEqual(consentUntil(now, 180 * 86_400))
  expect(consentUntil(now, Number.NaN)).toEqual(consentUntil(now, 180 * 86_400))
})

test('lies ahead and strictly within the maximum for every length a bank may name', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 400 * 86_400 }), (seconds) => {
      const ahead = consentUntil(now, seconds).getTime() - now.getTime()
      expect(ahead).toBeGreaterThan(0)
      expect(ahead).toBeLessThan(Math.min(seconds, 180 * 86_400) * 1000)
    }),
  )
})
