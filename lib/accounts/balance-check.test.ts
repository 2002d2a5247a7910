import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { checkBalance, dayOf, type BalanceCheckState, type CheckBasis, type DaySums } from './balance-check'
import type { ChainCheck } from './day-chain'

const START = parseIsoDate('2026-03-01')
const NO_CHAIN: ChainCheck = { state: 'unknown' }

/** A booking: from `bookedAt` (day and part of it) in the balance, pending for a while before. */
type Row = { readonly bookedAt: number; readonly pendingDays: number; readonly minor: bigint; readonly isMissing?: boolean }

/** How a bank tells its balance, and how far its list lags behind it in days. */
type Habit = { readonly balance: 'closing' | 'closing named today' | 'running' | 'running with pending'; readonly lag: number }

const rows = fc.array(
  fc.record({
    bookedAt: fc.double({ min: -20, max: 40, noNaN: true }),
    pendingDays: fc.integer({ min: 0, max: 3 }),
    minor: fc.bigInt({ min: -9_999n, max: 9_999n }),
  }),
  { maxLength: 60 },
)
const habits = fc.record<Habit>({
  balance: fc.constantFrom('closing', 'closing named today', 'running', 'running with pending'),
  lag: fc.constantFrom(0, 0.4, 1, 1.9),
})
const times = fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 2, maxLength: 40 }).map((all) => all.sort((a, b) => a - b))

describe('the check of balances against rows', () => {
  it('never accuses a bank that gives every row, however late, however it tells its balance', () => {
    fc.assert(
      fc.property(rows, habits, times, (history, habit, reads) => {
        for (const { state } of readAll(history, habit, reads)) expect(state).not.toBe('off')
      }),
      { numRuns: 3_000 },
    )
  }, 30_000)

  it('waits for a row of the last minute of a day', () => {
    const late = readAll([{ bookedAt: -0.001, pendingDays: 0, minor: 1n }], { balance: 'closing', lag: 1.9 }, [0, 1, 39.9])
    expect(late.map(({ state }) => state)).not.toContain('off')
  })

  it('names the first day of a closing balance that a row is missing from, and how much it is', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 8, max: 25 }), fc.bigInt({ min: 10_000n, max: 90_000n }), (history, at, minor) => {
        const missing = { bookedAt: at + 0.5, pendingDays: 0, minor, isMissing: true }
        const daily = Array.from({ length: 40 }, (_, day) => day + 0.3)
        const last = readAll([...history, missing], { balance: 'closing', lag: 0 }, daily).at(-1)
        expect(last).toEqual({ state: 'off', differenceMinor: minor, firstDayOff: addDays(START, at) })
      }),
    )
  })

  it('names it for a running balance too, once nothing is booked around it', () => {
    const history = [
      { bookedAt: -5, pendingDays: 0, minor: -100n },
      { bookedAt: 12.5, pendingDays: 0, minor: 2_500n, isMissing: true },
    ]
    const daily = Array.from({ length: 20 }, (_, day) => day + 0.9)
    const results = readAll(history, { balance: 'running', lag: 0 }, daily)
    expect(results.slice(1, 12).every(({ state }) => state === 'adds_up')).toBe(true)
    expect(results.slice(12, 15).every(({ state }) => state === 'unknown')).toBe(true)
    // The day before was not over when its balance was told.
    expect(results.at(-1)).toEqual({ state: 'off', differenceMinor: 2_500n, firstDayOff: addDays(START, 11) })
  })

  it('takes it back when the row comes after all', () => {
    const history = [{ bookedAt: 8.5, pendingDays: 0, minor: -2_500n }]
    const late = readAll(
      history,
      { balance: 'closing', lag: 10 },
      Array.from({ length: 30 }, (_, day) => day + 0.3),
    )
    expect(late.some(({ state }) => state === 'off')).toBe(true)
    expect(late.at(-1)).toMatchObject({ state: 'adds_up', firstDayOff: null })
  })

  it('says nothing about a closing balance without its day', () => {
    expect(dayOf({ type: 'CLBD', day: null }, START)).toBeNull()
    expect(dayOf({ type: 'CLBD', day: addDays(START, 1) }, START)).toBeNull()
    expect(dayOf({ type: 'ITBD', day: null }, START)).toBe(START)
  })

  it('knows a jump beside the rows at once, until a later list shows none', () => {
    const span = { from: START, until: addDays(START, 20) }
    const off: ChainCheck = { state: 'off', ...span, firstDayOff: addDays(START, 12), differenceMinor: -2_500n }
    const seen = { today: addDays(START, 21), sums: new Map<IsoDate, DaySums>(), pending: 0n, baseDay: START }
    const balance = { type: 'ITBD', currency: 'EUR', minor: 5n, day: null }
    const first = checkBalance({ ...seen, balance, basis: null, chain: off })
    expect(first.result).toEqual({ state: 'off', differenceMinor: -2_500n, firstDayOff: '2026-03-13' })
    const unread = checkBalance({
      ...seen,
      balance,
      basis: first.basis,
      chain: { state: 'adds_up', from: addDays(START, 15), until: addDays(START, 21) },
    })
    expect(unread.result.state).toBe('off')
    expect(checkBalance({ ...seen, balance, basis: unread.basis, chain: { state: 'adds_up', ...span } }).result.state).toBe('adds_up')
  })
})

function readAll(history: readonly Row[], { balance, lag }: Habit, reads: readonly number[]): BalanceCheckState[] {
  let basis: CheckBasis | null = null
  return reads.map((at) => {
    const today = dayAt(at)
    const listed = history.filter(({ bookedAt, isMissing }) => bookedAt + lag <= at && !isMissing)
    const sum = (upTo: IsoDate) => total(listed.filter(({ bookedAt }) => dayAt(bookedAt) <= upTo))
    const pendings = history.filter(({ bookedAt, pendingDays }) => bookedAt > at && bookedAt - pendingDays <= at)
    const told = tell(history, { balance, at, pending: total(pendings) })
    const days = [dayOf(told, today)!, basis?.waiting?.day].filter((day) => day !== undefined)
    const sums = new Map(days.map((day) => [day, { until: sum(day), before: sum(addDays(day, -1)), next: sum(addDays(day, 1)) }]))
    const checked = checkBalance({
      today,
      balance: told,
      sums,
      pending: total(pendings),
      baseDay: addDays(START, -30),
      basis,
      chain: NO_CHAIN,
    })
    basis = checked.basis
    return checked.result
  })
}

function tell(history: readonly Row[], { balance, at, pending }: { balance: Habit['balance']; at: number; pending: bigint }) {
  const today = dayAt(at)
  const closed = total(history.filter(({ bookedAt }) => dayAt(bookedAt) < today))
  const running = total(history.filter(({ bookedAt }) => bookedAt <= at))
  const base = { currency: 'EUR', type: balance.startsWith('closing') ? 'CLBD' : 'ITBD' }
  switch (balance) {
    case 'closing':
      return { ...base, minor: closed, day: addDays(today, -1) }
    case 'closing named today':
      return { ...base, minor: closed, day: today }
    case 'running':
      return { ...base, minor: running, day: null }
    case 'running with pending':
      return { ...base, minor: running + pending, day: null }
  }
}

function dayAt(at: number): IsoDate {
  return addDays(START, Math.floor(at))
}

function total(some: readonly Row[]): bigint {
  return some.reduce((sum, { minor }) => sum + minor, 100_000n)
}
