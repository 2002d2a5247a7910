import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseIsoDate } from '@/lib/core/iso-date'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { createTestWorld, type TestWorld } from '@/lib/testing/world'
import { endAccessAtBank } from './end-access-at-bank'
import { listBankSessions } from './list-bank-sessions'

const DAY_MS = 86_400_000
const AINO = { country: 'FI', bank: 'Saaristo Bank', person: 'aino.virtanen' }

let database: TestDatabase
let world: TestWorld
let aino: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  world = createTestWorld({
    seed: 'renewals',
    world: { begins: parseIsoDate('2026-05-01'), activity: 0.3, banks: ['Saaristo Bank', 'Skärgårdskassan'] },
  })
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
})

type Visit = typeof AINO

const read = (id: string) => world.sync(aino.householdId, id, 'interactive')

async function connect(visit: Visit): Promise<string> {
  const id = await world.connectBank(aino, visit)
  await read(id)
  return id
}

/** To the bank and back to renew, without a question, and the first reading. */
async function renew(visit: Visit, renews: string): Promise<string> {
  const id = await world.visitBank(aino, { ...visit, renews })
  await world.sync(aino.householdId, id, 'first')
  return id
}

type Held = { account: string; day: string; minor: string; note: string | null }

async function held(): Promise<Held[]> {
  return database.ownerQuery<Held>(
    `SELECT account_id::text AS account, booking_date::text AS day, amount_minor::text AS minor, user_note AS note FROM transaction
      WHERE household_id = $1 AND status = 'BOOK' AND superseded_by_id IS NULL`,
    [aino.householdId],
  )
}

/** Per account: every booked row of the bank since the first day held, once. */
async function expectTruth({ bank, person }: Visit): Promise<void> {
  const rows = await held()
  const known = await database.ownerQuery<{ account: string; hash: string }>(
    `SELECT account_id::text AS account, hash FROM account_identity WHERE household_id = $1`,
    [aino.householdId],
  )
  const trueAccounts = world.simulator.ledger.accounts().filter((one) => one.bank === bank && one.owners.includes(person) && !one.blocked)
  expect(trueAccounts.length).toBeGreaterThan(0)
  for (const { identificationHash } of trueAccounts) {
    const ids = new Set(known.filter(({ hash }) => hash === identificationHash).map(({ account }) => account))
    expect(ids.size, 'one account of ours for each of the bank’s').toBe(1)
    const ours = rows.filter(({ account }) => ids.has(account))
    const from = ours.map(({ day }) => day).sort()[0] ?? '9999'
    const happened = world.simulator.ledger.booked(identificationHash, world.now()).filter(({ bookingDate }) => bookingDate >= from)
    expect(ours.map(({ day, minor }) => `${day} ${minor}`).sort()).toEqual(
      happened.map(({ bookingDate, amount }) => `${bookingDate} ${amount.minor}`).sort(),
    )
  }
}

const countAccounts = async () =>
  (await database.ownerQuery(`SELECT 1 FROM account WHERE household_id = $1 AND choice = 'kept'`, [aino.householdId])).length

const annotate = () => database.ownerQuery(`UPDATE transaction SET user_note = 'ours' WHERE household_id = $1`, [aino.householdId])

const unnoted = async (since: string) => (await held()).filter(({ note, day }) => note !== 'ours' && day < since).length

describe('years of renewals', () => {
  test('before the end and long after it keep every row once, with what people wrote', async () => {
    let id = await connect(AINO)
    const accounts = await countAccounts()
    await annotate()
    const noted = world.now().toISOString().slice(0, 10)
    for (const days of [170, 300]) {
      world.advance(days * DAY_MS)
      if (days < 180) await read(id)
      id = await renew(AINO, id)
      await expectTruth(AINO)
      expect(await listBankSessions(aino, world.now())).toMatchObject([{ id, endedAt: null }])
    }
    expect(await countAccounts()).toBe(accounts)
    expect(await unnoted(noted)).toBe(0)
  }, 240_000)

  test('over accounts that were renamed, renumbered and known by another hash make no account and no row twice (R-13)', async () => {
    const first = await connect(AINO)
    const accounts = await countAccounts()
    await annotate()
    const noted = world.now().toISOString().slice(0, 10)
    world.advance(3 * DAY_MS)
    const [current, savings, other] = world.simulator.ledger
      .accounts()
      .filter((one) => one.bank === AINO.bank && one.owners.includes(AINO.person) && !one.blocked && one.iban !== null)
    world.simulator.changeAccount(current!.key, 'renumber')
    world.simulator.changeAccount(savings!.key, 'rehash')
    world.simulator.changeAccount(other!.key, 'rename')
    const second = await renew(AINO, first)
    await expectTruth(AINO)
    world.advance(10 * DAY_MS)
    await renew(AINO, second)
    await expectTruth(AINO)
    expect(await countAccounts()).toBe(accounts)
    expect(await unnoted(noted)).toBe(0)
  }, 240_000)

  test('at a bank that ends the old access with the new approval lose nothing and say nothing', async () => {
    const astrid = { country: 'SE', bank: 'Skärgårdskassan', person: 'astrid.berglund' }
    const first = await connect(astrid)
    world.advance(60 * DAY_MS)
    const id = await renew(astrid, first)
    await expectTruth(astrid)
    const before = world.simulator.ledger.calls.length
    await endAccessAtBank({ householdId: aino.householdId, bankSessionId: first }, world.now())
    expect(world.simulator.ledger.calls.slice(before).map(({ operation, error }) => [operation, error])).toEqual([
      ['DELETE /sessions/{id}', 'REVOKED_SESSION'],
    ])
    expect(await listBankSessions(aino, world.now())).toMatchObject([{ id, endedAt: null, endingSince: null, eviction: null }])
    const [old] = await database.ownerQuery(`SELECT sealed_credentials, revoke_at_bank_since FROM bank_session WHERE id = $1`, [first])
    expect(old).toEqual({ sealed_credentials: null, revoke_at_bank_since: null })
  }, 240_000)
})

test('two members with one login at a bank that keeps one approval are told why theirs ended, and nothing of each other’s', async () => {
  const login = { country: 'SE', bank: 'Skärgårdskassan', person: 'astrid.berglund' }
  const elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
  const first = await connect(login)
  world.advance(5 * DAY_MS)
  await read(first)
  const second = await world.connectBank(elias, login)
  world.advance(3_600_000)
  await read(first)
  expect((await listBankSessions(aino, world.now())).find(({ id }) => id === first)).toMatchObject({
    ...{ group: 'needs', endReason: 'consent_revoked', eviction: 'evicted' },
  })
  await read(second)
  expect((await listBankSessions(elias, world.now())).find(({ id }) => id === second)).toMatchObject({ endedAt: null, eviction: 'evictor' })
  // What both hold is one account, which goes on through the approval that is left.
  expect(await countAccounts()).toBe(
    (await database.ownerQuery(`SELECT 1 FROM account_feed WHERE bank_session_id = $1 AND sealed_uid IS NOT NULL`, [second])).length,
  )
  await expectTruth(login)
}, 240_000)
