import { beforeAll, describe, expect, it } from 'vitest'
import { asSystem, asViewer, isDatabaseUp } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from './database'
import { seedHousehold, seedMember } from './household'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

describe('a test database', () => {
  it('is reached by the app’s own client', async () => {
    expect(await isDatabaseUp()).toBe(true)
  })

  it('holds the seeded household, seen by its members and by no other household', async () => {
    const ours = await seedHousehold({ name: 'Ours' })
    const theirs = await seedHousehold({ name: 'Theirs' })
    const adult = await seedMember(ours.householdId, 'adult')
    expect(await asViewer(adult, (db) => db.member.count())).toBe(2)
    expect(await asViewer(theirs.viewer, (db) => db.member.count())).toBe(1)
    expect(await asSystem(theirs.householdId, (db) => db.member.findMany({ where: { householdId: ours.householdId } }))).toEqual([])
    const [all] = await database.ownerQuery<{ count: number }>('SELECT count(*)::int AS count FROM member')
    expect(all?.count).toBe(3)
  })
})
