import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connector, PsuContext, ValidatedCallback } from '@/lib/banking/port'
import { createRegistry } from '@/lib/banking/registry'
import { findIsoDate } from '@/lib/core/iso-date'
import type { FaultEffect } from '@/lib/simulator/faults'
import { createSimulator, type Simulator } from '@/lib/simulator/simulator'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { runSync } from './run'
import { seedSession } from './seed-session'

const DAY_MS = 86_400_000
const REDIRECT_URL = 'https://saldo.example/api/banks/callback'
const PSU: PsuContext = {
  ipAddress: '8.8.8.8',
  userAgent: 'Test',
  referer: 'https://saldo.example',
  accept: '*/*',
  acceptCharset: 'utf-8',
  acceptEncoding: 'gzip',
  acceptLanguage: 'en',
}
const KEYS = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const CONTRACT_NUMBER = 'A1234567'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

/** Banks with every habit that could make a row appear twice or not at all. */
const BANKS = [
  ['Saaristo Bank', 'FI'],
  ['Kontur', 'FI'],
  ['Tammi Savings Bank', 'FI'],
  ['Koivu Cooperative Bank', 'FI'],
  ['Kataja Cooperative Bank', 'FI'],
  ['Pihlaja Cooperative Bank', 'FI'],
  ['Haapa Cooperative Bank', 'FI'],
  ['Tuomi Cooperative Bank', 'FI'],
  ['Viddebanken', 'NO'],
  ['Bøgebanken', 'DK'],
  ['Blitzkonto', 'DE'],
  ['Moorbank', 'DE'],
  ['Polderkas', 'NL'],
] as const

describe('weeks of syncing with a simulated bank', () => {
  it.each(BANKS)(
    '%s: every booked row once, nothing else, and every sum adds up',
    async (bank, country) => {
      const hasBalance = !bank.startsWith('Haapa')
      const world = openWorld(`seed of ${bank}`)
      const target = await connect(world, { bank, country })
      for (const days of [0, 0.2, 1, 3, 8, 0.01]) {
        world.advance(days)
        const report = await sync(world, target)
        expect(report.outcome, `${bank}: ${JSON.stringify(report)}`).toBe(hasBalance ? 'complete' : 'partial')
      }
      expect(await expectTruth(world, target, { label: bank, hasBalance })).toBeGreaterThan(50)
      await expectSums(target.household)
    },
    120_000,
  )

  it.each<FaultEffect>([
    { kind: 'paging', how: 'repeat-key' },
    { kind: 'paging', how: 'loop' },
    { kind: 'paging', how: 'empty-page' },
    { kind: 'paging', how: 'refuse-key' },
    { kind: 'truncated' },
    { kind: 'wrong-charset' },
    { kind: 'text', status: 200, text: '<html>Maintenance</html>' },
    { kind: 'reset', when: 'after' },
    { kind: 'refusal', code: 'ASPSP_ERROR' },
  ])(
    'with %j in between: after the next sync nothing is lost or doubled',
    async (effect) => {
      const world = openWorld('faults')
      const target = await connect(world, { bank: 'Kontur', country: 'FI' })
      world.simulator.faults.add({ operation: 'GET /accounts/{id}/transactions', after: 2, times: 3, effect })
      await sync(world, target)
      world.simulator.faults.clear()
      // Still within the hour in which the bank gives its whole history.
      world.advance(0.01)
      const report = await sync(world, target)
      expect(report.outcome, JSON.stringify(report)).toBe('complete')
      expect(await expectTruth(world, target, { label: JSON.stringify(effect), hasBalance: true })).toBeGreaterThan(50)
      await expectSums(target.household)
    },
    120_000,
  )
})

describe('days of syncing with a bank whose dates wander by up to three days', () => {
  it.each(['', ' 4', ' 10'])(
    'every booked row is there once, on the day the bank named last, and nothing has to be asked about (seed%s)',
    async (seed) => {
      const bank = 'Vaahtera Cooperative Bank'
      const world = openWorld(`seed of ${bank}${seed}`)
      const target = await connect(world, { bank, country: 'FI' })
      for (const days of [0, 0.3, 1, 1, 1, 1, 1, 1, 1, 2, 3, 1]) {
        world.advance(days)
        const { outcome } = await sync(world, target)
        expect(outcome).toBe('complete')
        await expectTruth(world, target, { label: world.now().toISOString(), hasBalance: true })
      }
      await expectSums(target.household)
      const { householdId } = target.household
      const asked = await database.ownerQuery(`SELECT id FROM transaction WHERE household_id = $1 AND review_reason IS NOT NULL`, [
        householdId,
      ])
      const distrusted = await database.ownerQuery(`SELECT trust FROM reference_trust WHERE household_id = $1 AND trust = 'unstable'`, [
        householdId,
      ])
      expect([asked, distrusted]).toEqual([[], []])
    },
    120_000,
  )

  it('and that names no references: a row that may be another one is asked about, and none is missing', async () => {
    const bank = 'Ozola Banka'
    const world = openWorld(`seed of ${bank}`)
    const target = await connect(world, { bank, country: 'LV' })
    for (const days of [0, 0.2, 1, 3, 8, 0.01]) {
      world.advance(days)
      await sync(world, target)
    }
    for (const [accountId, hash] of target.hashes) {
      const truth = await listTruth(world, accountId, hash)
      const rows = await database.ownerQuery<{ row: string; isAsked: boolean }>(
        `SELECT booking_date || ' ' || amount_minor AS row, review_reason IS NOT NULL AS "isAsked"
           FROM transaction WHERE account_id = $1 AND status = 'BOOK'`,
        [accountId],
      )
      const asked = rows.filter(({ isAsked }) => isAsked).length
      expect(rows.length).toBeGreaterThanOrEqual(truth.length)
      expect(rows.length - truth.length, `${asked} asked about`).toBeLessThanOrEqual(asked)
      expect(without(truth, rows)).toEqual([])
    }
  }, 120_000)
})

type World = { simulator: Simulator; connector: Connector; now: () => Date; advance(days: number): void }

function openWorld(seed: string): World {
  let clock = Date.parse('2026-10-12T08:30:00Z')
  const now = () => new Date(clock)
  const simulator = createSimulator({ seed, now, settings: { unattendedReadsPerDay: 1000 } })
  const { id: appId } = simulator.registerApplication({ publicKeyPem: KEYS.publicKey, redirectUrls: [REDIRECT_URL], name: 'Test' })
  const enableBanking = { apiUrl: 'http://localhost:3001', appId, privateKeyPem: KEYS.privateKey }
  const connector = createRegistry({ fetch: (request) => simulator.fetch(request), now, env: () => ({ enableBanking }) }).getConnector({
    kind: 'instance',
  })
  return { simulator, connector, now, advance: (days) => (clock += days * DAY_MS) }
}

async function connect({ simulator, connector, now }: World, aspsp: { bank: string; country: string }) {
  const mine = simulator.ledger.accounts().filter((account) => account.bank === aspsp.bank && !account.blocked)
  const person = mine[0]?.owners[0]
  expect(person, aspsp.bank).toBeDefined()
  const ref = { name: aspsp.bank, country: aspsp.country }
  const [listed] = (await connector.listAspsps({ country: aspsp.country })).filter(({ name }) => name === aspsp.bank)
  const method = listed?.authMethods.find(({ hidden, psuType }) => !hidden && psuType === 'personal')
  const credentials = Object.fromEntries(
    (method?.credentials ?? []).map(({ name }) => [name, name === 'userId' ? person! : CONTRACT_NUMBER]),
  )
  const started = await connector.startAuthorization({
    ...{
      aspsp: ref,
      psuType: 'personal',
      authMethod: method?.name ?? null,
      state: 'state',
      redirectUrl: REDIRECT_URL,
      language: 'en',
      psuId: 'psu',
      psuContext: PSU,
    },
    credentials: Object.keys(credentials).length > 0 ? credentials : null,
    validUntil: new Date(now().getTime() + 80 * DAY_MS),
  })
  const approval = await simulator.fetch(
    new Request('http://localhost:3001/simulator/approve', { method: 'POST', body: JSON.stringify({ url: started.url, person }) }),
  )
  const { redirectUrl } = (await approval.json()) as { redirectUrl: string }
  const callback = { code: new URL(redirectUrl).searchParams.get('code'), aspsp: ref, authorizationId: null } as ValidatedCallback
  const authorized = await connector.completeAuthorization(callback, PSU)
  const household = await seedHousehold()
  const { bankSessionId, accounts } = await seedSession(household, authorized.accounts, {
    now: now(),
    credentials: authorized.credentials,
    requiredPsuHeaders: [...(listed?.requiredPsuHeaders ?? [])],
  })
  const hashes = accounts.map(({ accountId }, i) => [accountId, authorized.accounts[i]!.identificationHashes[0]!] as const)
  return { household, bankSessionId, hashes }
}

type Target = Awaited<ReturnType<typeof connect>>

function sync({ connector, now }: World, { household: { householdId }, bankSessionId }: Target) {
  return runSync({
    householdId,
    bankSessionId,
    trigger: 'interactive',
    now,
    psuContext: PSU,
    connectorFor: () => Promise.resolve(connector),
  })
}

/**
 * I1, I2: the booked rows are those of the bank, as often as there; I5: the balance shown is the bank's.
 * Answers how many rows there are.
 */
async function expectTruth(
  world: World,
  { hashes }: Target,
  { label, hasBalance }: { label: string; hasBalance: boolean },
): Promise<number> {
  const { simulator, now } = world
  let count = 0
  for (const [accountId, hash] of hashes) {
    const rows = await database.ownerQuery<{ row: string }>(
      `SELECT booking_date || ' ' || amount_minor AS row FROM transaction WHERE account_id = $1 AND status = 'BOOK'`,
      [accountId],
    )
    const truth = await listTruth(world, accountId, hash)
    expect(rows.map(({ row }) => row).sort(), `${label}, ${hash}`).toEqual(truth.sort())
    count += rows.length
    const [account] = await database.ownerQuery<{ minor: string | null; type: string | null }>(
      `SELECT balance_minor::text AS minor, balance_type AS type FROM account WHERE id = $1`,
      [accountId],
    )
    if (!hasBalance) expect(account?.minor).toBeNull()
    if (account?.type === 'ITBD') expect(account.minor, label).toBe(String(simulator.ledger.balances(hash, now()).booked.minor))
  }
  return count
}

/** Day and amount of every booked row since the days held began, the day as the bank named it last. */
async function listTruth({ simulator: { ledger }, now }: World, accountId: string, hash: string): Promise<string[]> {
  const [feed] = await database.ownerQuery<{ from: string | null }>(
    `SELECT history_from::text AS from FROM account_feed WHERE account_id = $1`,
    [accountId],
  )
  const from = findIsoDate(feed?.from)
  const served = ledger.lastServed(hash)
  return ledger
    .booked(hash, now(), from ? { from } : {})
    .map(({ id, bookingDate, amount }) => `${served.get(id)?.bookingDate ?? bookingDate} ${amount.minor}`)
}

/** What of the truth no row is left for. */
function without(truth: readonly string[], rows: readonly { readonly row: string }[]): string[] {
  const left = rows.map(({ row }) => row)
  return truth.filter((row) => {
    const at = left.indexOf(row)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** I9: days, months and rows say the same, in integers. */
async function expectSums({ householdId }: SeededHousehold): Promise<void> {
  const [sums] = await database.ownerQuery<{ rows: string; days: string; months: string; counts: number[] }>(
    `SELECT (SELECT sum(amount_minor) FROM transaction WHERE household_id = $1 AND status = 'BOOK')::text AS rows,
            (SELECT sum(net_minor) FROM daily_total WHERE household_id = $1)::text AS days,
            (SELECT sum(in_minor + out_minor) FROM monthly_total WHERE household_id = $1)::text AS months,
            ARRAY[(SELECT count(*) FROM transaction WHERE household_id = $1 AND status = 'BOOK'),
                  (SELECT sum(count) FROM daily_total WHERE household_id = $1),
                  (SELECT sum(count) FROM monthly_total WHERE household_id = $1)]::int[] AS counts`,
    [householdId],
  )
  expect([sums?.days, sums?.months]).toEqual([sums?.rows, sums?.rows])
  expect(new Set(sums?.counts).size).toBe(1)
}
