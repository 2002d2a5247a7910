import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { annotateTransaction } from '@/lib/accounts/annotate-transaction'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { bankRow } from './bank-row'
import { fakeAccount, openFakeBank, type FakeBank } from '@/lib/sync/fake-bank'
import { runSync } from '@/lib/sync/run'
import { seedSession } from '@/lib/sync/seed-session'

let database: TestDatabase
let home: SeededHousehold
let bank: FakeBank
let bankSessionId: string
let accountId: string
let clock: number

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = Date.parse('2026-11-20T05:00:00Z')
  home = await seedHousehold()
  bank = openFakeBank()
  const session = await seedSession(home, [fakeAccount('a')], { now: new Date(clock) })
  bankSessionId = session.bankSessionId
  accountId = session.accounts[0]!.accountId
})

describe('what a person says of an announced row', () => {
  const pending = bankRow('-9.90', '2026-11-18', { status: 'PDNG' })
  const booked = bankRow('-9.90', '2026-11-19')

  it('is counted under their category once it is booked', async () => {
    await read([], [pending])
    await annotateTransaction(home.viewer, await idOf('PDNG'), { category: 'leisure', note: 'for the party' })
    await read([booked], [])
    expect(await months()).toEqual([{ category: 'leisure', minor: '-990' }])
    expect(await visible()).toEqual([{ status: 'BOOK', category: 'leisure', note: 'for the party' }])
  })

  it('is kept with the booking when it is said too late', async () => {
    await read([], [pending])
    const id = await idOf('PDNG')
    await read([booked], [])
    await annotateTransaction(home.viewer, id, { category: 'leisure', note: 'for the party' })
    expect(await visible()).toEqual([{ status: 'BOOK', category: 'leisure', note: 'for the party' }])
    expect(await months()).toEqual([{ category: 'leisure', minor: '-990' }])
  })

  it('goes along to a booking of another sum that is known only at the end', async () => {
    await read([], [pending])
    await annotateTransaction(home.viewer, await idOf('PDNG'), { category: 'leisure', note: 'with tip' })
    await read([bankRow('-11.40', '2026-11-19')], [])
    expect(await visible()).toEqual([{ status: 'BOOK', category: 'leisure', note: 'with tip' }])
    expect(await months()).toEqual([{ category: 'leisure', minor: '-1140' }])
    const because = await database.ownerQuery(
      `SELECT superseded_because AS because FROM transaction WHERE account_id = $1 AND status = 'PDNG'`,
      [accountId],
    )
    expect(because).toEqual([{ because: 'likeness' }])
  })

  it('is never lost, at whatever moment of a reading it is said', async () => {
    for (let round = 0; round < 12; round++) {
      const day = `2026-11-${12 + (round % 8)}`
      const shop = `Kauppa ${'ABCDEFGHIJKL'[round]}`
      await read(bank.booked.a ?? [], [bankRow('-9.90', day, { status: 'PDNG', shop })])
      const id = await idOf('PDNG')
      await Promise.all([
        read([...(bank.booked.a ?? []), bankRow('-9.90', day, { shop })], []),
        new Promise((resolve) => setTimeout(resolve, round * 8)).then(() =>
          annotateTransaction(home.viewer, id, { note: `note ${round}`, category: 'leisure' }),
        ),
      ])
      const notes = await database.ownerQuery(
        `SELECT status, user_note FROM transaction WHERE account_id = $1 AND superseded_by_id IS NULL AND user_note = $2`,
        [accountId, `note ${round}`],
      )
      expect(notes).toEqual([{ status: 'BOOK', user_note: `note ${round}` }])
    }
    expect(await months()).toEqual([{ category: 'leisure', minor: '-11880' }])
  })
})

async function read(booked: NonNullable<FakeBank['booked'][string]>, pending: NonNullable<FakeBank['pending'][string]>): Promise<void> {
  clock += 60_000
  bank.booked = { a: booked }
  bank.pending = { a: pending }
  const now = () => new Date(clock)
  const psuContext = { ipAddress: '8.8.8.8', userAgent: 'Test' }
  const report = await runSync({
    ...{ householdId: home.householdId, bankSessionId, trigger: 'interactive', psuContext, now },
    connectorFor: () => Promise.resolve(bank.connector),
  })
  expect(report).toMatchObject({ outcome: 'complete' })
}

async function idOf(status: string): Promise<string> {
  const [row] = await database.ownerQuery<{ id: string }>(
    `SELECT id FROM transaction WHERE account_id = $1 AND status = $2 AND superseded_by_id IS NULL`,
    [accountId, status],
  )
  return row!.id
}

function visible() {
  return database.ownerQuery(
    `SELECT status, coalesce(user_category, category) AS category, user_note AS note FROM transaction
      WHERE account_id = $1 AND superseded_by_id IS NULL AND status <> 'CNCL'`,
    [accountId],
  )
}

/** Months whose sum is not nothing, by the category they are counted under. */
function months() {
  return database.ownerQuery(
    `SELECT category, sum(in_minor + out_minor)::text AS minor FROM monthly_total WHERE account_id = $1
      GROUP BY category HAVING sum(count) <> 0 OR sum(in_minor + out_minor) <> 0`,
    [accountId],
  )
}
