import { beforeAll, beforeEach, expect, it } from 'vitest'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { bankRow } from './bank-row'
import type { Trust } from './delivery'
import { fakeAccount, openFakeBank, type FakeBank } from '@/lib/sync/fake-bank'
import { findTrust, storeTrust } from './reference-trust'
import { runSync } from '@/lib/sync/run'
import { seedSession } from '@/lib/sync/seed-session'

const NOW = new Date('2026-11-20T09:00:00Z')

let database: TestDatabase
let home: SeededHousehold
let accountIds: string[]
let bankSessionId: string
let bank: FakeBank

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  home = await seedHousehold()
  bank = openFakeBank()
  const session = await seedSession(
    home,
    ['a', 'b', 'c'].map((uid) => fakeAccount(uid)),
    { now: NOW },
  )
  bankSessionId = session.bankSessionId
  accountIds = session.accounts.map(({ accountId }) => accountId)
})

it.each<[readonly Trust[], Trust]>([
  [[], 'unknown'],
  [['unknown'], 'unknown'],
  [['stable'], 'stable'],
  [['unstable'], 'unstable'],
  [['stable', 'unstable'], 'unstable'],
])('an account nothing is known of starts from what the bank’s other accounts taught: %j is %s', async (others, trust) => {
  const { householdId } = home
  const [first, ...rest] = accountIds as [string, ...string[]]
  await asSystem(householdId, async (db) => {
    for (const [index, other] of others.entries())
      await storeTrust(db, { householdId, accountId: rest[index]! }, { trust: other, kept: 1, changed: 1, now: NOW })
    expect(await findTrust(db, { householdId, accountId: first })).toBe(trust)
  })
})

it('an account of another bank teaches nothing', async () => {
  const { householdId } = home
  const [first, second] = accountIds as [string, string]
  await asSystem(householdId, async (db) => {
    await db.account.update({ where: { householdId_id: { householdId, id: second } }, data: { aspspName: 'Another' } })
    await storeTrust(db, { householdId, accountId: second }, { trust: 'unstable', kept: 0, changed: 9, now: NOW })
    expect(await findTrust(db, { householdId, accountId: first })).toBe('unknown')
  })
})

it('references minted anew are distrusted after one reading, and with what they were counted on', async () => {
  const list = (reading: number) => [1, 2, 3].map((n) => bankRow(`-${n}.00`, '2026-11-18', { entryReference: `minted-${reading}-${n}` }))
  for (const reading of [1, 2, 3]) {
    bank.booked = { a: list(reading) }
    await sync(reading)
  }
  const trust = await database.ownerQuery(`SELECT trust, kept, changed FROM reference_trust WHERE account_id = $1`, [accountIds[0]])
  expect(trust).toEqual([{ trust: 'unstable', kept: 0, changed: 3 }])
  const [rows] = await database.ownerQuery<{ rows: number; references: number }>(
    `SELECT (SELECT count(*)::int FROM transaction WHERE account_id = $1) AS rows,
            (SELECT count(*)::int FROM transaction_evidence WHERE account_id = $1 AND kind = 'r' AND transaction_id IS NOT NULL) AS references`,
    [accountIds[0]],
  )
  expect(rows?.rows).toBe(3)
  expect(rows?.references).toBeLessThanOrEqual(6)
})

function sync(hour: number) {
  const now = () => new Date(NOW.getTime() + hour * 3_600_000)
  return runSync({
    householdId: home.householdId,
    bankSessionId,
    trigger: 'first',
    now,
    connectorFor: () => Promise.resolve(bank.connector),
  })
}
