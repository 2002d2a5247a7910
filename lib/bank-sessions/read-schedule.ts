import { createHash } from 'node:crypto'
import { dayIn, formatClock } from '@/lib/core/format-day'
import { addDays, type IsoDate } from '@/lib/core/iso-date'

/** What decides when an access is read without its person. */
export type ReadRhythm = {
  readonly bankSessionId: string
  /** Reads without the person that the bank allows in 24 hours, for each account. */
  readonly readsPerDay: number
  /** Where the member's evening is. */
  readonly timeZone: string
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** When people look at their money; the day's last read is kept for this. Minutes of the local day. */
const EVENING = { from: 18 * 60, to: 21 * 60 }
/** Each other read may stand this far from its place, so that not all accesses of a bank come at once. */
const JITTER_MINUTES = 60
/** A planned read that the quota delays by more than this is left out, or every day would be later than the one before. */
const LATE_MS = 45 * MINUTE_MS
/** The evening's is worth more waiting: on the day that has 23 hours it comes an hour later. */
const EVENING_LATE_MS = 120 * MINUTE_MS
/** The evening's read may be this late without a read of the day giving way to it. */
const EVENING_SLACK_MS = 30 * MINUTE_MS
/** What was read so recently, by whomever, needs no unattended read. */
export const FRESH_MS = 60 * MINUTE_MS
const DAYS_AHEAD = 4

/** How many more reads of an account an instant has room for, given its unattended reads so far, in any order. */
export type Allowance = (reads: readonly Date[]) => number

/**
 * What an instant has room for within the bank's number for any 24 hours. With `keepsReserve` also within what leaves one for the
 * coming evening.
 */
export function allowanceAt(rhythm: ReadRhythm, at: Date, { keepsReserve }: { keepsReserve: boolean }): Allowance {
  const since = at.getTime() - DAY_MS
  const reserveSince =
    keepsReserve && !isEvening(at, rhythm.timeZone) ? eveningAfter(rhythm, at).getTime() + EVENING_SLACK_MS - DAY_MS : null
  return (reads) => {
    const left = rhythm.readsPerDay - countAfter(reads, since)
    const beforeEvening = reserveSince === null ? left : rhythm.readsPerDay - 1 - countAfter(reads, reserveSince)
    return Math.max(0, Math.min(left, beforeEvening))
  }
}

export type NextReadFacts = {
  readonly now: Date
  /** Unattended reads so far; of several accounts, those of the one that was read least. */
  readonly reads: readonly Date[]
  readonly lastSyncedAt: Date | null
  /** The bank wants to be left alone until then. */
  readonly notBefore: Date | null
  /** A try that is wished for before the next planned one, after a failure. */
  readonly retryAt: Date | null
  /** The end of the consent: no read from then on. */
  readonly validUntil: Date | null
}

/** The next unattended read that is due and allowed; null when the consent ends before it. */
export function nextRead(rhythm: ReadRhythm, facts: NextReadFacts): Date | null {
  const planned = nextPlanned(rhythm, facts)
  const retry = nextRetry(rhythm, facts)
  const next = retry && (!planned || retry < planned) ? retry : planned
  return next && facts.validUntil && next >= facts.validUntil ? null : next
}

function nextPlanned(rhythm: ReadRhythm, { now, reads, lastSyncedAt, notBefore }: NextReadFacts): Date | null {
  const freshUntil = lastSyncedAt ? lastSyncedAt.getTime() + FRESH_MS : 0
  const floor = Math.max(now.getTime() + 1, notBefore?.getTime() ?? 0, freshUntil)
  const free = freeFrom(rhythm, reads)
  for (const slot of slotsFrom(rhythm, new Date(floor))) {
    const at = new Date(Math.max(slot.getTime(), free))
    const lateMs = isEvening(slot, rhythm.timeZone) ? EVENING_LATE_MS : LATE_MS
    if (at.getTime() - slot.getTime() <= lateMs && allowanceAt(rhythm, at, { keepsReserve: true })(reads) > 0) return at
  }
  return null
}

function nextRetry(rhythm: ReadRhythm, { now, reads, notBefore, retryAt }: NextReadFacts): Date | null {
  if (!retryAt) return null
  const at = new Date(Math.max(retryAt.getTime(), now.getTime() + 1, notBefore?.getTime() ?? 0))
  return allowanceAt(rhythm, at, { keepsReserve: true })(reads) > 0 ? at : null
}

/** The first instant at which the oldest read that still counts does so no more. */
function freeFrom({ readsPerDay }: ReadRhythm, reads: readonly Date[]): number {
  const newestFirst = reads.map((read) => read.getTime()).sort((a, b) => b - a)
  const oldest = newestFirst[readsPerDay - 1]
  return oldest === undefined ? 0 : oldest + DAY_MS + 1_000
}

/** The planned instants from `from` on, in order. */
function* slotsFrom(rhythm: ReadRhythm, from: Date): Generator<Date> {
  const first = dayIn(from, rhythm.timeZone)
  const minutes = slotMinutes(rhythm).sort((a, b) => a - b)
  for (let days = 0; days <= DAYS_AHEAD; days++) {
    for (const minute of minutes) {
      const slot = instantAt(addDays(first, days), minute, rhythm.timeZone)
      if (slot >= from) yield slot
    }
  }
}

/** The same minutes every day, each access its own: the evening's, and the others spread evenly around the clock from there. */
function slotMinutes({ bankSessionId, readsPerDay }: ReadRhythm): number[] {
  const evening = eveningMinute(bankSessionId)
  return Array.from({ length: Math.max(1, readsPerDay) }, (_, index) => {
    if (index === 0) return evening
    const jitter = Math.round((partOf(bankSessionId, index) * 2 - 1) * JITTER_MINUTES)
    return (evening + Math.round((index * 1440) / readsPerDay) + jitter) % 1440
  })
}

function eveningMinute(bankSessionId: string): number {
  return EVENING.from + Math.floor(partOf(bankSessionId, 0) * (EVENING.to - EVENING.from))
}

function eveningAfter({ bankSessionId, timeZone }: ReadRhythm, at: Date): Date {
  const minute = eveningMinute(bankSessionId)
  const today = instantAt(dayIn(at, timeZone), minute, timeZone)
  return today > at ? today : instantAt(addDays(dayIn(at, timeZone), 1), minute, timeZone)
}

/** From six until midnight: an evening's read that comes late is still the evening's. */
function isEvening(at: Date, timeZone: string): boolean {
  return Number(formatClock(at, timeZone, { hour12: false }).slice(0, 2)) * 60 >= EVENING.from
}

/** A number from 0 up to 1 that belongs to the access and is the same for ever. */
export function partOf(bankSessionId: string, index: number): number {
  return createHash('sha256').update(`${bankSessionId} ${index}`).digest().readUInt32BE(0) / 2 ** 32
}

/** The instant a clock on the wall shows this minute of this day; where it is skipped in spring, the one an hour on. */
function instantAt(day: IsoDate, minute: number, timeZone: string): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS
  const near = wall - offsetAt(new Date(wall), timeZone)
  return new Date(wall - offsetAt(new Date(near), timeZone))
}

/** How far the clocks of the zone are ahead of UTC. */
function offsetAt(instant: Date, timeZone: string): number {
  const wall = Date.parse(`${dayIn(instant, timeZone)}T${formatClock(instant, timeZone, { hour12: false, seconds: true })}Z`)
  return wall - Math.floor(instant.getTime() / 1_000) * 1_000
}

function countAfter(reads: readonly Date[], after: number): number {
  return reads.filter((read) => read.getTime() > after).length
}
