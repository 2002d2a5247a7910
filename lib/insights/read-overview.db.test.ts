import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { asSystem } from '@/lib/db'
import { newId } from '@/lib/core/id'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedRates, seedTransactions } from '@/lib/testing/seed-account'
import { readAccounts } from './read-accounts'
import { readOverview } from './read-overview'
import type { OverviewChoice } from './overview'

const NOW = new Date('2026-11-20T15:05:00Z')
const TODAY: IsoDate = parseIsoDate('2026-11-20')
const CHOICE: OverviewChoice = { scope: 'all', period: '1m', group: 'bank' }

let database: TestDatabase
let aino: Viewer
let elias: Viewer
let ids: Record<'joint' | 'own' | 'kronor' | 'yen' | 'unknown' | 'secret', string>

beforeAll(async () => {
  database = await createTestDatabase()
  const household = await seedHousehold({ memberName: 'Aino' })
  aino = household.viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
  const { householdId } = aino
  const holders = [aino.memberId]
  ids = {
    joint: await seedAccount({ householdId, holders: [aino.memberId, elias.memberId], bank: 'Saaristo Bank', balanceMinor: 348216n }),
    own: await seedAccount({ householdId, holders, bank: 'Saaristo Bank', balanceMinor: -41240n }),
    kronor: await seedAccount({
      householdId,
      holders: [elias.memberId],
      share: 'view',
      bank: 'Norrskenbanken',
      currency: 'SEK',
      balanceMinor: 2845000n,
    }),
    yen: await seedAccount({ householdId, holders, bank: 'Kontur', currency: 'ZAR', balanceMinor: 5000n }),
    unknown: await seedAccount({ householdId, holders, bank: 'Kontur', balanceMinor: null }),
    secret: await seedAccount({ householdId, holders: [elias.memberId], bank: 'Tammi', balanceMinor: 99_999_999n }),
  }
  await seedRates(householdId, TODAY, { SEK: '11.0500' })
  await seedRates(householdId, addDays(TODAY, -1), { SEK: '10.0000' })
  await seedTransactions(householdId, ids.joint, [
    { day: '2026-11-20', minor: -28900n, name: 'Päiväkoti' },
    { day: '2026-11-20', minor: -6435n, name: 'Ruokatori', status: 'PDNG' },
    { day: '2026-11-18', minor: -11872n },
    { day: '2026-10-20', minor: -5000n },
    { day: '2026-01-05', minor: 700000n },
  ])
  await seedTransactions(householdId, ids.kronor, [{ day: '2026-11-10', minor: -110500n, currency: 'SEK' }])
  await seedTransactions(householdId, ids.secret, [{ day: '2026-11-20', minor: -1n, name: 'A secret' }])
})

const overview = (viewer: Viewer, choice: Partial<OverviewChoice> = {}) => readOverview(viewer, { ...CHOICE, ...choice }, NOW)
const minorOf = (amount: string | undefined) => parseMoney(amount ?? '', 'EUR').minor

describe('the total', () => {
  it('is the sum of the rows, of the groups and of the table itself, in integers', async () => {
    for (const viewer of [aino, elias]) {
      for (const group of ['bank', 'type', 'owner', 'currency'] as const) {
        const { ledger } = await overview(viewer, { group })
        const rows = ledger.groups.flatMap((one) => one.rows).filter((row) => row.notCounted === null)
        const fromRows = rows.reduce((sum, row) => sum + minorOf((row.converted ?? row.account.balance)?.amount), 0n)
        const fromGroups = ledger.groups.reduce((sum, one) => sum + (one.subtotal ? minorOf(one.subtotal.amount) : 0n), 0n)
        expect(fromRows).toBe(minorOf(ledger.total?.amount))
        expect(fromGroups).toBe(fromRows)
      }
    }
    const { ledger } = await overview(aino)
    const byCurrency = await database.ownerQuery<{ currency: string; sum: string }>(
      `SELECT currency, sum(balance_minor)::text AS sum FROM account WHERE id = ANY ($1::uuid[]) AND balance_minor IS NOT NULL GROUP BY 1 ORDER BY 1`,
      [[ids.joint, ids.own, ids.kronor, ids.yen]],
    )
    expect(ledger.currencies.map(({ sum }) => [sum.currency, String(parseMoney(sum.amount, sum.currency).minor)])).toEqual(
      byCurrency.map((row) => [row.currency, row.sum]),
    )
    expect(ledger.total).toEqual({ amount: '5644.42', currency: 'EUR' })
  })

  it('uses the newest rate, and leaves out and names what has no rate or no balance', async () => {
    const { ledger } = await overview(aino)
    const rowOf = (id: string) => ledger.groups.flatMap((group) => group.rows).find((row) => row.account.id === id)
    expect(rowOf(ids.kronor)?.converted).toEqual({ amount: '2574.66', currency: 'EUR' })
    expect(rowOf(ids.yen)).toMatchObject({ converted: null, notCounted: 'no_rate' })
    expect(rowOf(ids.unknown)).toMatchObject({ notCounted: 'no_balance', account: { balance: null } })
    expect(ledger).toMatchObject({
      withoutRate: ['ZAR'],
      withoutBalance: 1,
      notIncluded: 0,
      rates: { day: TODAY, list: [{ currency: 'SEK', rate: '11.0500' }] },
    })
  })

  it('leaves out what a member does not count, for that member only', async () => {
    await asSystem(aino.householdId, (db) =>
      db.accountAccess.create({
        data: { householdId: aino.householdId, accountId: ids.kronor, memberId: aino.memberId, includeInTotals: false },
      }),
    )
    expect((await overview(aino)).ledger).toMatchObject({ total: { amount: '3069.76' }, notIncluded: 1 })
    expect((await overview(elias, { scope: 'ours' })).ledger.total?.amount).toBe('6056.82')
    await asSystem(aino.householdId, (db) => db.accountAccess.deleteMany({ where: { accountId: ids.kronor, memberId: aino.memberId } }))
  })

  it('counts mine and ours apart', async () => {
    expect((await overview(aino, { scope: 'mine' })).accountCount).toBe(4)
    expect((await overview(aino, { scope: 'ours' })).ledger.total?.amount).toBe('6056.82')
    expect((await overview(elias, { scope: 'mine' })).accountCount).toBe(3)
  })
})

describe('the way of the total', () => {
  it('ends at the total and goes back by what was booked, pending rows left out', async () => {
    const { points, change, ledger } = await overview(aino)
    const at = (day: string) => points.find((point) => point.day === day)?.amount
    expect(points.at(-1)).toEqual({ day: TODAY, amount: ledger.total?.amount })
    expect(points).toHaveLength(32)
    expect(at('2026-11-19')).toBe('5933.42')
    expect(at('2026-11-17')).toBe('6052.14')
    expect(at('2026-11-09')).toBe('6152.14')
    expect(change).toEqual({ amount: { amount: '-507.72', currency: 'EUR' }, since: '2026-10-20', ratio: -0.082 })
  })

  it('reaches back as far as there is data when all is asked for', async () => {
    const { points, change } = await overview(aino, { period: 'all' })
    expect(points[0]?.amount).toBe('-797.86')
    expect(change?.ratio).toBeNull()
    const year = await overview(aino, { period: '1y' })
    expect(year.points[0]?.amount).toBe('-797.86')
    expect(year.points.length).toBeLessThan(130)
  })
})

describe('another member’s private account', () => {
  it('leaves no trace on the overview or among the accounts', async () => {
    const seen = JSON.stringify([await overview(aino), await overview(aino, { scope: 'ours' }), await readAccounts(aino, 'owner', NOW)])
    for (const trace of [ids.secret, 'Tammi', 'A secret', '999999', '999 999']) expect(seen).not.toContain(trace)
    expect((await overview(aino)).bankCount).toBe(3)
    expect(JSON.stringify(await overview(elias))).toContain(ids.secret)
  })

  it('shows a viewer of the household only what is shared, and a stranger nothing', async () => {
    const child = await seedMember(aino.householdId, 'viewer')
    expect((await overview(child)).ledger.groups.flatMap((group) => group.rows.map((row) => row.account.id))).toEqual([ids.kronor])
    const stranger = (await seedHousehold()).viewer
    expect(await overview(stranger)).toMatchObject({ isEmpty: true, accountCount: 0, latest: [], attention: [], points: [] })
  })

  it('sends nothing sealed and no index to the page', async () => {
    expect(JSON.stringify(await overview(aino))).not.toMatch(/sealed|index|hash|v1\./i)
  })
})

describe('what waits', () => {
  it('names one’s own accesses that end soon or have ended, and rows to review', async () => {
    const { householdId } = aino
    const session = (memberId: string, facts: { aspspName: string; status: string; validUntil: Date; leasedUntil?: Date }) =>
      asSystem(householdId, (db) =>
        db.bankSession.create({
          data: { householdId, id: newId(), memberId, connectorId: 'enable-banking', aspspCountry: 'FI', psuType: 'personal', ...facts },
        }),
      )
    const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
    await session(aino.memberId, { aspspName: 'Saaristo Bank', status: 'authorized', validUntil: inDays(6.5) })
    await session(aino.memberId, { aspspName: 'Far Bank', status: 'authorized', validUntil: inDays(90) })
    await session(aino.memberId, { aspspName: 'Busy Bank', status: 'authorized', validUntil: inDays(90), leasedUntil: inDays(1) })
    await session(aino.memberId, { aspspName: 'Old Bank', status: 'expired', validUntil: inDays(-2) })
    await session(elias.memberId, { aspspName: 'Secret Bank', status: 'expired', validUntil: inDays(-2) })
    await seedTransactions(householdId, ids.own, [{ day: '2026-11-01', minor: -320n, reviewReason: 'possible_twin' }])
    await seedTransactions(householdId, ids.secret, [{ day: '2026-11-01', minor: -320n, reviewReason: 'possible_twin' }])
    const { attention } = await overview(aino)
    expect(attention.map((item) => (item.kind === 'review' ? `review ${item.count}` : `${item.kind} ${item.bankName}`))).toEqual([
      'ended Old Bank',
      'ends Saaristo Bank',
      'reading Busy Bank',
      'review 1',
    ])
    expect(attention.find((item) => item.kind === 'ends')).toMatchObject({ days: 6 })
  })
})
