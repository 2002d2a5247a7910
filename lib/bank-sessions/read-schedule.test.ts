import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatClock } from '@/lib/core/format-day'
import { allowanceAt, nextRead, type NextReadFacts, type ReadRhythm } from './read-schedule'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const HELSINKI = rhythmOf()

describe('the rhythm of an access', () => {
  it('reads four times a day at the same hours, one of them in the evening, spread around the clock', () => {
    const clocks = live(HELSINKI, { days: 3 }).map((read) => formatClock(read, 'Europe/Helsinki', { hour12: false }))
    expect(new Set(clocks).size).toBe(4)
    const hours = clocks.slice(0, 4).map((clock) => Number(clock.slice(0, 2)))
    expect(hours.filter((hour) => hour >= 18 && hour < 21)).toHaveLength(1)
    const reads = live(HELSINKI, { days: 2 })
    const gaps = reads.slice(1).map((read, index) => read.getTime() - reads[index]!.getTime())
    expect(Math.min(...gaps)).toBeGreaterThan(3.9 * HOUR_MS)
  })

  it('is another for every access', () => {
    const firsts = Array.from({ length: 200 }, (_, index) =>
      nextRead(rhythmOf({ bankSessionId: `access ${index}` }), factsAt('2026-11-20T00:00:00Z'))!,
    )
    expect(new Set(firsts.map((read) => read.getTime())).size).toBeGreaterThan(120)
  })

  it('has its evening where the member lives', () => {
    for (const timeZone of ['Pacific/Honolulu', 'America/New_York', 'UTC', 'Asia/Kolkata', 'Pacific/Auckland']) {
      const reads = live(rhythmOf({ readsPerDay: 1, timeZone }), { days: 3 })
      expect(reads).toHaveLength(3)
      for (const read of reads) expect(formatClock(read, timeZone, { hour12: false })).toMatch(/^(18|19|20):/)
    }
  })

  it('keeps its hours by the clock on the wall when that is moved', () => {
    for (const start of ['2027-03-26T12:00:00Z', '2027-10-29T12:00:00Z']) {
      const evenings = live(rhythmOf({ readsPerDay: 1 }), { start, days: 4 })
      expect(evenings.length).toBe(4)
      for (const read of evenings) expect(formatClock(read, 'Europe/Helsinki', { hour12: false })).toMatch(/^(18|19|20|21):/)
    }
  })
})

describe('what the bank allows', () => {
  it('is never exceeded in any 24 hours, however late, twice or failed the reads are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.uuid(),
        fc.constantFrom('Europe/Helsinki', 'America/Los_Angeles', 'Asia/Kathmandu', 'UTC'),
        fc.array(
          fc.record({ lateMinutes: fc.integer({ min: 0, max: 900 }), failed: fc.boolean(), retryMinutes: fc.integer({ min: 1, max: 60 }) }),
          {
            minLength: 20,
            maxLength: 60,
          },
        ),
        (readsPerDay, bankSessionId, timeZone, events) => {
          const rhythm = rhythmOf({ readsPerDay, bankSessionId, timeZone })
          const reads: Date[] = []
          let now = new Date('2026-11-20T12:00:00Z')
          let retryAt: Date | null = null
          for (const { lateMinutes, failed, retryMinutes } of events) {
            const due: Date | null = nextRead(rhythm, {
              ...factsAt(now),
              reads,
              retryAt,
              lastSyncedAt: failed ? null : (reads.at(-1) ?? null),
            })
            expect(due).not.toBeNull()
            now = new Date(due!.getTime() + lateMinutes * 60_000)
            if (allowanceAt(rhythm, now, { keepsReserve: true })(reads) > 0) reads.push(now)
            retryAt = failed ? new Date(now.getTime() + retryMinutes * 60_000) : null
          }
          for (const read of reads) {
            const inADay = reads.filter((other) => other > new Date(read.getTime() - DAY_MS) && other <= read)
            expect(inADay.length).toBeLessThanOrEqual(readsPerDay)
          }
        },
      ),
      { numRuns: 150 },
    )
  }, 30_000)

  it('leaves one read for the evening', () => {
    const reads = ['2026-11-20T05:00:00Z', '2026-11-20T07:00:00Z', '2026-11-20T09:00:00Z'].map((at) => new Date(at))
    const at = (clock: string) => new Date(`2026-11-20T${clock}:00Z`)
    expect(allowanceAt(HELSINKI, at('12:00'), { keepsReserve: true })(reads)).toBe(0)
    expect(allowanceAt(HELSINKI, at('12:00'), { keepsReserve: false })(reads)).toBe(1)
    expect(allowanceAt(HELSINKI, at('16:30'), { keepsReserve: true })(reads)).toBe(1)
    const next = nextRead(HELSINKI, { ...factsAt('2026-11-20T10:00:00Z'), reads, retryAt: at('10:05') })
    expect(formatClock(next!, 'Europe/Helsinki', { hour12: false })).toMatch(/^(18|19|20):/)
  })

  it('goes on at its hours after a day that was slow, without a read being later every day', () => {
    const reads = live(HELSINKI, { days: 40, lastsMs: 5 * 60_000 })
    const delays = reads.slice(-8).map((read) => read.getTime() % DAY_MS)
    const first = live(HELSINKI, { days: 2 }).map((read) => read.getTime() % DAY_MS)
    for (const delay of delays) expect(Math.min(...first.map((time) => Math.abs(time - delay)))).toBeLessThanOrEqual(50 * 60_000)
    expect(reads.length).toBeGreaterThan(140)
  })

  it('with fewer reads a day gives up the others first, never the evening’s', () => {
    const evenings = live(rhythmOf({ readsPerDay: 2 }), { days: 10 }).filter((read) => isEveningIn(read, 'Europe/Helsinki'))
    expect(evenings.length).toBeGreaterThanOrEqual(9)
  })
})

describe('the next read', () => {
  it('comes not before the bank wants it, and not after the consent ended', () => {
    const notBefore = new Date('2026-11-21T00:10:00Z')
    const retryAt = new Date('2026-11-20T12:01:00Z')
    expect(nextRead(HELSINKI, { ...factsAt('2026-11-20T12:00:00Z'), notBefore, retryAt })).toEqual(notBefore)
    expect(nextRead(HELSINKI, { ...factsAt('2026-11-20T12:00:00Z'), validUntil: new Date('2026-11-20T12:01:00Z') })).toBeNull()
  })

  it('is the retry when that is sooner and allowed', () => {
    const retryAt = new Date('2026-11-20T12:01:00Z')
    expect(nextRead(HELSINKI, { ...factsAt('2026-11-20T12:00:00Z'), retryAt })).toEqual(retryAt)
  })

  it('is not wasted on what was read within the hour', () => {
    const planned = nextRead(HELSINKI, factsAt('2026-11-20T12:00:00Z'))!
    const lastSyncedAt = new Date(planned.getTime() - 30 * 60_000)
    const after = nextRead(HELSINKI, { ...factsAt(lastSyncedAt), lastSyncedAt })!
    expect(after.getTime()).toBeGreaterThan(planned.getTime() + 3 * HOUR_MS)
  })

  it('is found in a zone nobody knows too', () => {
    expect(nextRead(rhythmOf({ timeZone: 'Mars/Olympus' }), factsAt('2026-11-20T12:00:00Z'))).toBeInstanceOf(Date)
  })
})

function rhythmOf(more: Partial<ReadRhythm> = {}): ReadRhythm {
  return { bankSessionId: 'an access', readsPerDay: 4, timeZone: 'Europe/Helsinki', ...more }
}

function factsAt(now: string | Date): NextReadFacts {
  return { now: new Date(now), reads: [], lastSyncedAt: null, notBefore: null, retryAt: null, validUntil: null }
}

/** The reads of some days in which each happens when it is due and lasts a while. */
function live(
  rhythm: ReadRhythm,
  { start = '2026-11-20T12:00:00Z', days, lastsMs = 3_000 }: { start?: string; days: number; lastsMs?: number },
): Date[] {
  const reads: Date[] = []
  const end = new Date(start).getTime() + days * DAY_MS
  for (let now = new Date(start); ;) {
    const due = nextRead(rhythm, { ...factsAt(now), reads, lastSyncedAt: reads.at(-1) ?? null })!
    if (due.getTime() >= end) return reads
    now = new Date(due.getTime() + lastsMs)
    reads.push(now)
  }
}

function isEveningIn(read: Date, timeZone: string): boolean {
  return /^(18|19|20):/.test(formatClock(read, timeZone, { hour12: false }))
}
