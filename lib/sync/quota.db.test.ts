import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BankError, type BankErrorFacts, type BankErrorKind } from '@/lib/banking/errors'
import { formatClock } from '@/lib/core/format-day'
import { nextRead } from '@/lib/bank-sessions/read-schedule'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { failWith, fakeAccount, fakeBalance, openFakeBank, type FakeBank } from './fake-bank'
import { runSync } from './run'
import { seedSession, type SeededSession } from './seed-session'
import type { SyncInput } from './sync-input'

const START = Date.parse('2026-11-20T09:00:00Z')
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const PERSON = { ipAddress: '198.51.100.7', userAgent: 'A browser' }

let database: TestDatabase
let household: SeededHousehold
let bank: FakeBank
let session: SeededSession
let clock: number
/** When each list was opened at the bank while nobody was there. */
let unattended: { key: string; at: number }[]

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = START
  unattended = []
  household = await seedHousehold()
  bank = openFakeBank()
  bank.balances = { a: [fakeBalance('CLBD', '100.00')], b: [fakeBalance('ITAV', '7.00')] }
  bank.before = ({ operation, uid, query }) => {
    if (query.psuContext === null && !query.continuationKey) unattended.push({ key: `${operation} ${uid}`, at: clock })
  }
  session = await seedSession(household, [fakeAccount('a'), fakeAccount('b')], { now: new Date(clock) })
})

describe('reading while nobody is there', () => {
  it('keeps to four reads of an account in any 24 hours over ten days, although every job fires twice and some late', async () => {
    await sync({ trigger: 'first' })
    for (let at = await nextSyncAt(); at < START + 10 * DAY_MS; at = await nextSyncAt()) {
      clock = at + (at % 7 === 0 ? 3 * HOUR_MS : 0)
      await sync()
      clock += 4_000
      await sync()
    }
    expectWithinQuota()
    const reads = unattended.filter(({ key }) => key === 'balances a')
    expect(reads.length).toBeGreaterThanOrEqual(36)
    const evenings = reads.filter(({ at }) => /^(18|19|20):/.test(formatClock(new Date(at), 'Europe/Helsinki', { hour12: false })))
    expect(evenings.length).toBeGreaterThanOrEqual(9)
  }, 120_000)

  it('never exceeds it when somebody without a public address presses a button all day', async () => {
    for (let press = 0; press < 60; press++) {
      await sync({ trigger: press % 2 ? 'interactive' : 'scheduled' })
      clock += 31 * MINUTE_MS
    }
    expectWithinQuota()
    clock += 1
    expect(await sync({ trigger: 'interactive' })).toMatchObject({ outcome: expect.stringMatching(/complete|skipped/) })
  }, 60_000)

  it('says that the number is used up, asks nothing, and plans the next reading', async () => {
    for (let read = 0; read < 4; read++, clock += MINUTE_MS) await sync({ trigger: 'interactive' })
    const calls = bank.calls.length
    expect(await sync({ trigger: 'interactive' })).toEqual({ outcome: 'skipped', reason: 'quota' })
    expect(bank.calls).toHaveLength(calls)
    expect(await nextSyncAt()).toBeGreaterThanOrEqual(START + DAY_MS)
  })

  it('does not count what a person reads, and lets them read when the number is used up', async () => {
    for (let read = 0; read < 6; read++)
      expect(await sync({ trigger: 'interactive', psuContext: PERSON })).toMatchObject({ outcome: 'complete' })
    for (let read = 0; read < 4; read++) expect(await sync({ trigger: 'interactive' })).toMatchObject({ outcome: 'complete' })
    expect(await sync({ trigger: 'interactive', psuContext: PERSON })).toMatchObject({ outcome: 'complete' })
  })

  it('counts a person whom the bank is not told of', async () => {
    await sync({ trigger: 'first', psuContext: PERSON })
    bank = { ...bank, connector: { ...bank.connector, showsPerson: () => false } }
    for (let read = 0; read < 4; read++)
      expect(await sync({ trigger: 'interactive', psuContext: PERSON })).toMatchObject({ outcome: 'complete' })
    expect(await sync({ trigger: 'interactive', psuContext: PERSON })).toMatchObject({ reason: 'quota' })
    const runs = await query(`SELECT DISTINCT psu_present FROM sync_run WHERE household_id = $1 AND trigger = 'interactive'`)
    expect(runs).toEqual([{ psu_present: false }])
  })

  it('counts the read of a process that died before it could write it down', async () => {
    for (let death = 0; death < 4; death++, clock += 10 * MINUTE_MS) {
      bank.before = async ({ number }) => {
        if (number === 1) await database.ownerQuery(`UPDATE bank_session SET lease_token = lease_token + 1, leased_until = NULL`)
      }
      bank.calls.length = 0
      expect(await sync({ trigger: 'interactive' })).toMatchObject({ reason: 'lease_lost' })
    }
    bank.before = () => undefined
    bank.calls.length = 0
    const report = await sync({ trigger: 'interactive' })
    expect(report).toMatchObject({ outcome: 'partial', accounts: [{ phase: 'done' }, { bookedError: 'rate_limited', phase: 'waiting' }] })
    expect(bank.calls.map(({ uid }) => uid)).not.toContain('a')
  })

  it('opens no more lists of one account in one run than are left', async () => {
    bank.before = ({ operation, uid, query: asked }) => {
      if (asked.psuContext === null && !asked.continuationKey) unattended.push({ key: `${operation} ${uid}`, at: clock })
      const days = (Date.parse(asked.dateTo ?? '2026-11-20') - Date.parse(asked.dateFrom ?? '')) / DAY_MS + 1
      if (operation === 'booked' && days > 90) throw new BankError('period_refused')
    }
    for (let run = 0; run < 6; run++, clock += 5 * HOUR_MS) await sync({ trigger: run === 0 ? 'first' : 'scheduled' })
    const accepted = bank.calls.filter(({ operation }) => operation === 'booked').length
    expect(accepted).toBeGreaterThan(0)
    expect(await countOpened('transactions')).toBeLessThanOrEqual(8)
  })

  it('leaves alone what was read a moment ago, by whomever', async () => {
    const other = await seedMember(household.householdId, 'adult')
    const shared = await seedSession({ householdId: household.householdId, memberId: other.memberId }, [fakeAccount('a')], {
      now: new Date(clock),
    })
    await sync({ trigger: 'interactive', psuContext: PERSON })
    clock += 30 * MINUTE_MS
    expect(await sync({ bankSessionId: shared.bankSessionId })).toEqual({ outcome: 'skipped', reason: 'fresh' })
    clock += 31 * MINUTE_MS
    expect(await sync({ bankSessionId: shared.bankSessionId })).toMatchObject({ outcome: 'complete' })
  })
})

describe('a bank that asks us to wait', () => {
  const limited = (facts: BankErrorFacts = {}) => new BankError('rate_limited', facts)

  it('is left alone until then, while a person may still read', async () => {
    refuse(limited({ retryAt: at(14 * HOUR_MS + 10 * MINUTE_MS), isDailyLimit: true }))
    expect(await sync({ trigger: 'first' })).toMatchObject({ outcome: 'failed', errorKind: 'rate_limited' })
    expect(await row()).toMatchObject({
      background_blocked_until: at(14 * HOUR_MS + 10 * MINUTE_MS),
      background_block_reason: 'daily_limit',
      interactive_blocked_until: null,
      last_synced_at: null,
      last_error_kind: 'rate_limited',
      failures_in_row: 0,
    })
    expect(await nextSyncAt()).toBeGreaterThanOrEqual(START + 14 * HOUR_MS + 10 * MINUTE_MS)
    expect(await sync()).toEqual({ outcome: 'skipped', reason: 'blocked' })
    bank.before = () => undefined
    expect(await sync({ trigger: 'interactive', psuContext: PERSON })).toMatchObject({ outcome: 'complete' })
    expect(await sync()).toEqual({ outcome: 'skipped', reason: 'blocked' })
  })

  it('that refuses people too is left alone by them, and only by them', async () => {
    refuse(limited({ retryAt: at(10 * MINUTE_MS) }))
    await sync({ trigger: 'interactive', psuContext: PERSON })
    expect(await row()).toMatchObject({
      interactive_blocked_until: at(10 * MINUTE_MS),
      interactive_block_reason: 'asked_to_wait',
      background_blocked_until: null,
    })
    expect(await sync({ trigger: 'interactive', psuContext: PERSON })).toEqual({ outcome: 'skipped', reason: 'blocked' })
    bank.before = () => undefined
    clock += 11 * MINUTE_MS
    expect(await sync({ trigger: 'interactive', psuContext: PERSON })).toMatchObject({ outcome: 'complete' })
  })

  it('earlier than our own count is believed about its number, and tried for more after two weeks without a refusal', async () => {
    await sync({ trigger: 'first', psuContext: PERSON })
    await sync({ trigger: 'interactive' })
    clock += 2 * HOUR_MS
    refuse(limited({ retryAt: at(15 * HOUR_MS), isDailyLimit: true }))
    await sync()
    expect(await row()).toMatchObject({ background_reads_per_day: 1 })
    bank.before = () => undefined
    await liveUntil(START + 10 * DAY_MS)
    expect(await row()).toMatchObject({ background_reads_per_day: 1 })
    await liveUntil(START + 20 * DAY_MS)
    expect(await row()).toMatchObject({ background_reads_per_day: 4 })
    expectWithinQuota()
  }, 60_000)

  it('for a moment only is not believed to allow less', async () => {
    await sync({ trigger: 'first' })
    clock += 2 * HOUR_MS
    refuse(limited({ retryAt: new Date(clock + 5 * MINUTE_MS) }))
    await sync()
    expect(await row()).toMatchObject({ background_reads_per_day: 4, background_block_reason: 'asked_to_wait' })
  })
})

describe('a bank that does not answer', () => {
  it('is asked again after 1 and 5 minutes, and then when the evening’s read is due', async () => {
    await sync({ trigger: 'first', psuContext: PERSON })
    clock += 2 * HOUR_MS
    refuse(new BankError('unavailable'))
    const waits: number[] = []
    for (let failure = 0; failure < 3; failure++) waits.push(await failAndMove())
    expect(waits.slice(0, 2)).toEqual([1, 5])
    expect(formatClock(new Date(clock), 'Europe/Helsinki', { hour12: false })).toMatch(/^(18|19|20):/)
    expect(await row()).toMatchObject({ failures_in_row: 3, last_error_kind: 'unavailable', last_synced_at: at(0), status: 'authorized' })
    expectWithinQuota()
    bank.before = () => undefined
    expect(await sync()).toMatchObject({ outcome: 'complete' })
    expect(await row()).toMatchObject({ failures_in_row: 0, last_error_kind: null })
  })

  it('keeps to 1, 5, 15 and 60 minutes while a person tries, and then to the plan', async () => {
    clock = justAfterPlanned()
    refuse(new BankError('unavailable'))
    const waits: number[] = []
    for (let failure = 0; failure < 6; failure++) {
      await sync({ trigger: 'interactive', psuContext: PERSON })
      waits.push(((await nextSyncAt()) - clock) / MINUTE_MS)
    }
    expect(waits.slice(0, 4)).toEqual([1, 5, 15, 60])
    expect(waits[4]).toBeGreaterThan(60)
    expect(waits[5]).toBe(waits[4])
  })

  it('is not asked sooner than it said', async () => {
    refuse(new BankError('unavailable', { retryAt: at(40 * MINUTE_MS) }))
    await sync({ trigger: 'first' })
    // One account after the other did not answer: the run was not stopped by the first.
    expect(await nextSyncAt()).toBeGreaterThanOrEqual(START + MINUTE_MS)
  })

  it.each(['unreachable', 'application_rejected', 'clock_off'] as const)(
    'is found again within 15 minutes when the way to it was broken for hours (%s), at no cost',
    async (kind: BankErrorKind) => {
      refuse(new BankError(kind, { clockSkewSeconds: 45 }))
      await sync({ trigger: 'first' })
      expect(await row()).toMatchObject({ clock_skew_seconds: 45 })
      const waits: number[] = []
      while (clock < START + 5 * HOUR_MS) waits.push(await failAndMove())
      expect(Math.max(...waits)).toBeLessThanOrEqual(15)
      expect(await row()).toMatchObject({ status: 'authorized', last_error_kind: kind })
      bank.before = () => undefined
      expect(await sync()).toMatchObject({ outcome: 'complete' })
      expect(await row()).toMatchObject({ last_error_kind: null, failures_in_row: 0, clock_skew_seconds: null })
    },
    60_000,
  )

  it('does not make the other accounts go without: they are read, and only what is missing is read again', async () => {
    bank.before = failWith(new BankError('unavailable'), ({ uid }) => uid === 'a')
    expect(await sync({ trigger: 'first' })).toMatchObject({ outcome: 'partial' })
    expect(await row()).toMatchObject({ last_synced_at: null, failures_in_row: 1 })
    expect((await nextSyncAt()) - clock).toBe(MINUTE_MS)
    clock += MINUTE_MS
    bank.before = () => undefined
    bank.calls.length = 0
    expect(await sync()).toMatchObject({ outcome: 'complete' })
    expect(new Set(bank.calls.map(({ uid }) => uid))).toEqual(new Set(['a']))
    expect(await row()).toMatchObject({ last_synced_at: new Date(clock), failures_in_row: 0 })
  })
})

describe('a consent', () => {
  it('that has run out is not used, and is marked so', async () => {
    clock += 91 * DAY_MS
    expect(await sync()).toMatchObject({ outcome: 'skipped', reason: 'expired' })
    expect(bank.calls).toHaveLength(0)
    expect(await row()).toMatchObject({ status: 'expired', end_reason: 'consent_expired', next_sync_at: null })
    expect(await sync()).toMatchObject({ reason: 'over' })
  })

  it('that runs out in the middle of a run is not used any more from that moment', async () => {
    bank.before = ({ number }) => void (number === 2 && (clock += 91 * DAY_MS))
    const report = await sync({ trigger: 'first' })
    expect(report).toMatchObject({ errorKind: 'consent_expired' })
    expect(bank.calls).toHaveLength(2)
    expect(await row()).toMatchObject({ status: 'expired' })
  })

  it('that its member ended in the middle of a run is not used any more', async () => {
    bank.before = async ({ number }) => {
      if (number === 2) await database.ownerQuery(`UPDATE bank_session SET status = 'closed' WHERE id = $1`, [session.bankSessionId])
    }
    expect(await sync({ trigger: 'first' })).toMatchObject({ reason: 'lease_lost' })
    expect(bank.calls.length).toBeLessThanOrEqual(3)
  })

  it.each([
    ['consent_expired', 'expired'],
    ['consent_revoked', 'revoked'],
    ['consent_closed', 'closed'],
  ] as const)('that the bank calls %s in the middle of a run ends, and what was read stays', async (kind, status) => {
    bank.booked = { a: [], b: [] }
    bank.before = failWith(new BankError(kind), ({ uid }) => uid === 'b')
    expect(await sync({ trigger: 'first' })).toMatchObject({
      outcome: 'partial',
      errorKind: kind,
      accounts: [{ phase: 'done', bookedError: null }, {}],
    })
    expect(await row()).toMatchObject({ status, last_synced_at: null, next_sync_at: null })
  })

  it('goes on when one account of five is blocked or gone', async () => {
    const five = ['a', 'b', 'c', 'd', 'e']
    const many = await seedSession(
      household,
      five.map((uid) => fakeAccount(`five ${uid}`)),
      { now: new Date(clock) },
    )
    bank.before = failWith(new BankError('account_not_accessible'), ({ uid }) => uid === 'five c')
    const report = await sync({ bankSessionId: many.bankSessionId, trigger: 'first' })
    expect(report).toMatchObject({ outcome: 'partial', accounts: [{}, {}, { bookedError: 'account_not_accessible' }, {}, {}] })
    const [found] = await query(`SELECT status, last_synced_at FROM bank_session WHERE household_id = $1 AND id = '${many.bankSessionId}'`)
    expect(found).toMatchObject({ status: 'authorized', last_synced_at: new Date(clock) })
  })
})

function sync(more: Partial<SyncInput> = {}) {
  const target = { householdId: household.householdId, bankSessionId: session.bankSessionId }
  return runSync({
    ...target,
    trigger: 'scheduled',
    now: () => new Date(clock),
    connectorFor: () => Promise.resolve(bank.connector),
    ...more,
  })
}

/** The jobs as they come due. */
async function liveUntil(end: number): Promise<void> {
  for (let due = await nextSyncAt(); due < end; due = await nextSyncAt()) {
    clock = due
    await sync()
  }
}

function refuse(error: BankError): void {
  const note = bank.before
  bank.before = async (call) => {
    await note(call)
    throw error
  }
}

/** One failing read; answers the minutes until the next, and goes there. */
async function failAndMove(): Promise<number> {
  await sync()
  const next = await nextSyncAt()
  const minutes = (next - clock) / MINUTE_MS
  clock = next
  return minutes
}

function at(ms: number): Date {
  return new Date(START + ms)
}

/** The access's own moments of the day are hours apart: right after one of them, none comes before an hour's wait is over. */
function justAfterPlanned(): number {
  const rhythm = { bankSessionId: session.bankSessionId, readsPerDay: 4, timeZone: 'Europe/Helsinki' }
  const facts = { now: new Date(clock), reads: [], lastSyncedAt: null, notBefore: null, retryAt: null, validUntil: null }
  return nextRead(rhythm, facts)!.getTime() + 1
}

/** The next read, and proof that its job waits for exactly that time. */
async function nextSyncAt(): Promise<number> {
  const { next_sync_at: next } = (await row()) as { next_sync_at: Date }
  const jobs = await database.ownerQuery<{ run_at: Date }>('SELECT run_at FROM graphile_worker._private_jobs WHERE key = $1', [
    `plan:${session.bankSessionId}`,
  ])
  expect(jobs).toEqual([{ run_at: next }])
  return next.getTime()
}

function expectWithinQuota(): void {
  for (const key of new Set(unattended.map((call) => call.key))) {
    const times = unattended.filter((call) => call.key === key).map((call) => call.at)
    for (const time of times) expect(times.filter((other) => other > time - DAY_MS && other <= time).length, key).toBeLessThanOrEqual(4)
  }
}

async function countOpened(operation: string): Promise<number> {
  const rows = await query(
    `SELECT account_id FROM bank_call WHERE household_id = $1 AND operation = '${operation}' AND NOT further_page AND outcome = 'ok'
       AND at > '${new Date(clock - DAY_MS).toISOString()}'`,
  )
  return rows.length
}

async function row() {
  const [found] = await query(`SELECT * FROM bank_session WHERE household_id = $1 AND id = '${session.bankSessionId}'`)
  return found
}

function query(sql: string): Promise<Record<string, unknown>[]> {
  return database.ownerQuery(sql, [household.householdId])
}
