import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Connector, PsuContext, ValidatedCallback } from '@/lib/banking/port'
import { createRegistry } from '@/lib/banking/registry'
import { findIsoDate } from '@/lib/core/iso-date'
import { createSimulator, type Simulator } from '@/lib/simulator/simulator'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { runSync } from './run'
import { seedSession } from './seed-session'

const DAY_MS = 86_400_000
const REDIRECT_URL = 'https://saldo.example/api/banks/callback'
const PSU: PsuContext = { ipAddress: '8.8.8.8', userAgent: 'Test', referer: 'https://saldo.example', accept: '*/*', acceptCharset: 'utf-8', acceptEncoding: 'gzip', acceptLanguage: 'en' }
const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })

const CONTRACT_NUMBER = 'A1234567'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

/** Banks with every habit that could make a row appear twice or not at all. */
const BANKS = [
  ['Saaristo Bank', 'FI'], ['Kontur', 'FI'], ['Tammi Savings Bank', 'FI'], ['Koivu Cooperative Bank', 'FI'], ['Kataja Cooperative Bank', 'FI'],
  ['Pihlaja Cooperative Bank', 'FI'], ['Haapa Cooperative Bank', 'FI'], ['Tuomi Cooperative Bank', 'FI'], ['Viddebanken', 'NO'],
  ['Bøgebanken', 'DK'], ['Blitzkonto', 'DE'], ['Moorbank', 'DE'], ['Polderkas', 'NL'],
] as const

describe('weeks of syncing with a simulated bank', () => {
  it.each(BANKS)('%s: every booked row once, nothing else, and every sum adds up', async (bank, country) => {
    for (const seed of ['one', 'two']) {
      const world = openWorld(seed)
      const { household, bankSessionId, hashes } = await connect(world, { bank, country })
      for (const days of [0, 0.2, 1, 3, 8, 0.01]) {
        world.advance(days)
        const report = await runSync({ householdId: household.householdId, bankSessionId, trigger: 'interactive', now: world.now, psuContext: PSU, connectorFor: () => Promise.resolve(world.connector) })
        expect(report.outcome, `${bank}, seed ${seed}: ${JSON.stringify(report)}`).toMatch(bank.startsWith('Haapa') ? /partial/ : /complete/)
      }
      let count = 0
      for (const [accountId, hash] of hashes) count += await expectTruth(world, { accountId, hash, label: `${bank}, seed ${seed}, ${hash}`, hasBalance: !bank.startsWith('Haapa') })
      expect(count, `${bank}, seed ${seed}`).toBeGreaterThan(50)
      await expectSums(household)
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
  const connector = createRegistry({ fetch: (request) => simulator.fetch(request), now, env: () => ({ enableBanking }) }).getConnector({ kind: 'instance' })
  return { simulator, connector, now, advance: (days) => (clock += days * DAY_MS) }
}

async function connect({ simulator, connector, now }: World, aspsp: { bank: string; country: string }) {
  const mine = simulator.ledger.accounts().filter((account) => account.bank === aspsp.bank && !account.blocked)
  const person = mine[0]?.owners[0]
  expect(person, aspsp.bank).toBeDefined()
  const ref = { name: aspsp.bank, country: aspsp.country }
  const [listed] = (await connector.listAspsps({ country: aspsp.country })).filter(({ name }) => name === aspsp.bank)
  const method = listed?.authMethods.find(({ hidden, psuType }) => !hidden && psuType === 'personal')
  const credentials = Object.fromEntries((method?.credentials ?? []).map(({ name }) => [name, name === 'userId' ? person! : CONTRACT_NUMBER]))
  const started = await connector.startAuthorization({
    ...{ aspsp: ref, psuType: 'personal', authMethod: method?.name ?? null, state: 'state', redirectUrl: REDIRECT_URL, language: 'en', psuId: 'psu', psuContext: PSU },
    credentials: Object.keys(credentials).length > 0 ? credentials : null,
    validUntil: new Date(now().getTime() + 80 * DAY_MS),
  })
  const approval = await simulator.fetch(new Request('http://localhost:3001/simulator/approve', { method: 'POST', body: JSON.stringify({ url: started.url, person }) }))
  const { redirectUrl } = (await approval.json()) as { redirectUrl: string }
  const callback = { code: new URL(redirectUrl).searchParams.get('code'), aspsp: ref, authorizationId: null } as ValidatedCallback
  const authorized = await connector.completeAuthorization(callback, PSU)
  const household = await seedHousehold()
  const { bankSessionId, accounts } = await seedSession(household, authorized.accounts, { now: now(), credentials: authorized.credentials, requiredPsuHeaders: [...(listed?.requiredPsuHeaders ?? [])] })
  const hashes = accounts.map(({ accountId }, i) => [accountId, authorized.accounts[i]!.identificationHashes[0]!] as const)
  return { household, bankSessionId, hashes }
}

type Compared = { accountId: string; hash: string; label: string; hasBalance: boolean }

/** I1, I2: the booked rows are those of the bank, as often as there; I5: the balance shown is the bank's. */
async function expectTruth({ simulator, now }: World, { accountId, hash, label, hasBalance }: Compared): Promise<number> {
  const [feed] = await database.ownerQuery<{ from: string }>(`SELECT history_from::text AS from FROM account_feed WHERE account_id = $1`, [accountId])
  const rows = await database.ownerQuery<{ row: string }>(
    `SELECT booking_date || ' ' || amount_minor AS row FROM transaction WHERE account_id = $1 AND status = 'BOOK' AND booking_date >= $2 ORDER BY 1`, [accountId, feed!.from])
  const from = findIsoDate(feed!.from)!
  const truth = simulator.ledger.booked(hash, now(), { from }).map(({ bookingDate, amount }) => `${bookingDate} ${amount.minor}`)
  expect(rows.map(({ row }) => row).sort(), label).toEqual(truth.sort())
  const [before] = await database.ownerQuery<{ count: number }>(`SELECT count(*)::int FROM transaction WHERE account_id = $1 AND booking_date < $2`, [accountId, feed!.from])
  expect(before?.count, label).toBe(0)
  const [account] = await database.ownerQuery<{ minor: string | null; type: string | null }>(`SELECT balance_minor::text AS minor, balance_type AS type FROM account WHERE id = $1`, [accountId])
  if (hasBalance && account?.type === 'ITBD') expect(account.minor, label).toBe(String(simulator.ledger.balances(hash, now()).booked.minor))
  if (!hasBalance) expect(account?.minor).toBeNull()
  return rows.length
}

/** I9: days, months and rows say the same, in integers. */
async function expectSums({ householdId }: SeededHousehold): Promise<void> {
  const [sums] = await database.ownerQuery<{ rows: string; days: string; months: string; counts: number[] }>(
    `SELECT (SELECT sum(amount_minor) FROM transaction WHERE household_id = $1 AND status = 'BOOK')::text AS rows,
            (SELECT sum(net_minor) FROM daily_total WHERE household_id = $1)::text AS days,
            (SELECT sum(in_minor + out_minor) FROM monthly_total WHERE household_id = $1)::text AS months,
            ARRAY[(SELECT count(*) FROM transaction WHERE household_id = $1 AND status = 'BOOK'),
                  (SELECT sum(count) FROM daily_total WHERE household_id = $1),
                  (SELECT sum(count) FROM monthly_total WHERE household_id = $1)]::int[] AS counts`, [householdId])
  expect([sums?.days, sums?.months]).toEqual([sums?.rows, sums?.rows])
  expect(new Set(sums?.counts).size).toBe(1)
}
