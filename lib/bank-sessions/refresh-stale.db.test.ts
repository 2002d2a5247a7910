import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { seedSession } from '@/lib/sync/seed-session'
import { fakeAccount } from '@/lib/sync/fake-bank'
import { refreshStale } from './refresh-stale'
import { syncNow } from './sync-now'

const NOW = new Date('2026-11-20T18:00:00Z')
const PERSON = { ipAddress: '198.51.100.7', userAgent: 'A browser' }
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

let database: TestDatabase
let household: SeededHousehold
let bankSessionId: string

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  household = await seedHousehold()
  bankSessionId = (await seedSession(household, [fakeAccount('a')], { now: ago(600) })).bankSessionId
  await set('last_attempt_at = $2', ago(31))
})

describe('opening the app', () => {
  it('reads one’s own banks that nobody tried to read for half an hour, as a person who is there', async () => {
    expect(await refreshStale(household.viewer, { psuContext: PERSON, now: NOW })).toBe(1)
    const [job] = await jobs()
    expect(job).toMatchObject({ payload: { bankSessionId, trigger: 'interactive', sealedPsuContext: expect.any(String) } })
    expect(JSON.stringify(job)).not.toContain(PERSON.ipAddress)
  })

  it('reads nothing from an address that no bank can be shown', async () => {
    expect(await refreshStale(household.viewer, { psuContext: null, now: NOW })).toBe(0)
    expect(await jobs()).toEqual([])
  })

  it.each([
    ['was tried a moment ago', 'last_attempt_at = $2', ago(29)],
    ['refuses people too', 'interactive_blocked_until = $2', ago(-1)],
    ['is being read', 'leased_until = $2', ago(-1)],
    ['has run out', 'valid_until = $2', ago(0)],
    ['was taken over by another approval', 'superseded_at = $2', ago(1)],
    ['was never read', 'last_attempt_at = NULL, created_at = $2', ago(1)],
  ])('leaves a bank alone that %s', async (_what, assignment, value) => {
    await set(assignment, value)
    expect(await refreshStale(household.viewer, { psuContext: PERSON, now: NOW })).toBe(0)
  })

  it('does not read for somebody else, nor for who may only look', async () => {
    for (const role of ['adult', 'viewer'] as const) {
      const other = await seedMember(household.householdId, role)
      expect(await refreshStale(other, { psuContext: PERSON, now: NOW })).toBe(0)
    }
  })
})

describe('reading now', () => {
  const read = (psuContext: typeof PERSON | null) => syncNow(household.viewer, bankSessionId, { psuContext, now: NOW })

  it('goes to a person the bank can see although automatic reads have to wait', async () => {
    await set('background_blocked_until = $2', ago(-60))
    await read(PERSON)
    expect(await jobs()).toHaveLength(1)
    await expect(read(null)).rejects.toMatchObject({ code: 'bank_rate_limited' })
  })

  it('waits with a bank that refuses people too', async () => {
    await set('interactive_blocked_until = $2', ago(-60))
    await expect(read(PERSON)).rejects.toMatchObject({ code: 'bank_rate_limited' })
    await read(null)
  })

  it('says no at a private address when the day’s reads are used up, and costs one otherwise', async () => {
    const [feed] = await database.ownerQuery<{ account_id: string }>('SELECT account_id FROM account_feed WHERE bank_session_id = $1', [
      bankSessionId,
    ])
    for (let read = 0; read < 4; read++) {
      await database.ownerQuery(
        `INSERT INTO bank_call (household_id, id, bank_session_id, account_id, operation, psu_present, at, duration_ms, outcome)
         VALUES ($1, gen_random_uuid(), $2, $3, 'balances', false, $4, 1, 'ok')`,
        [household.householdId, bankSessionId, feed!.account_id, ago(60 * (read + 1))],
      )
    }
    await expect(read(null)).rejects.toMatchObject({ code: 'bank_rate_limited' })
    await read(PERSON)
  })

  it('is refused for an access whose time is over', async () => {
    await set('valid_until = $2', NOW)
    await expect(read(PERSON)).rejects.toMatchObject({ code: 'conflict' })
  })
})

async function set(assignment: string, value: Date): Promise<void> {
  await database.ownerQuery(`UPDATE bank_session SET ${assignment} WHERE id = $1`, [bankSessionId, value])
}

function jobs(): Promise<{ payload: unknown }[]> {
  return database.ownerQuery(`SELECT payload FROM graphile_worker._private_jobs WHERE payload->>'householdId' = $1`, [
    household.householdId,
  ])
}
