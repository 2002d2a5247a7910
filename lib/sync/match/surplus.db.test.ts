import { beforeAll, expect, it } from 'vitest'
import { mergeRows } from '@/lib/accounts/decisions/merge-rows'
import type { PortTransaction } from '@/lib/banking/port'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { bankRow } from './bank-row'
import { fakeAccount, openFakeBank } from '@/lib/sync/fake-bank'
import { runSync } from '@/lib/sync/run'
import { seedSession } from '@/lib/sync/seed-session'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

async function openHome() {
  const home = await seedHousehold()
  const bank = openFakeBank()
  let clock = Date.parse('2026-11-20T05:00:00Z')
  const { bankSessionId, accounts } = await seedSession(home, [fakeAccount('a')], { now: new Date(clock) })
  const accountId = accounts[0]!.accountId
  return {
    viewer: home.viewer,
    async read(list: readonly PortTransaction[]) {
      clock += 60_000
      bank.booked = { a: list }
      const psuContext = { ipAddress: '8.8.8.8', userAgent: 'Test' }
      const target = {
        householdId: home.householdId,
        bankSessionId,
        trigger: 'interactive' as const,
        psuContext,
        now: () => new Date(clock),
      }
      const report = await runSync({ ...target, connectorFor: () => Promise.resolve(bank.connector) })
      expect(report).toMatchObject({ outcome: 'complete' })
    },
    rows: () =>
      database.ownerQuery<{ id: string; reason: string | null; others: string[] }>(
        `SELECT id, review_reason AS reason, review_other_ids AS others FROM transaction
          WHERE account_id = $1 AND superseded_by_id IS NULL ORDER BY id`,
        [accountId],
      ),
  }
}

const coffee = bankRow('-3.40', '2026-11-18')
const bread = bankRow('-5.00', '2026-11-17')

it('a twin the bank lists no more is kept and asked about once, and the answer holds', async () => {
  const { viewer, read, rows } = await openHome()
  await read([coffee, coffee, bread])
  await read([coffee, bread])
  const asked = (await rows()).filter(({ reason }) => reason !== null)
  expect(asked).toMatchObject([{ reason: 'possible_twin' }])
  const { id, others } = asked[0]!
  expect(await rows()).toHaveLength(3)
  await mergeRows(viewer, { transactionId: others[0]!, otherId: id, now: new Date() })
  for (const list of [
    [coffee, bread],
    [bread, coffee],
  ]) {
    await read(list)
    expect((await rows()).map(({ reason }) => reason)).toEqual([null, null])
  }
})

it('nothing is asked while the bank lists all of them, nor of a row without a twin', async () => {
  const { read, rows } = await openHome()
  await read([coffee, coffee, bread])
  await read([coffee, coffee, bread])
  await read([coffee, coffee])
  expect((await rows()).map(({ reason }) => reason)).toEqual([null, null, null])
})
