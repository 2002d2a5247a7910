import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedTransactions } from '@/lib/testing/seed-account'
import { categorizeTransactions } from './categorize-transactions'

let database: TestDatabase
let aino: Viewer
let accountId: string
let ids: string[]

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  aino = (await seedHousehold()).viewer
  accountId = await seedAccount({ householdId: aino.householdId, holders: [aino.memberId] })
  ids = await seedTransactions(aino.householdId, accountId, [
    { day: '2026-10-30', minor: -500n, category: 'groceries' },
    { day: '2026-11-02', minor: -700n, category: null },
    { day: '2026-11-03', minor: 900n, category: 'transport' },
    { day: '2026-11-04', minor: -1100n, category: 'groceries', status: 'PDNG' },
  ])
})

async function months(): Promise<string[]> {
  const rows = await database.ownerQuery<{ row: string }>(
    `SELECT concat_ws(' ', month, category, in_minor, out_minor, count) AS row FROM monthly_total WHERE account_id = $1 AND count <> 0 ORDER BY 1`,
    [accountId],
  )
  return rows.map(({ row }) => row)
}

async function own(): Promise<(string | null)[]> {
  const rows = await database.ownerQuery<{ own: string | null }>(
    `SELECT user_category AS own FROM transaction WHERE account_id = $1 ORDER BY effective_date`,
    [accountId],
  )
  return rows.map((row) => row.own)
}

const all = (category: string | null) => ids.map((transactionId) => ({ transactionId, category }))

describe('categorising several rows at once', () => {
  it('takes the sums of their months along, and what it answers is the way back', async () => {
    const before = await months()
    const back = await categorizeTransactions(aino, all('transport'))
    expect(await own()).toEqual(['transport', 'transport', null, 'transport'])
    expect(await months()).toEqual(['2026-10-01 transport 0 -500 1', '2026-11-01 transport 900 -700 2'])
    expect(new Set(back.map(({ category }) => category))).toEqual(new Set([null]))
    await categorizeTransactions(aino, back)
    expect(await own()).toEqual([null, null, null, null])
    expect(await months()).toEqual(before)
  })

  it('does all or nothing, and nothing for who may not', async () => {
    const before = await months()
    const [elias, stranger] = [await seedMember(aino.householdId, 'adult'), (await seedHousehold()).viewer]
    const wanted = all('travel')
    await expect(categorizeTransactions(aino, [...wanted, { transactionId: newId(), category: 'travel' }])).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(categorizeTransactions(elias, wanted)).rejects.toMatchObject({ code: 'not_found' })
    await expect(categorizeTransactions(stranger, wanted)).rejects.toMatchObject({ code: 'not_found' })
    await asSystem(aino.householdId, (db) => db.account.updateMany({ where: { id: accountId }, data: { share: 'view' } }))
    await expect(categorizeTransactions(elias, wanted)).rejects.toMatchObject({ code: 'not_allowed' })
    expect([await own(), await months()]).toEqual([[null, null, null, null], before])
  })
})
