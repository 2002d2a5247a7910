import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportForMember } from '@/lib/accounts/export-for-member'
import { readTransactionFilter } from '@/lib/accounts/transaction-filter'
import { shareAccount } from '@/lib/households/access'
import { removeMember } from '@/lib/households/members'
import { parseIsoDate } from '@/lib/core/iso-date'
import type { Viewer } from '@/lib/households/viewer'
import { readAccountPage } from '@/lib/insights/read-account-page'
import { readAccounts } from '@/lib/insights/read-accounts'
import { readOverview } from '@/lib/insights/read-overview'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { createTestWorld, type TestWorld } from '@/lib/testing/world'
import { endAccessOfMember } from './end-access-of-member'
import { endBankSession } from './end-bank-session'
import { listBankSessions } from './list-bank-sessions'

const DAY_MS = 86_400_000
const AINO = { country: 'FI', bank: 'Saaristo Bank', person: 'aino.virtanen' }
const ELIAS = { country: 'FI', bank: 'Saaristo Bank', person: 'elias.lindqvist' }
const CHOICE = { scope: 'all', period: '1m', group: 'bank' } as const

let database: TestDatabase
let world: TestWorld
let aino: Viewer
let elias: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  world = createTestWorld({ seed: 'a joint account', world: { begins: parseIsoDate('2026-01-01'), banks: ['Saaristo Bank'] } })
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
})

const read = (id: string) => world.sync(aino.householdId, id, 'interactive')

/** The account both have, by its hash at the bank. */
function jointHash(): string {
  const joint = world.simulator.ledger.accounts().find(({ bank, owners }) => bank === AINO.bank && owners.length > 1)
  return joint!.identificationHash
}

async function jointId(): Promise<string> {
  const [row] = await database.ownerQuery<{ id: string }>(
    `SELECT account_id::text AS id FROM account_identity WHERE household_id = $1 AND hash = $2`,
    [aino.householdId, jointHash()],
  )
  return row!.id
}

/** Booked rows held and booked rows that happened, as sorted "day minor" lists since the first day held. */
async function compareWithTruth(): Promise<{ held: string[]; happened: string[] }> {
  const rows = await database.ownerQuery<{ day: string; minor: string }>(
    `SELECT booking_date::text AS day, amount_minor::text AS minor FROM transaction
      WHERE household_id = $1 AND account_id = $2 AND status = 'BOOK' AND superseded_by_id IS NULL ORDER BY 1`,
    [aino.householdId, await jointId()],
  )
  const from = rows[0]!.day
  const truth = world.simulator.ledger.booked(jointHash(), world.now()).filter(({ bookingDate }) => bookingDate >= from)
  return {
    held: rows.map(({ day, minor }) => `${day} ${minor}`).sort(),
    happened: truth.map(({ bookingDate, amount }) => `${bookingDate} ${amount.minor}`).sort(),
  }
}

async function expectTruth(): Promise<void> {
  const { held, happened } = await compareWithTruth()
  expect(held.length).toBeGreaterThan(100)
  expect(held).toEqual(happened)
}

const accountCount = async () =>
  (await database.ownerQuery(`SELECT id FROM account WHERE household_id = $1 AND choice = 'kept'`, [aino.householdId])).length

function revokeAtBank(person: string): void {
  for (const session of world.simulator.state.sessions.values()) if (session.username === person) world.simulator.revokeSession(session.id)
}

async function connectBoth(): Promise<{ ofAino: string; ofElias: string }> {
  const ofAino = await world.connectBank(aino, AINO)
  await read(ofAino)
  const ofElias = await world.connectBank(elias, ELIAS)
  await read(ofElias)
  return { ofAino, ofElias }
}

describe('an account that two members each connected', () => {
  test('is one account with one set of rows, whoever reads, however often', async () => {
    const { ofAino, ofElias } = await connectBoth()
    await expectTruth()
    for (let day = 0; day < 2; day++) {
      world.advance(1.5 * DAY_MS)
      await read(day % 2 === 0 ? ofElias : ofAino)
      await read(day % 2 === 0 ? ofAino : ofElias)
    }
    await expectTruth()
    const page = await readAccountPage(aino, { accountId: await jointId(), period: '1m' }, world.now())
    expect(page.feeds.map(({ memberName, isOwn }) => ({ memberName, isOwn }))).toEqual([
      { memberName: 'Aino', isOwn: true },
      { memberName: 'Elias', isOwn: false },
    ])
    expect(page.account).toMatchObject({ audience: 'both', holders: ['Aino', 'Elias'] })
  }, 240_000)

  test('counts once in every sum: overview, accounts, export', async () => {
    await connectBoth()
    const id = await jointId()
    for (const viewer of [aino, elias]) {
      const overview = await readOverview(viewer, CHOICE, world.now())
      const accounts = await readAccounts(viewer, 'bank', world.now())
      const rows = overview.ledger.groups.flatMap((group) => group.rows)
      expect(rows.filter((row) => row.account.id === id)).toHaveLength(1)
      const sum = rows.reduce((total, { account }) => total + BigInt((account.balance?.amount ?? '0').replace('.', '')), 0n)
      expect(BigInt(overview.ledger.total!.amount.replace('.', ''))).toBe(sum)
      expect(accounts.ledger.total).toEqual(overview.ledger.total)
      const file = await exportForMember(viewer, { format: 'json', filter: readTransactionFilter(new URLSearchParams()) }, world.now())
      const text = await new Response(file.body).text()
      const { transactions } = JSON.parse(text) as { transactions: { id: string; accountId: string; status: string }[] }
      const exported = transactions.filter(({ accountId, status }) => accountId === id && status === 'BOOK')
      expect(exported).toHaveLength((await compareWithTruth()).happened.length)
      expect(new Set(transactions.map((row) => row.id)).size).toBe(transactions.length)
    }
  }, 240_000)

  test('goes on through the other approval when one ends, and says whose', async () => {
    const { ofAino, ofElias } = await connectBoth()
    revokeAtBank('aino.virtanen')
    world.advance(2 * DAY_MS)
    await read(ofAino)
    await read(ofElias)
    await expectTruth()
    const page = await readAccountPage(aino, { accountId: await jointId(), period: '1m' }, world.now())
    expect(page.account.state).toEqual({ state: 'upToDate' })
    expect(page.feeds.map(({ memberName, state }) => `${memberName} ${state.state}`)).toEqual(['Aino ended', 'Elias upToDate'])
    expect(page.account.noLongerSharedSince).toBeNull()
  }, 240_000)

  test('stays as it was when a holder leaves the household, and comes together again when they return', async () => {
    const { ofAino } = await connectBoth()
    await removeMember(aino, elias.memberId, world.now())
    await endAccessOfMember(aino.householdId, elias.memberId, world.now())
    world.advance(2 * DAY_MS)
    await read(ofAino)
    await expectTruth()
    const before = await accountCount()
    const again = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
    await read(await world.connectBank(again, ELIAS))
    await expectTruth()
    expect(await accountCount()).toBe(before)
    expect((await readAccountPage(again, { accountId: await jointId(), period: '1m' }, world.now())).account.holders).toEqual([
      'Aino',
      'Elias',
    ])
  }, 240_000)
})

describe('an account that is disconnected and connected again', () => {
  test('has no row twice, none missing, and keeps what people wrote', async () => {
    const first = await world.connectBank(aino, AINO)
    await read(first)
    const id = await jointId()
    await shareAccount(aino, { accountId: id, share: 'view' })
    await database.ownerQuery(
      `UPDATE transaction SET user_note = 'ours', user_category = 'gifts', user_name = 'Ours' WHERE household_id = $1 AND account_id = $2`,
      [aino.householdId, id],
    )
    await database.ownerQuery(`UPDATE account SET custom_name = 'Our money' WHERE household_id = $1 AND id = $2`, [aino.householdId, id])
    const before = await compareWithTruth()
    const accounts = await accountCount()
    await endBankSession(aino, first, world.now())
    world.advance(5 * DAY_MS)
    const second = await world.visitBank(aino, AINO)
    await read(second)
    await expectTruth()
    const [kept] = await database.ownerQuery<{ rows: number }>(
      `SELECT count(*)::int AS rows FROM transaction WHERE household_id = $1 AND account_id = $2 AND status = 'BOOK'
          AND user_note = 'ours' AND user_category = 'gifts' AND user_name = 'Ours'`,
      [aino.householdId, id],
    )
    expect(kept!.rows).toBeGreaterThanOrEqual(before.held.length)
    expect(await accountCount()).toBe(accounts)
    const page = await readAccountPage(elias, { accountId: id, period: '1m' }, world.now())
    expect(page.account.name).toBe('Our money')
    expect((await listBankSessions(aino, world.now())).map((session) => session.id)).toEqual([second])
  }, 240_000)
})
