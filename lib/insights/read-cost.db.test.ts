import { beforeAll, describe, expect, it } from 'vitest'
import { readTransactionFilter } from '@/lib/accounts/transaction-filter'
import { getTransaction } from '@/lib/accounts/get-transaction'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { asViewer, closeDb } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { seedAccount, seedTransactions } from '@/lib/testing/seed-account'
import { readAccountPage, readRunningPage } from './read-account-page'
import { readOverview } from './read-overview'
import { readTransactionList, readTransactionPage } from './read-transaction-list'

const ROWS = 10_000
const NOW = new Date('2026-11-20T15:05:00Z')

let database: TestDatabase
let viewer: Viewer
let accountId: string
let rowId: string

beforeAll(async () => {
  database = await createTestDatabase()
  viewer = (await seedHousehold()).viewer
  const { householdId, memberId } = viewer
  accountId = await seedAccount({ householdId, holders: [memberId], balanceMinor: 100_000n })
  const other = await seedAccount({ householdId, holders: [memberId] })
  const first = parseIsoDate('2024-11-20')
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    day: addDays(first, index % 730),
    minor: BigInt((index % 977) - 488),
    name: `Shop ${index % 301}`,
    description: index === 4711 ? 'needle in the hay' : 'purchase',
    category: index % 3 === 0 ? 'groceries' : null,
    reviewReason: index % 997 === 0 ? 'possible_twin' : undefined,
  }))
  const ids = await seedTransactions(householdId, accountId, rows.slice(0, ROWS / 2))
  await seedTransactions(householdId, other, rows.slice(ROWS / 2))
  rowId = ids[2_500] ?? ''
  await database.ownerQuery('ANALYZE')
}, 180_000)

const filter = (record: Record<string, string>) => readTransactionFilter(new URLSearchParams(record))

describe('ten thousand transactions', () => {
  it('are never scanned, whatever is shown of them', async () => {
    const before = await sequentialScans()
    expect((await readOverview(viewer, { scope: 'all', period: 'all', group: 'bank' }, NOW)).latest).toHaveLength(10)
    const list = await readTransactionList(viewer, filter({}))
    expect(list.page.rows).toHaveLength(60)
    expect(list.reviewCount).toBe(11)
    const middle = { day: parseIsoDate('2025-11-20'), id: rowId }
    expect((await readTransactionPage(viewer, { filter: filter({}), cursor: middle })).rows).toHaveLength(60)
    expect(
      (
        await readTransactionPage(viewer, {
          filter: filter({ account: accountId, category: 'groceries', from: '2025-01-01' }),
          cursor: middle,
        })
      ).rows,
    ).toHaveLength(60)
    expect((await readTransactionPage(viewer, { filter: filter({ q: 'needle hay' }), cursor: null })).rows).toHaveLength(1)
    expect((await readTransactionPage(viewer, { filter: filter({ q: 'shop' }), cursor: middle })).rows).toHaveLength(60)
    expect((await readTransactionPage(viewer, { filter: filter({ q: 'nothing is called so' }), cursor: null })).rows).toHaveLength(0)
    expect((await readAccountPage(viewer, { accountId, period: '1y' }, NOW)).running.rows).toHaveLength(30)
    expect((await readRunningPage(viewer, { accountId, cursor: `2025-11-20_${rowId}` })).rows).toHaveLength(60)
    expect((await getTransaction(viewer, rowId)).row.id).toBe(rowId)
    expect(await sequentialScans()).toBe(before)
    await asViewer(viewer, (db) => db.$queryRaw`SELECT count(*)::int AS n FROM transaction WHERE description = 'no index has this'`)
    expect(await sequentialScans(), 'the counter counts').toBe(before + 1)
  })
})

/** PostgreSQL's own count for the table; a connection reports at the latest when it is closed. */
async function sequentialScans(): Promise<number> {
  await closeDb()
  await new Promise((resolve) => setTimeout(resolve, 300))
  const [row] = await database.ownerQuery<{ scans: number }>(
    `SELECT seq_scan::int AS scans FROM pg_stat_user_tables WHERE relname = 'transaction'`,
  )
  return row?.scans ?? -1
}
