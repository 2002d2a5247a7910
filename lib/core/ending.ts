const DAY_MS = 86_400_000

/** How near the end of an access is: two weeks, one week, one day before it. Each is said more urgently than the one before. */
export type EndingStep = 'soon' | 'week' | 'day'

const STEPS: readonly (readonly [number, EndingStep])[] = [
  [1, 'day'],
  [7, 'week'],
  [14, 'soon'],
]

/** Whole days that are left until `until`; 0 on the last one. Null when there is no end, or more than two weeks are left. */
export function endingIn(until: Date | null, now: Date): { days: number; step: EndingStep } | null {
  if (until === null) return null
  const days = Math.floor((until.getTime() - now.getTime()) / DAY_MS)
  const [, step] = STEPS.find(([limit]) => days <= limit) ?? []
  return step === undefined || days < 0 ? null : { days, step }
}

/** Nothing that ends before this instant is more than two weeks away. */
export function endingBefore(now: Date): Date {
  return new Date(now.getTime() + 15 * DAY_MS)
}
