import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readOverview } from '@/lib/insights/read-overview'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { checkAccess } from './check-access'
import { chooseAccounts } from './choose-accounts'
import { noteEviction } from './eviction'
import { expireAccess } from './expire-access'
import { accountOf, createFakeBank, errorAnswer, sessionOf } from './fake-bank'
import { wishFor } from './fake-trip'
import { finishCallback } from './finish-callback'
import { listBankSessions } from './list-bank-sessions'
import { getOffer } from './offered-accounts'
import { startBankSession } from './start-bank-session'
import { asSystem } from '@/lib/db'

const browserId = 'b'.repeat(43)
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
let clock: number
const now = () => new Date(clock)

let database: TestDatabase
let bank: ReturnType<typeof createFakeBank>
let aino: Viewer
let elias: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = Date.parse('2026-11-20T10:00:00Z')
  bank = createFakeBank(now)
  bank.install()
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
})

/** One account of the member's own, so that nobody sees anything of the other. */
async function connect(viewer: Viewer, number: number, name = 'Saaristo Bank', renews: string | null = null): Promise<string> {
  await startBankSession(viewer, wishFor(renews, name), { psuContext: null, browserId, now: now() })
  const accounts = [accountOf(bank.calls.exchanges.length + 1, number, 'FI2112345600000785')]
  bank.script.sessions = () => Response.json(sessionOf(bank.calls.exchanges.length, now(), { accounts, aspsp: { name, country: 'FI' } }))
  const query = new URLSearchParams({ code: 'good', state: bank.calls.auth.at(-1)!.state as string })
  const finished = await finishCallback({ ...viewer, browserId }, query, { psuContext: null, now: now() })
  if (!finished.ok) throw new Error(finished.reason)
  const { bankSessionId } = finished
  const offer = await getOffer(viewer, bankSessionId)
  const chosen = offer.accounts.map(({ id }) => ({ accountId: id, keep: true, share: 'none' as const, name: '' }))
  await chooseAccounts(viewer, { bankSessionId, accounts: chosen }, { psuContext: null, now: now() })
  return bankSessionId
}

const access = (bankSessionId: string) => ({ householdId: aino.householdId, bankSessionId })

const isAt = (status: string) => () =>
  Response.json({
    status,
    accounts: [],
    accounts_data: [],
    aspsp: { name: 'Saaristo Bank', country: 'FI' },
    psu_type: 'personal',
    psu_id_hash: 'h',
    access: { valid_until: new Date(clock + 90 * DAY_MS).toISOString() },
    created: now().toISOString(),
    authorized: now().toISOString(),
    closed: null,
  })

const about = async (viewer: Viewer, id: string) => (await listBankSessions(viewer, now())).find((session) => session.id === id)

const evictor = async (id: string) => {
  const [row] = await database.ownerQuery<{ by: string | null }>('SELECT evicted_by_id::text AS by FROM bank_session WHERE id = $1', [id])
  return row!.by
}

describe('an approval that ends another at the same bank', () => {
  test('is found out by a look at the others a minute later, and told to both without names', async () => {
    const first = await connect(aino, 1)
    clock += 5 * DAY_MS
    const second = await connect(elias, 2)
    const [job] = await database.ownerQuery<{ task: string; at: Date }>(
      `SELECT t.identifier AS task, j.run_at AS at FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE j.key = $1`,
      [`check:${first}`],
    )
    expect(job).toEqual({ task: 'check-access', at: new Date(clock + 60_000) })
    clock += 60_000
    bank.script.status = isAt('REVOKED')
    await checkAccess(access(first), now())
    expect(await about(aino, first)).toMatchObject({ group: 'needs', state: { state: 'ended' }, eviction: 'evicted' })
    expect(await about(elias, second)).toMatchObject({ state: { state: 'notYet' }, eviction: 'evictor' })
    expect(await about(aino, second)).toBeUndefined()
    expect(await about(elias, first)).toBeUndefined()
    const overview = await readOverview(aino, { scope: 'all', period: '1m', group: 'bank' }, now())
    expect(overview.attention).toContainEqual(expect.objectContaining({ kind: 'ended', bankSessionId: first, isEvicted: true }))
  })

  test('is told from an access that was ended for another reason', async () => {
    const first = await connect(aino, 1)
    await connect(elias, 2, 'Kontur')
    bank.script.status = isAt('REVOKED')
    await checkAccess(access(first), now())
    expect(await about(aino, first)).toMatchObject({ state: { state: 'ended' }, eviction: null })
  })

  test('is not blamed when the bank still answered afterwards, or when it was days before', async () => {
    const first = await connect(aino, 1)
    await connect(elias, 2)
    clock += HOUR_MS
    bank.script.status = isAt('AUTHORIZED')
    await checkAccess(access(first), now())
    clock += HOUR_MS
    bank.script.status = isAt('REVOKED')
    await checkAccess(access(first), now())
    expect(await evictor(first)).toBeNull()

    const third = await connect(elias, 3, 'Kontur')
    await connect(aino, 4, 'Kontur')
    clock += 3 * DAY_MS
    await checkAccess(access(third), now())
    expect(await evictor(third)).toBeNull()
  })

  test('is no news between an access and the one that renews it', async () => {
    const first = await connect(aino, 1)
    clock += HOUR_MS
    const second = await connect(aino, 1, 'Saaristo Bank', first)
    await database.ownerQuery(`UPDATE bank_session SET status = 'revoked', end_reason = 'consent_revoked' WHERE id = $1`, [first])
    await asSystem(aino.householdId, (db) => noteEviction(db, { ...access(first), now: now() }))
    expect(await evictor(first)).toBeNull()
    expect(await listBankSessions(aino, now())).toMatchObject([{ id: second, eviction: null, endedAt: null }])
  })

  test('stops being told once the other one was connected again', async () => {
    const first = await connect(aino, 1)
    const second = await connect(elias, 2)
    bank.script.status = () => errorAnswer(401, 'REVOKED_SESSION')
    await checkAccess(access(first), now())
    expect(await about(elias, second)).toMatchObject({ eviction: 'evictor' })
    clock += HOUR_MS
    await connect(aino, 1, 'Saaristo Bank', first)
    expect(await about(elias, second)).toMatchObject({ eviction: null })
  })
})

describe('an access whose time is over', () => {
  test('is over at that moment, is asked nothing any more and needs the member', async () => {
    const id = await connect(aino, 1)
    clock += 179 * DAY_MS
    expect(await about(aino, id)).toMatchObject({ group: 'needs', state: { state: 'ended' } })
    const asked = bank.calls.deleted.length
    await checkAccess(access(id), now())
    expect(await expireAccess(access(id), now())).toBe(true)
    expect(await expireAccess(access(id), now())).toBe(false)
    const [row] = await database.ownerQuery(
      'SELECT status, end_reason, ended_at = valid_until AS "inTime", sealed_credentials, next_sync_at FROM bank_session WHERE id = $1',
      [id],
    )
    expect(row).toEqual({ status: 'expired', end_reason: 'consent_expired', inTime: true, sealed_credentials: null, next_sync_at: null })
    expect(bank.calls.deleted).toHaveLength(asked)
    expect(await about(aino, id)).toMatchObject({ group: 'needs', endReason: 'consent_expired', canReadNow: false })
  })

  test('is not over a moment before', async () => {
    const id = await connect(aino, 1)
    clock += 179 * DAY_MS - 1
    expect(await expireAccess(access(id), now())).toBe(false)
    expect(await about(aino, id)).toMatchObject({ state: { state: 'approveAgain', days: 0, step: 'day' } })
  })
})

test('a look that the bank interface cannot answer changes nothing', async () => {
  const id = await connect(aino, 1)
  bank.script.status = () => errorAnswer(503, 'ASPSP_ERROR')
  await checkAccess(access(id), now())
  expect(await about(aino, id)).toMatchObject({ endedAt: null })
})
