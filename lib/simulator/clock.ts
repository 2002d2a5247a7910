import type { State } from './state'

/** The bank's time: that of the machine, moved on as far as it was told to. */
export type Clock = {
  /** What day it is at the bank. */
  now(): Date
  /** What the machine says: tokens, `Date` headers and the consents asked for go by it. */
  machine(): Date
  /** Milliseconds the bank is ahead. */
  aheadMs(): number
  advance(ms: number): void
  set(instant: Date): void
}

/** @param machine the time before any move; the move itself outlives a restart with the state */
export function createClock(machine: () => Date, state: State, changed: () => void): Clock {
  const move = (ms: number) => {
    if (!Number.isFinite(ms)) throw new RangeError('not a number of milliseconds')
    state.clockAheadMs = ms
    changed()
  }
  return {
    now: () => new Date(machine().getTime() + state.clockAheadMs),
    machine,
    aheadMs: () => state.clockAheadMs,
    advance: (ms) => move(state.clockAheadMs + ms),
    set: (instant) => move(instant.getTime() - machine().getTime()),
  }
}
