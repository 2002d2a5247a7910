import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { fakeAccount } from './fake-bank'
import { seedSession } from './seed-session'
import { tendBankSessions } from './tend-bank-sessions'

const NOW = new Date('2026-11-20T09:00:00Z')
const DAY_MS = 86_400_000

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  await database.ownerQuery(`UPDATE bank_session SET status = 'closed'`)
  await database.ownerQuery('DELETE FROM graphile_worker._private_jobs')
})

describe('the clock that looks after accesses', () => {
  it('finds those of all households that nobody is going to read, and plans them once', async () => {
    const ids = [await seedAccess(), await seedAccess()]
    expect(await tendBankSessions(NOW)).toEqual({ expired: 0, planned: 2 })
    const planned = await plans()
    expect(planned.map(({ key }) => key).sort()).toEqual(ids.map((id) => `plan:${id}`).sort())
    for (const { run_at, next_sync_at } of planned) expect(next_sync_at).toEqual(run_at)
    expect(await tendBankSessions(NOW)).toEqual({ expired: 0, planned: 0 })
  })

  it('spreads what was not read for long over a quarter of an hour', async () => {
    for (let i = 0; i < 8; i++) await seedAccess()
    await tendBankSessions(NOW)
    const waits = (await plans()).map(({ run_at }) => run_at.getTime() - NOW.getTime())
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 * 60_000)
    expect(new Set(waits).size).toBe(8)
  })

  it('does not hurry what was read lately, nor a bank that wants to be left alone', async () => {
    const lately = await seedAccess()
    await database.ownerQuery('UPDATE bank_session SET last_synced_at = $2 WHERE id = $1', [lately, new Date(NOW.getTime() - 60_000)])
    const blocked = await seedAccess()
    const until = new Date(NOW.getTime() + 5 * 3_600_000)
    await database.ownerQuery('UPDATE bank_session SET background_blocked_until = $2 WHERE id = $1', [blocked, until])
    await tendBankSessions(NOW)
    const byKey = new Map((await plans()).map(({ key, run_at }) => [key, run_at]))
    expect(byKey.get(`plan:${lately}`)!.getTime()).toBeGreaterThan(NOW.getTime() + 15 * 60_000)
    expect(byKey.get(`plan:${blocked}`)!.getTime()).toBeGreaterThanOrEqual(until.getTime())
  })

  it('marks as expired what has run out, without a call, and forgets its credentials', async () => {
    const id = await seedAccess()
    expect(await tendBankSessions(new Date(NOW.getTime() + 91 * DAY_MS))).toEqual({ expired: 1, planned: 0 })
    const [row] = await database.ownerQuery('SELECT status, end_reason, sealed_credentials FROM bank_session WHERE id = $1', [id])
    expect(row).toEqual({ status: 'expired', end_reason: 'consent_expired', sealed_credentials: null })
    expect(await plans()).toEqual([])
  })

  it('leaves alone what is read now, waits in the queue, was taken over, or has no kept account', async () => {
    const [leased, queued, superseded, unkept] = [await seedAccess(), await seedAccess(), await seedAccess(), await seedAccess()]
    await database.ownerQuery('UPDATE bank_session SET leased_until = $2 WHERE id = $1', [leased, new Date(NOW.getTime() + 1_000)])
    await database.ownerQuery(`SELECT graphile_worker.add_job('sync-bank-session', job_key => $1)`, [`sync:${queued}`])
    await database.ownerQuery('UPDATE bank_session SET superseded_at = $2 WHERE id = $1', [superseded, NOW])
    await database.ownerQuery(
      `UPDATE account SET choice = 'offered' WHERE id IN (SELECT account_id FROM account_feed WHERE bank_session_id = $1)`,
      [unkept],
    )
    expect(await tendBankSessions(NOW)).toEqual({ expired: 0, planned: 0 })
  })
})

async function seedAccess(): Promise<string> {
  return (await seedSession(await seedHousehold(), [fakeAccount('a')], { now: NOW })).bankSessionId
}

function plans(): Promise<{ key: string; run_at: Date; next_sync_at: Date }[]> {
  return database.ownerQuery(
    `SELECT j.key, j.run_at, s.next_sync_at FROM graphile_worker._private_jobs j JOIN bank_session s ON 'plan:' || s.id = j.key`,
  )
}
