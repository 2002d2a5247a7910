import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { seedAccount } from '@/lib/testing/seed-account'
import { forgetOld } from './forget-old'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)

describe('what is kept of banks', () => {
  it('goes when it is older than the household keeps it, and not before', async () => {
    const [short, usual] = [await seedPages([6, 8, 30]), await seedPages([6, 89, 91, 200])]
    await asSystem(short, (db) => db.household.update({ where: { id: short }, data: { rawPageDays: 7 } }))
    // One row per batch: nothing is left for want of a large enough one.
    expect(await forgetOld(1)).toEqual({ rawPages: 4, bankCalls: 0 })
    expect(await agesOf('raw_page', 'fetched_at', short)).toEqual([6])
    expect(await agesOf('raw_page', 'fetched_at', usual)).toEqual([6, 89])
    expect(await forgetOld()).toEqual({ rawPages: 0, bankCalls: 0 })
  })

  it('holds records of calls for four hundred days', async () => {
    const { householdId } = await seedHousehold()
    await asSystem(householdId, (db) =>
      db.bankCall.createMany({
        data: [1, 399, 401, 900].map((days) => ({
          ...{ householdId, id: newId(daysAgo(days)), bankSessionId: newId(), operation: 'balances', psuPresent: false },
          ...{ at: daysAgo(days), durationMs: 1, outcome: 'ok' },
        })),
      }),
    )
    expect(await forgetOld()).toMatchObject({ bankCalls: 2 })
    expect(await agesOf('bank_call', 'at', householdId)).toEqual([1, 399])
  })

  it('cannot be kept for longer or shorter than agreed', async () => {
    const { householdId } = await seedHousehold()
    const keep = (rawPageDays: number) =>
      asSystem(householdId, (db) => db.household.update({ where: { id: householdId }, data: { rawPageDays } }))
    await expect(keep(6)).rejects.toThrow()
    await expect(keep(401)).rejects.toThrow()
    await expect(keep(400)).resolves.toMatchObject({ rawPageDays: 400 })
  })
})

async function seedPages(ages: readonly number[]): Promise<string> {
  const { householdId, memberId } = await seedHousehold()
  const accountId = await seedAccount({ householdId, holders: [memberId] })
  await asSystem(householdId, (db) =>
    db.rawPage.createMany({
      data: ages.map((days) => ({
        ...{ householdId, id: newId(daysAgo(days)), accountId, runId: newId(), operation: 'transactions', params: {} },
        ...{ sealedBody: 'sealed', fetchedAt: daysAgo(days) },
      })),
    }),
  )
  return householdId
}

async function agesOf(table: string, column: string, householdId: string): Promise<number[]> {
  const rows = await database.ownerQuery<{ at: Date }>(`SELECT ${column} AS at FROM ${table} WHERE household_id = $1`, [householdId])
  return rows.map(({ at }) => Math.round((Date.now() - at.getTime()) / DAY_MS)).sort((a, b) => a - b)
}
