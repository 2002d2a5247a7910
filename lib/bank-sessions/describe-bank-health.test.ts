import { describe, expect, it } from 'vitest'
import { describeBankHealth, type HealthCall } from './describe-bank-health'

const NOW = new Date('2026-11-20T12:00:00Z')
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000)
const call = (hours: number, outcome = 'ok', durationMs = 400): HealthCall => ({ at: hoursAgo(hours), outcome, durationMs })

describe('how a bank is doing', () => {
  it('is quiet when it was not asked for a week', () => {
    expect(describeBankHealth([], NOW)).toMatchObject({ state: 'quiet', lastAnswerAt: null, usualMs: null })
    expect(describeBankHealth([call(8 * 24)], NOW)).toMatchObject({ state: 'quiet', lastAnswerAt: hoursAgo(8 * 24) })
  })

  it('answers when the newest call was answered, whatever failed before it', () => {
    expect(describeBankHealth([call(1), call(2, 'unavailable'), call(3)], NOW)).toMatchObject({ state: 'answering', usualMs: 400 })
  })

  it('takes a refusal for an answer', () => {
    for (const outcome of ['rate_limited', 'consent_expired', 'period_refused', 'account_not_accessible', 'rejected'])
      expect(describeBankHealth([call(1, outcome), call(2)], NOW).state).toBe('answering')
  })

  it('fails since the first call after its last answer', () => {
    const calls = [call(1, 'unavailable'), call(5, 'invalid_response'), call(9, 'unreachable'), call(10), call(11, 'unavailable')]
    expect(describeBankHealth(calls, NOW)).toMatchObject({ state: 'failing', failingSince: hoursAgo(9), lastAnswerAt: hoursAgo(10) })
    expect(describeBankHealth(calls.slice(0, 3), NOW)).toMatchObject({ state: 'failing', failingSince: hoursAgo(9), lastAnswerAt: null })
  })

  it('is slow when half of its answers take longer than eight seconds', () => {
    expect(describeBankHealth([call(1, 'ok', 9_000), call(2, 'ok', 8_500), call(3, 'ok', 300)], NOW).state).toBe('slow')
    expect(describeBankHealth([call(1, 'ok', 60_000), call(2), call(3)], NOW).state).toBe('answering')
  })
})
