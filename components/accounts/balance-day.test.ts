import { describe, expect, it } from 'vitest'
import { balanceDay, staleBalanceDay } from './balance-day'

const observedAt = '2026-11-20T09:00:00.000Z'
const of = (type: string, referenceDate: string | null) => ({ type, referenceDate, observedAt })

describe('the day of a balance', () => {
  it('is told for closing balances, and for others only when the bank dated them earlier', () => {
    expect(balanceDay(of('CLBD', '2026-11-20'))).toBe('2026-11-20')
    expect(balanceDay(of('ITBD', '2026-11-20'))).toBeNull()
    expect(balanceDay(of('ITBD', '2026-11-02'))).toBe('2026-11-02')
    expect(balanceDay(of('CLBD', null))).toBeNull()
  })

  it('is old when it was so already at the reading, a weekend aside', () => {
    expect(staleBalanceDay(of('ITBD', '2026-11-02'))).toBe('2026-11-02')
    expect(staleBalanceDay(of('CLBD', '2026-11-17'))).toBeNull()
    expect(staleBalanceDay(of('CLBD', '2026-11-16'))).toBe('2026-11-16')
  })
})
