import { beforeAll, expect, it } from 'vitest'
import type { PsuContext } from '@/lib/banking/port'
import { countFromEnvironment } from '@/lib/testing/count-from-environment'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { fakeAccount, openFakeBank } from '@/lib/sync/fake-bank'
import { generateHistory } from './generated-history'
import { runSync } from '@/lib/sync/run'
import { seedSession } from '@/lib/sync/seed-session'

/** The rules are tried on thousands of histories in memory; these show that the statements do what the memory does. */
const HISTORIES = countFromEnvironment('MATCHER_STORED_HISTORIES', 12)
const FIRST_SEED = countFromEnvironment('MATCHER_FIRST_SEED', 0)

const PSU: PsuContext = { ipAddress: '8.8.8.8', userAgent: 'Test' }

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

it('generated histories come to the same rows in the tables, and a second reading of each writes none', async () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) await live(seed)
}, 1_800_000)

async function live(seed: number): Promise<void> {
  const { steps, habits } = generateHistory(seed)
  const label = `seed ${seed} ${JSON.stringify(habits)}`
  const household = await seedHousehold()
  const { householdId } = household
  const bank = openFakeBank()
  bank.pageSize = 1 + (seed % 40)
  const opened = new Date(`${steps[0]!.today}T06:00:00Z`)
  const { bankSessionId, accounts } = await seedSession(household, [fakeAccount('a')], { now: opened })
  const accountId = accounts[0]!.accountId
  for (const [step, { today, all }] of steps.entries()) {
    bank.booked = { a: all.booked }
    bank.pending = { a: all.pending }
    const now = () => new Date(Date.parse(`${today}T08:00:00Z`) + step * 600_000)
    const read = () =>
      runSync({
        householdId,
        bankSessionId,
        trigger: 'interactive',
        psuContext: PSU,
        now,
        connectorFor: () => Promise.resolve(bank.connector),
      })
    expect(await read(), `${label} step ${step}`).toMatchObject({ outcome: 'complete' })
    const truth = all.booked.map(({ bookingDate, amount }) => `${bookingDate} ${amount.minor}`)
    expect(await booked(accountId), `${label} step ${step}`).toEqual(truth.sort())
    await expectSums(accountId, label)
    // What one reading taught about the references may still be written by the next.
    if (step === steps.length - 1) {
      await read()
      expect(await read(), label).toMatchObject({ accounts: [{ inserted: 0, updated: 0, superseded: 0 }] })
    }
  }
  const others = await database.ownerQuery<{ ids: string[] }>(
    `SELECT review_other_ids AS ids FROM transaction WHERE account_id = $1 AND review_reason IS NOT NULL`,
    [accountId],
  )
  for (const { ids } of others) expect(ids.length, label).toBeGreaterThan(0)
}

async function booked(accountId: string): Promise<string[]> {
  const rows = await database.ownerQuery<{ row: string }>(
    `SELECT effective_date || ' ' || amount_minor AS row FROM transaction
      WHERE account_id = $1 AND status = 'BOOK' AND superseded_by_id IS NULL`,
    [accountId],
  )
  return rows.map(({ row }) => row).sort()
}

async function expectSums(accountId: string, label: string): Promise<void> {
  const [sums] = await database.ownerQuery<{ rows: string; days: string; months: string }>(
    `SELECT (SELECT coalesce(sum(amount_minor), 0) FROM transaction WHERE account_id = $1 AND status = 'BOOK')::text AS rows,
            (SELECT coalesce(sum(net_minor), 0) FROM daily_total WHERE account_id = $1)::text AS days,
            (SELECT coalesce(sum(in_minor + out_minor), 0) FROM monthly_total WHERE account_id = $1)::text AS months`,
    [accountId],
  )
  expect([sums?.days, sums?.months], label).toEqual([sums?.rows, sums?.rows])
}
