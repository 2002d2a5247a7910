import { addDays, type IsoDate } from '@/lib/core/iso-date'
import type { FetchedRow } from './store-rows'

/**
 * Whether the balance a bank puts beside each row runs on from day to day. Where it jumps, rows are missing. Within a day
 * the order of rows does not matter: what a day begins and ends with follows from its rows together.
 */
export type DayChain = {
  readonly note: (row: FetchedRow) => void
  check(): ChainCheck
}

/** `firstDayOff` may lack rows worth `differenceMinor` in all. `from` and `until` are the days that could be looked at. */
export type ChainCheck =
  | { readonly state: 'unknown' }
  | { readonly state: 'adds_up'; readonly from: IsoDate; readonly until: IsoDate }
  | {
      readonly state: 'off'
      readonly from: IsoDate
      readonly until: IsoDate
      readonly firstDayOff: IsoDate
      readonly differenceMinor: bigint
    }

/** Fewer links prove nothing, and a chain that breaks this often means something else by its balances. */
const LINKS_MIN = 10
const LINKS_PER_BREAK = 10

/** Enough of the newest rows to look at, and little memory. */
const STEPS_MAX = 100_000

export function openDayChain(): DayChain {
  const days = new Map<IsoDate, Day>()
  let currency: string | null = null
  let isUndated = false
  let steps = 0

  return {
    note({ evidence: { day, status }, transaction: { amount, balanceAfter } }) {
      if (status !== 'BOOK' && status !== 'OTHR') return
      currency ??= amount.currency
      if (amount.currency !== currency) return
      if (day === null) {
        isUndated = true
        return
      }
      const sums = days.get(day) ?? { net: 0n, steps: [], isPartial: false }
      days.set(day, sums)
      if (status === 'BOOK') sums.net += amount.minor
      if (status !== 'BOOK' || balanceAfter?.currency !== currency || steps >= STEPS_MAX) {
        sums.isPartial = true
        return
      }
      // A row of nothing moves no balance.
      if (amount.minor === 0n) return
      steps += 1
      sums.steps.push([balanceAfter.minor - amount.minor, balanceAfter.minor])
    },
    check: () => (isUndated ? { state: 'unknown' } : follow([...days].sort(([a], [b]) => (a < b ? -1 : 1)))),
  }
}

/** From one balance to the next. */
type Step = readonly [before: bigint, after: bigint]
type Day = { net: bigint; readonly steps: Step[]; isPartial: boolean }
type Break = { readonly day: IsoDate; readonly minor: bigint }

function follow(days: readonly (readonly [IsoDate, Day])[]): ChainCheck {
  const breaks: Break[] = []
  let links = 0
  let from: IsoDate | null = null
  let until: IsoDate | null = null
  let expected: bigint | null = null
  let skipped: IsoDate | null = null
  for (const [day, sums] of days) {
    if (hasRepeats(sums)) {
      expected = skipped = null
      continue
    }
    if (sums.steps.length === 0 && !sums.isPartial) continue
    const ends = endsOf(sums, expected)
    if (!ends) {
      skipped ??= day
      if (expected !== null) expected += sums.net
      continue
    }
    if (expected !== null && ends.open !== expected) breaks.push({ day: skipped ?? day, minor: ends.open - expected })
    links += sums.steps.length - (expected === null || ends.open !== expected ? 1 : 0)
    expected = ends.close
    skipped = null
    from ??= day
    until = day
  }
  if (from === null || until === null || links < LINKS_MIN || breaks.length * LINKS_PER_BREAK > links) return { state: 'unknown' }
  return judge(breaks, { from, until })
}

/** What a day began and ended with; null when its rows do not make one chain. One that comes back to its beginning may begin anywhere. */
function endsOf({ steps, isPartial }: Day, expected: bigint | null): { open: bigint; close: bigint } | null {
  if (isPartial) return null
  const surplus = new Map<bigint, number>()
  for (const [before, after] of steps) {
    surplus.set(before, (surplus.get(before) ?? 0) + 1)
    surplus.set(after, (surplus.get(after) ?? 0) - 1)
  }
  const isRound = [...surplus.values()].every((count) => count === 0)
  if (isRound) return expected !== null && surplus.has(expected) && isOnePiece(steps, expected) ? { open: expected, close: expected } : null
  const uneven = [...surplus].filter(([, count]) => count !== 0)
  const open = uneven.find(([, count]) => count === 1)?.[0]
  const close = uneven.find(([, count]) => count === -1)?.[0]
  if (uneven.length !== 2 || open === undefined || close === undefined) return null
  return isOnePiece(steps, open) ? { open, close } : null
}

/** The same step twice is a row listed twice, or money that came back in between: nothing says which. */
function hasRepeats({ steps }: Day): boolean {
  return new Set(steps.map((step) => step.join())).size < steps.length
}

/** Rows that go round among themselves and touch no other tell that something between is missing. */
function isOnePiece(steps: readonly Step[], open: bigint): boolean {
  const reached = new Set([open])
  let left = steps
  for (let before = -1; before !== left.length;) {
    before = left.length
    left = left.filter(([from, to]) => {
      if (!reached.has(from)) return true
      reached.add(to)
      return false
    })
  }
  return left.length === 0
}

/** A jump that is taken back is a row on another day than its balance; only what stays is missing. */
function judge(breaks: readonly Break[], span: { from: IsoDate; until: IsoDate }): ChainCheck {
  let total = 0n
  let firstDayOff: IsoDate | null = null
  for (const { day, minor } of breaks) {
    if (total === 0n) firstDayOff = day
    total += minor
  }
  return total === 0n || firstDayOff === null
    ? { state: 'adds_up', ...span }
    : { state: 'off', ...span, firstDayOff, differenceMinor: total }
}

/** Whether a check looked at the step into this day. */
export function coversDay(chain: ChainCheck, day: IsoDate): boolean {
  return chain.state !== 'unknown' && chain.from <= addDays(day, -1) && chain.until >= day
}
