import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asSystem, asViewer, type Db } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { findAuditBreak, recordAudit } from './audit'

let database: TestDatabase
let home: SeededHousehold

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  home = await seedHousehold()
})

async function record(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await asViewer(home.viewer, (db) =>
      recordAudit(db, { ...home.viewer, kind: 'export_made', subjectId: home.memberId, facts: { z: i, a: 'ä\u2028' } }),
    )
  }
}

const verify = () => asSystem(home.householdId, findAuditBreak)

describe('the audit log', () => {
  it('is a whole chain, each household its own, also when rows come at the same moment', async () => {
    const other = await seedHousehold()
    const append = (household: SeededHousehold) =>
      asViewer(household.viewer, (db) => recordAudit(db, { ...household.viewer, kind: 'sign_in' }))
    await Promise.all([...Array.from({ length: 12 }, () => append(home)), ...Array.from({ length: 12 }, () => append(other))])
    expect(await verify()).toBeNull()
    const rows = await database.ownerQuery('SELECT seq::int AS seq FROM audit_event WHERE household_id = $1 ORDER BY seq', [
      home.householdId,
    ])
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  })

  it.each([
    ['kind', `kind = 'sign_in'`],
    ['time', `at = at + interval '1 millisecond'`],
    ['member', `member_id = '00000000-0000-7000-8000-000000000000'`],
    ['missing member', `member_id = NULL`],
    ['subject', `subject_id = NULL`],
    ['facts', `facts = '{"z": 99}'`],
    ['hash', `hash = repeat('0', 64)`],
    ['predecessor', `previous = repeat('0', 64)`],
  ])('shows a changed %s', async (_what, change) => {
    await record(5)
    await database.ownerQuery(`UPDATE audit_event SET ${change} WHERE household_id = $1 AND seq = 3`, [home.householdId])
    expect(await verify()).toBe(3n)
  })

  it('shows a changed row even when its own hash was made right again', async () => {
    await record(5)
    await database.ownerQuery(
      `UPDATE audit_event SET kind = 'sign_in', hash = saldo_audit_hash(previous, household_id, seq, at, member_id, 'sign_in', subject_id, facts)
        WHERE household_id = $1 AND seq = 3`,
      [home.householdId],
    )
    expect(await verify()).toBe(4n)
  })

  it('shows a row that was taken out', async () => {
    await record(5)
    await database.ownerQuery('DELETE FROM audit_event WHERE household_id = $1 AND seq = 2', [home.householdId])
    expect(await verify()).toBe(2n)
  })

  it('cannot be changed, emptied or written for another household by the app', async () => {
    await record(1)
    const other = await seedHousehold()
    const inHome = (work: (db: Db) => Promise<unknown>) => asSystem(home.householdId, work)
    await expect(inHome((db) => db.$executeRaw`UPDATE audit_event SET kind = 'x'`)).rejects.toThrow(/permission denied/)
    await expect(inHome((db) => db.$executeRaw`DELETE FROM audit_event`)).rejects.toThrow(/permission denied/)
    await expect(inHome((db) => db.$executeRaw`TRUNCATE audit_event`)).rejects.toThrow(/permission denied/)
    const foreign = asViewer(home.viewer, (db) => recordAudit(db, { householdId: other.householdId, memberId: null, kind: 'sign_in' }))
    await expect(foreign).rejects.toThrow(/row-level security/)
  })
})
