/** A clock that only moves when told, and that everything in this process reads: `new Date()` and `Date.now()` too. */
export type VirtualTime = {
  now(): Date
  advance(ms: number): void
  /** Moves on to an instant; never back. */
  reach(at: Date): void
  /** Gives the process its real clock back. */
  release(): void
}

export function takeOverTime(start: string): VirtualTime {
  const RealDate = Date
  let clock = RealDate.parse(start)
  class VirtualDate extends RealDate {
    constructor(...given: unknown[]) {
      // The constructor has many signatures; without arguments it asks for the time.
      super(...((given.length > 0 ? given : [clock]) as [number]))
    }
    static override now(): number {
      return clock
    }
  }
  globalThis.Date = VirtualDate as DateConstructor
  return {
    now: () => new VirtualDate(),
    advance: (ms) => void (clock += ms),
    reach: (at) => void (clock = Math.max(clock, at.getTime())),
    release: () => void (globalThis.Date = RealDate),
  }
}
