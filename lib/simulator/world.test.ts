import { describe, expect, it, vi } from 'vitest'
import { findIban } from '@/lib/core/iban'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { PERSONALITIES } from './personalities'
import { createWorld } from './world'
import type { Account } from './world/account'
import { isBusinessDay, WORLD_BEGINS } from './world/calendar'
import { createHistories } from './world/history'
import { openHousehold } from './world/household'
import { statusAt } from './world/true-row'
import { createIdentities } from './identities'
import { createLedger } from './ledger'
import { emptyState } from './state'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const NOW = new Date('2026-11-20T12:00:00Z')
const AT = NOW.getTime()
const world = createWorld({ seed: 'test', now: NOW })
/** Half a year of everybody at every bank. */
const recent = createWorld({ seed: 'test', now: NOW, small: { begins: parseIsoDate('2026-05-20') } })
const state = emptyState()
const identities = createIdentities({ seed: 'test', world: recent, state, turnsAt: () => Infinity })
const ledger = createLedger({ world: recent, state, identities })
const all = [...world.accounts.values()]

const account = (key: string): Account => world.accounts.get(key)!

/** Made anew: worlds of one seed share what they have lived through. */
function freshHousehold() {
  const { accounts, life } = openHousehold({
    seed: 'test',
    bank: (name) => world.banks.find((bank) => bank.name === name)!,
    person: (username) => world.findPerson(username)!,
  })
  const byKey = new Map(accounts.map((one) => [one.key, one]))
  return {
    joint: byKey.get('fi-saaristo-bank/joint')!,
    histories: createHistories({ seed: 'test', begins: WORLD_BEGINS, accounts: byKey, lives: [life], given: () => [] }),
  }
}

describe('banks and people', () => {
  it('are at least forty banks in eight countries, every one with a customer, a habit and a valid BIC form', () => {
    expect(world.banks.length).toBeGreaterThanOrEqual(40)
    expect(new Set(world.banks.map((bank) => bank.country)).size).toBeGreaterThanOrEqual(8)
    expect(new Set(world.banks.map((bank) => bank.slug)).size).toBe(world.banks.length)
    for (const bank of world.banks) {
      expect(world.customersOf(bank).length, bank.name).toBeGreaterThan(0)
      if (bank.bic) expect(bank.bic).toMatch(/^[A-Z]{6}[A-Z0-9]{2}$/)
    }
    expect(new Set(world.banks.map((bank) => bank.personality))).toEqual(new Set(Object.keys(PERSONALITIES)))
    expect(world.people.length).toBeGreaterThanOrEqual(12)
  })

  it('have account numbers that hold every check digit', () => {
    const ibans = all.flatMap((candidate) => candidate.iban ?? [])
    expect(ibans.length).toBeGreaterThan(100)
    for (const iban of ibans) expect(findIban(iban), iban).toBe(iban)
  })

  it('have pockets of one IBAN told apart by their first hash, and accounts with only a national number', () => {
    const pockets = all.filter((candidate) => candidate.key.startsWith('fi-kontur/aino-'))
    expect(new Set(pockets.map((pocket) => pocket.iban)).size).toBe(1)
    expect(new Set(pockets.map((pocket) => pocket.hashes[0])).size).toBe(3)
    expect(all.some((candidate) => candidate.iban === null && candidate.bban !== null)).toBe(true)
    expect(new Set(all.map((candidate) => candidate.hashes[0])).size).toBe(all.length)
  })
})

describe('what happened', () => {
  it('adds up to the cent on every account: opening balance and rows make the balance', () => {
    for (const candidate of recent.accounts.values()) {
      const history = recent.histories.of(candidate, AT)
      const count = history.bookedCount(AT)
      let sum = candidate.openingMinor
      const wrong = history.rows.slice(0, count).findIndex((row, index) => history.balanceAfter(index + 1) !== (sum += row.minor))
      expect(wrong, candidate.key).toBe(-1)
      expect(ledger.balances(candidate.hashes[0]!, NOW).booked.minor).toBe(sum)
    }
  })

  it('is at least 24 months of a life: salary, rent, groceries, subscriptions that got dearer, twins, refunds, journeys', () => {
    const history = world.histories.of(account('fi-saaristo-bank/aino-current'), AT)
    const rows = history.rows.slice(0, history.bookedCount(AT))
    const recent = rows.filter((row) => row.bookingDate >= addDays(parseIsoDate('2026-11-20'), -730))
    expect(recent.length).toBeGreaterThan(1000)
    expect(recent.filter((row) => row.kind === 'salary').length).toBeGreaterThanOrEqual(24)
    const card = world.histories.of(account('fi-saaristo-bank/aino-card'), AT)
    const prices = new Set(card.rows.filter((row) => row.party?.name === 'Filmvik Streaming').map((row) => row.minor))
    expect(prices).toEqual(new Set([-1099n, -1399n]))
    expect(card.rows.some((row) => row.exchange !== null)).toBe(true)
    expect(recent.some((row) => row.kind === 'card' && row.minor > 0n)).toBe(true)
    const contents = recent.map((row) => [row.bookingDate, row.minor, row.remittance.join()].join('|'))
    expect(contents.length).toBeGreaterThan(new Set(contents).size)
  })

  it('is the same on a day whenever it is asked for', () => {
    const early = freshHousehold()
    const instant = Date.parse('2025-01-31T12:00:00Z')
    const before = early.histories.of(early.joint, instant)
    const then = before.rows.slice(0, before.bookedCount(instant))
    const late = freshHousehold()
    expect(late.histories.of(late.joint, AT).rows.slice(0, then.length)).toEqual(then)
    expect(early.histories.of(early.joint, AT).rows).toEqual(late.histories.of(late.joint, AT).rows)
  })

  it('moves with the clock: what is pending becomes booked or comes to nothing, and scheduled rows happen', () => {
    const fates = new Set<string>()
    for (const candidate of all.slice(0, 40)) {
      const history = world.histories.of(candidate, AT)
      for (const row of history.rows) {
        const path = [row.scheduledAt, row.occurredAt, row.bookedAt, row.cancelledAt].filter(Number.isFinite).sort((a, b) => a - b)
        fates.add(path.map((at) => statusAt(row, at)).join('>'))
      }
    }
    expect(fates).toContain('PDNG>BOOK')
    expect(fates).toContain('HOLD>BOOK')
    expect(fates).toContain('PDNG>CNCL')
    expect(fates).toContain('SCHD>BOOK>BOOK')
    for (const fate of fates) expect(fate).toMatch(/(BOOK|CNCL)$/)
  })

  it('moves the same sum on both sides of a transfer between own accounts', () => {
    const from = world.histories.of(account('fi-saaristo-bank/aino-current'), AT)
    const to = world.histories.of(account('fi-saaristo-bank/joint'), AT)
    const sent = from.rows.filter((row) => row.endToEndId?.startsWith('OWN-') && row.party?.iban === account('fi-saaristo-bank/joint').iban)
    expect(sent.length).toBeGreaterThan(24)
    for (const row of sent) expect(to.rows.find((other) => other.endToEndId === row.endToEndId)?.minor).toBe(-row.minor)
  })
})

describe('business days', () => {
  it('leave out weekends and the holidays of the euro system', () => {
    const closed = ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25', '2026-11-21', '2026-11-22']
    for (const day of closed) expect(isBusinessDay(parseIsoDate(day)), day).toBe(false)
    for (const day of ['2026-04-02', '2026-04-07', '2026-12-24']) expect(isBusinessDay(parseIsoDate(day)), day).toBe(true)
  })
})
