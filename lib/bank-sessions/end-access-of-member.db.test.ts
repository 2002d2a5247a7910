import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { endAccessOfMember } from './end-access-of-member'

const NOW = new Date('2026-11-20T09:00:00.000Z')

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

async function seedAccess(householdId: string, memberId: string, status: string, sealedCredentials: string | null): Promise<string> {
  const id = newId()
  const bank = { connectorId: 'enable-banking', aspspName: 'Saaristo Bank', aspspCountry: 'FI', psuType: 'personal' }
  await asSystem(householdId, (db) => db.bankSession.create({ data: { householdId, id, memberId, ...bank, status, sealedCredentials } }))
  return id
}

describe('endAccessOfMember', () => {
  it('closes that member’s accesses at once, queues their end at the bank, and leaves everybody else’s alone', async () => {
    const home = await seedHousehold()
    const leaving = await seedMember(home.householdId, 'adult')
    const open = await seedAccess(home.householdId, leaving.memberId, 'authorized', 'sealed')
    const pending = await seedAccess(home.householdId, leaving.memberId, 'pending', null)
    const stays = await seedAccess(home.householdId, home.memberId, 'authorized', 'sealed')

    expect(await endAccessOfMember(home.householdId, leaving.memberId, NOW)).toBe(2)
    expect(await endAccessOfMember(home.householdId, leaving.memberId, NOW)).toBe(0)

    const rows = await database.ownerQuery<{ id: string }>('SELECT id, status, end_reason, revoke_at_bank_since FROM bank_session')
    const byId = Object.fromEntries(rows.map(({ id, ...row }) => [id, row]))
    expect(byId[open]).toEqual({ status: 'closed', end_reason: 'member_removed', revoke_at_bank_since: NOW })
    expect(byId[pending]).toEqual({ status: 'closed', end_reason: 'member_removed', revoke_at_bank_since: null })
    expect(byId[stays]).toEqual({ status: 'authorized', end_reason: null, revoke_at_bank_since: null })
    const jobs = await database.ownerQuery<{ key: string }>('SELECT key FROM graphile_worker.jobs')
    expect(jobs).toEqual([{ key: `end:${open}` }])
  })
})
