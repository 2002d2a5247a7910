import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import type { PortAccount } from '@/lib/banking/port'
import { LEASE_MS, PULSE_MS } from '@/lib/bank-sessions/session-state'
import { asSystem } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { failWith, fakeAccount, fakeBalance, openFakeBank, type FakeBank } from './fake-bank'
import { bankRow } from './match/bank-row'
import { getSyncProgress } from './progress'
import { openRawPage } from './read/raw-pages'
import { runSync } from './run'
import type { SyncInput } from './sync-input'
import { seedSession, type SeededSession } from './seed-session'

const NOW = new Date('2026-11-20T09:00:00Z')
const PERSON = { ipAddress: '198.51.100.7', userAgent: 'A browser' }
let database: TestDatabase
let household: SeededHousehold
let bank: FakeBank
let session: SeededSession

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  household = await seedHousehold()
  bank = openFakeBank()
  bank.booked = { a: someRows('a', 8), b: someRows('b', 4) }
  bank.balances = { a: [fakeBalance('CLBD', '100.00'), fakeBalance('ITAV', '500.00')], b: [fakeBalance('ITAV', '7.00')] }
  session = await seedSession(household, [fakeAccount('a'), fakeAccount('b')], { now: NOW })
})

describe('a sync', () => {
  it('reads everything once, and the second time writes no row of a transaction', async () => {
    expect(await sync()).toMatchObject({ outcome: 'complete', accounts: [{ inserted: 8, phase: 'done' }, { inserted: 4 }] })
    const before = await versions()
    expect(await sync()).toMatchObject({ outcome: 'complete', accounts: [{ inserted: 0, updated: 0 }, { inserted: 0 }] })
    expect(await versions()).toEqual(before)
    expect(await amounts('a')).toEqual(expectedAmounts('a'))
  })

  it('keeps two equal rows of one day as two, also when a page ends between them', async () => {
    const coffee = bankRow('-3.40', '2026-11-18')
    bank.booked = { a: [bankRow('-1.00', '2026-11-18'), bankRow('-2.00', '2026-11-18'), coffee, coffee, coffee] }
    await sync()
    await sync()
    expect(await amounts('a')).toHaveLength(5)
  })

  it('maintains the totals of days and months and the balance that counts', async () => {
    await sync()
    const [{ days, months, rows }] = (await query(`
      SELECT (SELECT sum(net_minor) FROM daily_total WHERE household_id = $1)::text AS days,
             (SELECT sum(in_minor + out_minor) FROM monthly_total WHERE household_id = $1)::text AS months,
             (SELECT sum(amount_minor) FROM transaction WHERE household_id = $1 AND status = 'BOOK')::text AS rows`)) as [
      Record<string, string>,
    ]
    expect([days, months]).toEqual([rows, rows])
    const balances = await query(
      `SELECT balance_minor::text AS minor, balance_type AS type FROM account WHERE household_id = $1 ORDER BY bank_name`,
    )
    expect(balances).toEqual([
      { minor: '10000', type: 'CLBD' },
      { minor: '700', type: 'ITAV' },
    ])
  })

  it('keeps what it could read when balances fail, and says so', async () => {
    bank.before = failWith(new BankError('unavailable'), ({ operation }) => operation === 'balances')
    expect(await sync()).toMatchObject({
      outcome: 'partial',
      errorKind: 'unavailable',
      accounts: [{ bookedError: null, balancesError: 'unavailable' }, {}],
    })
    expect(await amounts('a')).toHaveLength(8)
    expect(await query(`SELECT balance_minor FROM account WHERE household_id = $1`)).toEqual([
      { balance_minor: null },
      { balance_minor: null },
    ])
  })

  it('takes a bank without a list of pending rows for complete', async () => {
    bank.before = failWith(new BankError('parameter_refused'), ({ operation }) => operation === 'pending')
    expect(await sync()).toMatchObject({ outcome: 'complete', accounts: [{ pendingError: 'parameter_refused' }, {}] })
  })

  it('goes on with the other accounts when one cannot be read, and tries it again next time', async () => {
    bank.before = failWith(new BankError('account_not_accessible'), ({ uid }) => uid === 'a')
    expect(await sync()).toMatchObject({
      outcome: 'partial',
      accounts: [{ bookedError: 'account_not_accessible', balancesError: null }, { inserted: 4 }],
    })
    expect(await feedStates()).toEqual(['unreadable', 'active'])
    bank.before = () => undefined
    expect(await sync()).toMatchObject({ outcome: 'complete' })
    expect(await feedStates()).toEqual(['active', 'active'])
  })

  it('keeps earlier pages when a later one fails, and has every row after the next try', async () => {
    bank.before = failWith(new BankError('unavailable'), ({ number }) => number === 2)
    expect(await sync()).toMatchObject({ outcome: 'partial', accounts: [{ fetched: 3, bookedError: 'unavailable' }, {}] })
    expect(await query(`SELECT read_until FROM account_feed WHERE household_id = $1 AND last_synced_at IS NULL`)).toEqual([
      { read_until: null },
    ])
    bank.before = () => undefined
    await sync()
    expect(await amounts('a')).toEqual(expectedAmounts('a'))
  })

  it('sets aside rows that cannot be believed, sealed and once, and takes the rest', async () => {
    bank.rejected = [{ reason: 'no_amount', wire: { secret: 'FI2112345600000785' }, day: null, status: null }]
    await sync()
    await sync()
    const rows = await query(`SELECT reason, sealed_wire FROM set_aside_row s WHERE household_id = $1`)
    expect(rows).toHaveLength(2)
    expect(JSON.stringify(rows)).not.toContain('FI2112345600000785')
    expect(await amounts('a')).toHaveLength(8)
  })

  it('keeps every answer as it was received, sealed, with what was asked', async () => {
    await sync()
    const pages = await query(
      `SELECT id::text AS id, sealed_body AS "sealedBody", params, operation FROM raw_page WHERE household_id = $1 ORDER BY id`,
    )
    const vault = await asSystem(household.householdId, (db) => openVault(db, household.householdId))
    const bodies = await Promise.all(pages.map((page) => openRawPage(vault, page as { id: string; sealedBody: string })))
    expect(bodies).toContain('{"page":3,"of":8}')
    expect(bodies).toContain('{"balances":[]}')
    const asked = { dateFrom: '2006-11-20', dateTo: null, strategy: 'longest', status: 'BOOK', page: 2 }
    expect(pages.map(({ params }) => params)).toContainEqual(expect.objectContaining(asked))
    expect(JSON.stringify(pages)).not.toMatch(/"of":8|REF-a/)
  })

  it('stores nothing of a page that is refused whole', async () => {
    bank.before = failWith(new BankError('invalid_response'), ({ operation, uid }) => operation === 'booked' && uid === 'a')
    expect(await sync()).toMatchObject({
      outcome: 'partial',
      accounts: [{ bookedError: 'invalid_response', fetched: 0 }, { bookedError: null }],
    })
    expect(await amounts('a')).toEqual([])
  })

  it('ends the access when the bank says it is over, and asks no more', async () => {
    bank.before = failWith(new BankError('consent_expired'), ({ number }) => number === 2)
    expect(await sync()).toMatchObject({ outcome: 'partial', errorKind: 'consent_expired' })
    expect(bank.calls).toHaveLength(2)
    expect(await sessionRow()).toMatchObject({ status: 'expired', end_reason: 'consent_expired', last_synced_at: null, leased_until: null })
    expect(await sync()).toEqual({ outcome: 'skipped', reason: 'over' })
  })

  it('waits as long as the bank asks, at most a day', async () => {
    bank.before = failWith(new BankError('rate_limited', { retryAt: new Date('2036-01-01') }), () => true)
    expect(await sync({ psuContext: null })).toMatchObject({ outcome: 'failed', errorKind: 'rate_limited' })
    expect(await sessionRow()).toMatchObject({
      status: 'authorized',
      background_blocked_until: new Date('2026-11-21T09:00:00Z'),
      interactive_blocked_until: null,
    })
    expect(await sync({ psuContext: null })).toEqual({ outcome: 'skipped', reason: 'blocked' })
    expect(bank.calls).toHaveLength(1)
  })

  it('records every call and tells the member how far it is', async () => {
    expect(await getSyncProgress(household.viewer, session.bankSessionId)).toMatchObject({ state: 'waiting', total: 2, doneCount: 0 })
    await sync()
    const progress = await getSyncProgress(household.viewer, session.bankSessionId)
    expect(progress).toMatchObject({
      state: 'done',
      outcome: 'complete',
      total: 2,
      doneCount: 2,
      accounts: [{ fetched: 8, earliestDay: '2026-11-10', error: null }, { fetched: 4 }],
    })
    const [{ count }] = (await query(`SELECT count(*)::int FROM bank_call WHERE household_id = $1 AND outcome = 'ok'`)) as [
      { count: number },
    ]
    expect(count).toBe(bank.calls.length)
    const stranger = await seedMember(household.householdId, 'adult')
    await expect(getSyncProgress(stranger, session.bankSessionId)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('asks for deep history first, narrows when refused, and then only reads what is new', async () => {
    bank.before = (call) => {
      if (call.query.strategy === 'longest' && String(call.query.dateFrom) < '2025-01-01')
        throw new BankError('period_refused', { earliestDay: '2025-06-01' })
    }
    await sync({ now: () => NOW })
    const firstOf = (uid: string) =>
      bank.calls
        .filter((call) => call.uid === uid && call.operation === 'booked')
        .map(({ query }) => `${query.strategy} ${query.dateFrom} ${query.dateTo}`)
    expect(firstOf('b')).toEqual(['longest 2006-11-20 null', 'longest 2025-06-01 null', 'longest 2025-06-01 null'])
    bank.calls.length = 0
    await sync({ now: () => new Date('2026-11-25T09:00:00Z') })
    expect(firstOf('b')).toEqual(['default 2026-11-10 null', 'default 2026-11-10 null'])
  })

  it('walks back window by window where a bank only gives 90 days', async () => {
    bank.booked = { a: [bankRow('-1.00', '2026-11-18'), bankRow('-2.00', '2026-07-01'), bankRow('-3.00', '2026-03-01')] }
    bank.before = ({ query: { dateFrom, dateTo } }) => {
      const days = (Date.parse(dateTo ?? '2026-11-20') - Date.parse(dateFrom ?? '')) / 86_400_000 + 1
      if (days > 90) throw new BankError('period_refused')
    }
    await sync()
    expect(await amounts('a')).toEqual(['-100', '-200', '-300'])
    await sync()
    expect(await amounts('a')).toHaveLength(3)
  })
})

describe('one account through two members', () => {
  it('is one account with one set of rows', async () => {
    const joint: PortAccount = fakeAccount('a', { uid: 'other-uid', identificationHashes: ['new hash', 'hash of a'] })
    const second = await seedMember(household.householdId, 'adult')
    await sync()
    const other = await seedSession({ householdId: household.householdId, memberId: second.memberId }, [joint], { now: NOW })
    expect(other.accounts[0]).toMatchObject({ accountId: session.accounts[0]!.accountId, isNew: false, choice: 'kept' })
    bank.booked = { 'other-uid': [...someRows('a', 8), bankRow('-99.00', '2026-11-19')] }
    expect(await sync({ bankSessionId: other.bankSessionId })).toMatchObject({ accounts: [{ inserted: 1, updated: 0 }] })
    const holders = await query(
      `SELECT member_id FROM account_access WHERE household_id = $1 AND account_id = '${session.accounts[0]!.accountId}' AND holder`,
    )
    expect(holders).toHaveLength(2)
  })

  it('is so also when both are read at the same time', async () => {
    const second = await seedMember(household.householdId, 'adult')
    const other = await seedSession({ householdId: household.householdId, memberId: second.memberId }, [fakeAccount('a')], { now: NOW })
    await Promise.all([sync(), sync({ bankSessionId: other.bankSessionId })])
    expect(await amounts('a')).toEqual(expectedAmounts('a'))
  })
})

describe('fencing', () => {
  it('lets one run at a time read a session', async () => {
    const reports = await Promise.all([sync(), sync(), sync()])
    const until = new Date(NOW.getTime() + LEASE_MS)
    expect(reports.filter(({ outcome }) => outcome === 'skipped')).toEqual([
      { outcome: 'skipped', reason: 'busy', until },
      { outcome: 'skipped', reason: 'busy', until },
    ])
  })

  it('lets a run that was overtaken write nothing', async () => {
    bank.before = async ({ number }) => {
      if (number === 1)
        await database.ownerQuery(`UPDATE bank_session SET lease_token = lease_token + 1 WHERE id = $1`, [session.bankSessionId])
    }
    expect(await sync()).toEqual({ outcome: 'skipped', reason: 'lease_lost' })
    expect(await amounts('a')).toEqual([])
    expect(await query(`SELECT outcome FROM sync_run WHERE household_id = $1`)).toEqual([{ outcome: null }])
  })

  it('keeps its lease while a bank takes its time', async () => {
    const leases: Date[] = []
    const lease = async () => leases.push(((await sessionRow()) as { leased_until: Date }).leased_until)
    bank.before = async ({ number }) => {
      if (number !== 1) return
      await lease()
      await new Promise((resolve) => setTimeout(resolve, PULSE_MS + 1_500))
      await lease()
    }
    expect(await sync({ now: () => new Date() })).toMatchObject({ outcome: 'complete' })
    expect(leases[1]!.getTime() - leases[0]!.getTime()).toBeGreaterThanOrEqual(PULSE_MS - 1_000)
  }, 30_000)

  it('takes over a session whose reader died, once its lease is over', async () => {
    await database.ownerQuery(`UPDATE bank_session SET leased_until = $2 WHERE id = $1`, [
      session.bankSessionId,
      new Date(NOW.getTime() + 60_000),
    ])
    expect(await sync()).toMatchObject({ outcome: 'skipped', reason: 'busy' })
    expect(await sync({ now: () => new Date(NOW.getTime() + 120_000) })).toMatchObject({ outcome: 'complete' })
  })
})

describe('user edits', () => {
  it('survive every resync, also when the bank changes the row', async () => {
    await sync()
    await database.ownerQuery(`UPDATE transaction SET user_note = 'mine', user_category = 'leisure' WHERE household_id = $1`, [
      household.householdId,
    ])
    bank.booked = { a: someRows('a', 8).map((row) => ({ ...row, remittance: ['changed'] })), b: someRows('b', 4) }
    expect(await sync()).toMatchObject({ accounts: [{ updated: 8 }, { updated: 0 }] })
    expect(await query(`SELECT DISTINCT user_note, user_category FROM transaction WHERE household_id = $1`)).toEqual([
      { user_note: 'mine', user_category: 'leisure' },
    ])
  })

  it('go from a pending row to its booking', async () => {
    bank.booked = {}
    bank.pending = { a: [bankRow('-9.90', '2026-11-18', { status: 'PDNG' })] }
    await sync()
    await database.ownerQuery(`UPDATE transaction SET user_note = 'for the party' WHERE household_id = $1`, [household.householdId])
    bank.pending = {}
    bank.booked = { a: [bankRow('-9.90', '2026-11-19')] }
    await sync()
    expect(await query(`SELECT status, user_note FROM transaction WHERE household_id = $1 AND superseded_by_id IS NULL`)).toEqual([
      { status: 'BOOK', user_note: 'for the party' },
    ])
  })
})

describe('when the n-th call to the bank fails', () => {
  it('nothing is lost or doubled after the next try, for every n and kind of failure', async () => {
    for (const kind of ['unavailable', 'continuation_refused'] as const) {
      for (let n = 1; n <= 9; n++) {
        const home = await seedHousehold()
        const { bankSessionId } = await seedSession(home, [fakeAccount('a'), fakeAccount('b')], { now: NOW })
        const target = { ...home, bankSessionId }
        bank.calls.length = 0
        bank.before = failWith(new BankError(kind), ({ number }) => number === n)
        await runSync({ ...inputFor(target), trigger: 'first' })
        bank.before = () => undefined
        expect(await runSync(inputFor(target))).toMatchObject({ outcome: 'complete' })
        const rows = await database.ownerQuery<{ minor: string }>(
          `SELECT amount_minor::text AS minor FROM transaction WHERE household_id = $1 AND status = 'BOOK'`,
          [home.householdId],
        )
        expect(rows.map(({ minor }) => minor).sort(), `${kind} at call ${n}`).toEqual(
          [...expectedAmounts('a'), ...expectedAmounts('b')].sort(),
        )
      }
    }
  }, 240_000)
})

function inputFor({ householdId, bankSessionId }: { householdId: string; bankSessionId: string }): SyncInput {
  return {
    householdId,
    bankSessionId,
    trigger: 'first',
    psuContext: PERSON,
    now: () => NOW,
    connectorFor: () => Promise.resolve(bank.connector),
  }
}

function sync(more: Partial<SyncInput> = {}) {
  return runSync({ ...inputFor({ householdId: household.householdId, bankSessionId: session.bankSessionId }), ...more })
}

function someRows(uid: string, count: number) {
  return Array.from({ length: count }, (_, i) =>
    bankRow(`-${i + 1}.${uid === 'a' ? '10' : '20'}`, `2026-11-1${i}`, { entryReference: `REF-${uid}-${i}` }),
  )
}

function expectedAmounts(uid: 'a' | 'b'): string[] {
  return someRows(uid, uid === 'a' ? 8 : 4)
    .map(({ amount }) => String(amount.minor))
    .sort()
}

function query(sql: string): Promise<Record<string, unknown>[]> {
  return database.ownerQuery(sql, [household.householdId])
}

async function amounts(uid: string): Promise<string[]> {
  const accountId = session.accounts[uid === 'a' ? 0 : 1]!.accountId
  const rows = await asSystem(household.householdId, (db) =>
    db.transaction.findMany({ where: { accountId }, select: { amountMinor: true } }),
  )
  return rows.map(({ amountMinor }) => String(amountMinor)).sort()
}

/** xmin changes with every write of a row. */
async function versions() {
  return query(`SELECT id::text AS id, xmin::text AS version FROM transaction WHERE household_id = $1
    UNION ALL SELECT transaction_id::text || kind || value, xmin::text FROM transaction_evidence WHERE household_id = $1
    UNION ALL SELECT day::text, xmin::text FROM daily_total WHERE household_id = $1 ORDER BY 1, 2`)
}

async function feedStates(): Promise<unknown[]> {
  const rows = await query(
    `SELECT f.state FROM account_feed f JOIN account a ON a.id = f.account_id WHERE f.household_id = $1 ORDER BY a.bank_name`,
  )
  return rows.map(({ state }) => state)
}

async function sessionRow() {
  const [row] = await query(`SELECT * FROM bank_session WHERE household_id = $1`)
  return row
}
