import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Viewer } from '@/lib/households/viewer'
import { accessRowsOf } from '@/lib/testing/access-rows'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { endAccessAtBank } from './end-access-at-bank'
import { endBankSession } from './end-bank-session'
import { createFakeBank, errorAnswer } from './fake-bank'
import { createTrips, type Granted } from './fake-trip'
import { listBankSessions } from './list-bank-sessions'

const DAY_MS = 86_400_000
let clock = Date.parse('2026-11-20T10:00:00Z')
const now = () => new Date(clock)

let database: TestDatabase
let bank: ReturnType<typeof createFakeBank>
let trips: ReturnType<typeof createTrips>
let aino: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = Date.parse('2026-11-20T10:00:00Z')
  bank = createFakeBank(now)
  bank.install()
  trips = createTrips(bank, now)
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
})

const approve = (viewer: Viewer, granted?: Granted, renews: string | null = null) => trips.approve(viewer, granted, renews)

const { rows, jobs, isEnded } = accessRowsOf(
  () => database,
  () => aino.householdId,
)

describe('the access that was renewed', () => {
  test('is ended at the bank once the new one has been read, and not before', async () => {
    const old = await trips.connect(aino)
    const { id } = await approve(aino, undefined, old)
    const access = { householdId: aino.householdId, bankSessionId: old }
    clock += 600_000
    await endAccessAtBank(access, now())
    expect(bank.calls.deleted).toEqual([])
    await rows(`UPDATE bank_session SET last_synced_at = $3 WHERE household_id = $1 AND id = $2`, id, now())
    await endAccessAtBank(access, now())
    expect(bank.calls.deleted).toEqual(['11111111-0000-4000-8000-000000000001'])
    expect(await isEnded(old)).toBe(true)
    expect(await rows(`SELECT status, end_reason FROM bank_session WHERE household_id = $1 AND id = $2`, old)).toEqual([
      { status: 'closed', end_reason: 'renewed' },
    ])
  })

  test('that the bank ended by itself counts as ended', async () => {
    const old = await trips.connect(aino)
    const { id } = await approve(aino, undefined, old)
    await rows(`UPDATE bank_session SET last_synced_at = $3 WHERE household_id = $1 AND id = $2`, id, now())
    bank.script.deleted = () => errorAnswer(400, 'REVOKED_SESSION')
    await endAccessAtBank({ householdId: aino.householdId, bankSessionId: old }, now())
    expect(await isEnded(old)).toBe(true)
    expect(await listBankSessions(aino, now())).toMatchObject([{ id, endedAt: null, endingSince: null }])
  })

  test('is ended with the new one when the member disconnects', async () => {
    const old = await trips.connect(aino)
    const { id } = await approve(aino, undefined, old)
    await endBankSession(aino, id, now())
    for (const bankSessionId of [old, id]) await endAccessAtBank({ householdId: aino.householdId, bankSessionId }, now())
    expect(bank.calls.deleted).toHaveLength(2)
  })
})

describe('ending an access while the bank is down', () => {
  test('is tried again for days, less and less often, until the bank is told', async () => {
    const id = await trips.connect(aino)
    const access = { householdId: aino.householdId, bankSessionId: id }
    await endBankSession(aino, id, now())
    bank.script.deleted = () => errorAnswer(503, 'ASPSP_ERROR')
    const tries: number[] = []
    const until = clock + 5 * DAY_MS
    while (clock < until) {
      await endAccessAtBank(access, now())
      const next = (await jobs()).find(({ key }) => key === `end:${id}`)!
      tries.push(next.at.getTime() - clock)
      clock = next.at.getTime()
    }
    expect(Math.min(...tries)).toBe(120_000)
    expect(Math.max(...tries)).toBe(6 * 3_600_000)
    expect(tries.length).toBeLessThan(40)
    expect(await listBankSessions(aino, now())).toMatchObject([{ group: 'ended', endingSince: '2026-11-20T10:00:00.000Z' }])
    delete bank.script.deleted
    await endAccessAtBank(access, now())
    expect(await isEnded(id)).toBe(true)
    expect(bank.calls.deleted).toHaveLength(tries.length + 1)
  })

  test('is given up when the access has run out by itself: no call is made with it then', async () => {
    const id = await trips.connect(aino)
    await endBankSession(aino, id, now())
    clock += 180 * DAY_MS
    await endAccessAtBank({ householdId: aino.householdId, bankSessionId: id }, now())
    expect(bank.calls.deleted).toEqual([])
    expect(await isEnded(id)).toBe(true)
  })

  test('makes no call for an access that the bank ended before', async () => {
    const id = await trips.connect(aino)
    await rows(`UPDATE bank_session SET status = 'revoked', end_reason = 'consent_revoked', ended_at = now() WHERE household_id = $1`)
    await endBankSession(aino, id, now())
    expect((await jobs()).map(({ key }) => key)).not.toContain(`end:${id}`)
    expect(await isEnded(id)).toBe(true)
  })
})
