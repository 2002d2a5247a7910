import { describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { blockedUntil, OWN_QUOTA, retryAfter, stopsRun } from './run-error'

const NOW = new Date('2026-11-20T09:00:00Z')
const minutes = (wait: Date | null) => wait && (wait.getTime() - NOW.getTime()) / 60_000

describe('trying again', () => {
  it('after 1, 5, 15 and 60 minutes, and from the fifth failure on at the next planned read', () => {
    expect([1, 2, 3, 4, 5, 50].map((failures) => minutes(retryAfter('unavailable', failures, NOW)))).toEqual([1, 5, 15, 60, null, null])
  })

  it('within 15 minutes, for ever, when only the way to the bank is broken', () => {
    for (const kind of ['unreachable', 'application_rejected', 'clock_off'] as const)
      expect([1, 2, 3, 4, 5, 500].map((failures) => minutes(retryAfter(kind, failures, NOW)))).toEqual([1, 5, 15, 15, 15, 15])
  })
})

describe('leaving a bank alone', () => {
  it('lasts as long as it asks, an hour when it does not say, and a day at most', () => {
    const until = (retryAt?: string) =>
      minutes(blockedUntil(new BankError('rate_limited', retryAt ? { retryAt: new Date(retryAt) } : {}), NOW))
    expect([until('2026-11-20T10:30:00Z'), until(), until('2036-01-01T00:00:00Z'), until('2020-01-01T00:00:00Z')]).toEqual([
      90, 60, 1_440, 0,
    ])
  })

  it('is for its own refusals, not for our own count', () => {
    expect(stopsRun(new BankError('rate_limited'))).toBe(true)
    expect(stopsRun(new BankError('rate_limited', { bankCode: OWN_QUOTA }))).toBe(false)
  })
})
