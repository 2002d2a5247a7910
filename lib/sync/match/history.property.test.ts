import { describe, expect, it } from 'vitest'
import type { PortTransaction } from '@/lib/banking/port'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { countFromEnvironment } from '@/lib/testing/count-from-environment'
import { openDice } from './dice'
import { generateHistory, type GivenList } from './generated-history'
import { openMemoryAccount, type MemoryAccount, type MemoryRow } from './memory-account'

/** `MATCHER_HISTORIES=5000` for the full run. */
const HISTORIES = countFromEnvironment('MATCHER_HISTORIES', 1000)
const FIRST_SEED = countFromEnvironment('MATCHER_FIRST_SEED', 0)

const TODAY = parseIsoDate('2026-11-20')

describe('generated histories of banks', () => {
  it('every booked row is there exactly once after each reading, nothing else, and next to none has to be asked about', () => {
    let [rows, asked] = [0, 0]
    for (const seed of seeds(HISTORIES)) {
      const account = live(seed, { pagesSeed: seed })
      rows += account.rows.size
      asked += [...account.rows.values()].filter(({ review }) => review !== null).length
    }
    process.stdout.write(
      `${JSON.stringify({ name: 'generated histories', histories: HISTORIES, rows, asked, askedPercent: (asked * 100) / rows })}\n`,
    )
    expect(rows).toBeGreaterThan(HISTORIES * 10)
    expect(asked / rows).toBeLessThanOrEqual(0.001)
  }, 600_000)

  it('another order of rows and another cut of pages come to the same rows', () => {
    for (const seed of seeds(HISTORIES / 5)) {
      const [one, other] = [live(seed, { pagesSeed: seed }), live(seed, { pagesSeed: seed + 1 })]
      expect(visible(other, isBooked), `seed ${seed}`).toEqual(visible(one, isBooked))
    }
  }, 600_000)
})

describe('any list of a bank', () => {
  it('brings nothing the second time', () => {
    for (const seed of seeds(HISTORIES / 5)) {
      const { all, label, account } = openLast(seed)
      for (let reading = 0; reading < 2; reading++) {
        account.deliver([all.booked])
        account.deliver([all.pending], 'PDNG')
        if (reading === 1) expect(account.counts, label).toEqual({ inserts: 0, updates: 0, evidence: 0, ends: 0 })
      }
      account.deliver([all.booked])
      expect(account.counts, label).toEqual({ inserts: 0, updates: 0, evidence: 0, ends: 0 })
    }
  }, 600_000)

  it('comes to the same rows in windows of days, which may overlap', () => {
    for (const seed of seeds(HISTORIES / 5)) {
      const { all, label, account } = openLast(seed)
      const whole = openMemoryAccount(TODAY)
      whole.deliver([all.booked])
      const dice = openDice(seed)
      for (let until = TODAY; until > '2026-08-25';) {
        const from = addDays(until, -1 - dice.below(9))
        const inWindow = all.booked.filter(({ bookingDate: day }) => day !== null && day >= from && day <= until)
        for (const one of [account, whole]) one.deliver([inWindow], 'BOOK', { from, to: until })
        until = addDays(from, dice.below(2) - 1)
      }
      expect(visible(account, isBooked), label).toEqual(visible(whole, isBooked))
      expect(visible(account, isBooked).length, label).toBe(all.booked.length)
    }
  }, 600_000)
})

function openLast(seed: number) {
  const { steps, habits } = generateHistory(seed)
  const { all } = steps.at(-1)!
  return { all, label: `seed ${seed} ${JSON.stringify(habits)}`, account: openMemoryAccount(TODAY) }
}

function* seeds(count: number): Generator<number> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed++) yield seed
}

/** Lives one history through; checks after each reading. */
function live(seed: number, { pagesSeed }: { pagesSeed: number }): MemoryAccount {
  const { steps, habits } = generateHistory(seed)
  const label = `seed ${seed} ${JSON.stringify(habits)}`
  const dice = openDice(pagesSeed * 7 + 3)
  const account = openMemoryAccount(steps.at(-1)?.today ?? '2026-11-20')
  const notes = new Map<string, MemoryRow>()
  for (const [step, { lists, booked }] of steps.entries()) {
    for (const list of lists) account.deliver(inPages(list, dice.below(3) === 0 ? 1 + dice.below(4) : 100), list.status, list.days)
    expect(visible(account, isBooked), `${label} step ${step}`).toEqual(booked)
    expectTotals(account, label)
    const bare = [...account.rows.values()].filter(({ note, isSuperseded }) => note === null && !isSuperseded)
    if (bare.length > 0 && dice.isIn(40)) {
      const row = dice.pick(bare)
      account.note(row.id, `note ${notes.size}`)
      notes.set(`note ${notes.size}`, row)
    }
    expectNotes(account, notes, { label: `${label} step ${step}`, keepsSums: habits.references !== 'stable' })
  }
  expectNoLeftovers(account, steps.at(-1)?.lists ?? [], label)
  return account
}

function visible(account: MemoryAccount, isOf: (status: string) => boolean): string[] {
  return [...account.rows.values()]
    .filter(({ status, isSuperseded }) => isOf(status) && !isSuperseded)
    .map(({ effectiveDate, amountMinor }) => `${effectiveDate} ${decimal(amountMinor)}`)
    .sort()
}

function decimal(minor: bigint): string {
  const digits = String(minor).replace('-', '').padStart(3, '0')
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function expectTotals(account: MemoryAccount, label: string): void {
  const sums = new Map<string, bigint>()
  for (const { status, isSuperseded, effectiveDate, amountMinor } of account.rows.values())
    if (isBooked(status) && !isSuperseded) sums.set(effectiveDate, (sums.get(effectiveDate) ?? 0n) + amountMinor)
  for (const [day, sum] of sums) expect(account.totalOf(day), `${label} ${day}`).toBe(sum)
}

/** A note stays in sight, on a booked row of the same sum as long as it was put on one and the bank corrects no sums. */
function expectNotes(
  account: MemoryAccount,
  notes: ReadonlyMap<string, MemoryRow>,
  { label, keepsSums }: { label: string; keepsSums: boolean },
): void {
  for (const [note, noted] of notes) {
    const rows = [...account.rows.values()].filter((row) => row.note?.includes(note) && !row.isSuperseded)
    expect(rows, `${label} ${note}`).toHaveLength(1)
    if (keepsSums && isBooked(noted.status)) expect(rows[0]?.amountMinor, `${label} ${note}`).toBe(noted.amountMinor)
  }
}

/** No announced row stays in sight that the bank does not list. */
function expectNoLeftovers(account: MemoryAccount, lists: readonly GivenList[], label: string): void {
  const listed = lists.flatMap(({ rows }) => rows.filter(({ status }) => isPending(status)))
  expect(visible(account, isPending).length, label).toBeLessThanOrEqual(listed.length)
}

function inPages({ rows }: GivenList, size: number): PortTransaction[][] {
  const pages: PortTransaction[][] = []
  for (let at = 0; at < rows.length; at += size) pages.push(rows.slice(at, at + size))
  return pages
}
