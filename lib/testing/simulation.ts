import { AppError } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import type { FaultEffect, FaultRule } from '@/lib/simulator/faults'
import { randomFor, type Random } from '@/lib/simulator/random'
import type { TestDatabase } from './database'
import { seedHousehold } from './household'
import { createTestWorld, type BankVisit, type TestWorld } from './world'

const HOUR_MS = 3_600_000
const STEPS = 10
const BANKS = 2
/** After the last fault the banks are well: this many readings, a day and a half apart, must bring everything in. */
const RECOVERY_RUNS = 4

/**
 * One life of a household under faults, repeatable from its seed: banks are connected and read at odd hours while their
 * interface fails in every way we know. Afterwards the books are compared with what truly happened.
 * Answers what does not agree; nothing is the only good answer.
 */
export async function simulate(database: TestDatabase, seed: string): Promise<string[]> {
  const random = randomFor('simulation', seed)
  const world = createTestWorld({ seed: `simulation-${seed}` })
  const { householdId, viewer } = await seedHousehold({ name: `Simulation ${seed}` })
  const bankSessionIds = await connectSome(world, viewer, random)
  for (let step = 0; step < STEPS; step++) {
    world.advance(random.int(1, 72) * HOUR_MS)
    for (let count = random.int(0, 3); count > 0; count--) world.simulator.faults.add(randomFault(random))
    await world.sync(householdId, random.pick(bankSessionIds), random.pick(['first', 'interactive', 'scheduled']))
  }
  world.simulator.faults.clear()
  for (let run = 0; run < RECOVERY_RUNS; run++) {
    world.advance(36 * HOUR_MS)
    for (const bankSessionId of bankSessionIds) await world.sync(householdId, bankSessionId, 'interactive')
  }
  const before = await snapshotOf(database, householdId)
  for (const bankSessionId of bankSessionIds) await world.sync(householdId, bankSessionId, 'interactive')
  const after = await snapshotOf(database, householdId)
  return [
    ...(before === after ? [] : ['reading again without news changed the transactions']),
    ...(await compareWithTruth(database, world, householdId)),
    ...(await compareTotals(database, householdId)),
    ...(await checkQuota(world)),
  ]
}

async function connectSome(world: TestWorld, viewer: Viewer, random: Random): Promise<string[]> {
  const visits = visitsOf(world)
  const bankSessionIds: string[] = []
  while (bankSessionIds.length < BANKS) {
    const visit = random.pick(visits)
    try {
      bankSessionIds.push(await world.connectBank(viewer, visit))
    } catch (error) {
      // Some banks ask for a user name or a choice of method first; others are taken instead.
      if (!(error instanceof AppError && error.code === 'invalid_input')) throw error
    }
  }
  return bankSessionIds
}

/** Every bank with every person who has accounts there, except where rows come out wrong by nature. */
function visitsOf({ simulator: { ledger }, now }: TestWorld): BankVisit[] {
  return ledger
    .accounts()
    .filter((account) => !ledger.booked(account.identificationHash, now()).some((row) => row.oddity !== null))
    .flatMap(({ country, bank, owners }) => owners.map((person) => ({ country, bank, person })))
}

function randomFault(random: Random): FaultRule {
  const unwell = { status: 503, body: { code: 503, message: 'Unavailable', error: 'ASPSP_ERROR', detail: null } }
  const effects: FaultEffect[] = [
    { kind: 'error', ...unwell },
    { kind: 'error', status: 500, body: 'Internal Server Error' },
    { kind: 'error', status: 429, body: { code: 429, message: 'Too many', error: 'ASPSP_RATE_LIMIT_EXCEEDED', detail: null } },
    { kind: 'error', status: 408, body: { code: 408, message: 'Timeout', error: 'ASPSP_TIMEOUT', detail: null } },
    { kind: 'text', status: 502, text: '<html><body>Bad gateway</body></html>', contentType: 'text/html' },
    { kind: 'text', status: 200, text: 'null' },
    { kind: 'text', status: 200, text: '{"transactions": [' },
    { kind: 'truncated' },
    { kind: 'wrong-charset' },
    { kind: 'slow', chunkBytes: 50_000, everyMs: 1 },
    { kind: 'reset', when: 'before' },
    { kind: 'reset', when: 'after' },
    { kind: 'paging', how: 'repeat-key' },
    { kind: 'paging', how: 'loop' },
    { kind: 'paging', how: 'empty-page' },
    { kind: 'paging', how: 'refuse-key' },
  ]
  const operations = [
    'GET /accounts/{id}/transactions',
    'GET /accounts/{id}/transactions',
    'GET /accounts/{id}/balances',
    'GET /sessions/{id}',
  ] as const
  return { operation: random.pick(operations), after: random.int(0, 6), times: random.int(1, 3), effect: random.pick(effects) }
}

type HeldRow = { readonly hash: string; readonly day: string; readonly minor: string }

/** Every booked row exactly once, none that never was: a multiset per account, over the days we say we hold. */
async function compareWithTruth(database: TestDatabase, world: TestWorld, householdId: string): Promise<string[]> {
  const held = await database.ownerQuery<HeldRow>(
    `SELECT i.hash, t.booking_date::text AS day, t.amount_minor::text AS minor
       FROM transaction t JOIN account_identity i ON i.household_id = t.household_id AND i.account_id = t.account_id AND i.is_primary
      WHERE t.household_id = $1 AND t.status = 'BOOK'`,
    [householdId],
  )
  const accounts = await database.ownerQuery<{ hash: string; from: string | null }>(
    `SELECT i.hash, min(f.history_from)::text AS from FROM account_feed f
       JOIN account_identity i ON i.household_id = f.household_id AND i.account_id = f.account_id AND i.is_primary
      WHERE f.household_id = $1 AND f.sealed_uid IS NOT NULL GROUP BY i.hash`,
    [householdId],
  )
  if (held.length === 0) return ['nothing was read at all']
  return accounts.flatMap(({ hash, from }) => {
    if (from === null) return [`account ${hash} was never read whole`]
    const truth = world.simulator.ledger.booked(hash, world.now()).filter((row) => row.bookingDate >= from)
    const served = countRows(truth.map((row) => `${row.bookingDate} ${row.amount.minor}`))
    const ours = countRows(held.filter((row) => row.hash === hash && row.day >= from).map((row) => `${row.day} ${row.minor}`))
    const keys = new Set([...served.keys(), ...ours.keys()])
    return [...keys]
      .filter((key) => served.get(key) !== ours.get(key))
      .map((key) => `account ${hash}: ${key} happened ${served.get(key) ?? 0} times, we hold ${ours.get(key) ?? 0}`)
  })
}

function countRows(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** What the overview adds up from must be the sum of the rows, in integers. */
async function compareTotals(database: TestDatabase, householdId: string): Promise<string[]> {
  const rows = await database.ownerQuery<{ account_id: string; rows: string | null; months: string | null; days: string | null }>(
    `SELECT a.id AS account_id,
            (SELECT coalesce(sum(amount_minor), 0)::text FROM transaction t WHERE t.household_id = a.household_id AND t.account_id = a.id AND t.status = 'BOOK') AS rows,
            (SELECT coalesce(sum(in_minor + out_minor), 0)::text FROM monthly_total m WHERE m.household_id = a.household_id AND m.account_id = a.id) AS months,
            (SELECT coalesce(sum(net_minor), 0)::text FROM daily_total d WHERE d.household_id = a.household_id AND d.account_id = a.id) AS days
       FROM account a WHERE a.household_id = $1`,
    [householdId],
  )
  return rows
    .filter((row) => row.rows !== row.months || row.rows !== row.days)
    .map((row) => `account ${row.account_id}: rows sum to ${row.rows}, months to ${row.months}, days to ${row.days}`)
}

/** At most four reads of one kind a day and account without the person. */
async function checkQuota({ simulator }: TestWorld): Promise<string[]> {
  const counts = countRows(
    simulator.ledger.calls
      .filter((call) => call.account !== null && !call.psuHeaders && call.error === 'ASPSP_RATE_LIMIT_EXCEEDED')
      .map((call) => `${call.account} ${call.operation} ${call.at.toISOString().slice(0, 10)}`),
  )
  // Being refused a few times is how a limit is found; hammering at it is not.
  return [...counts].filter(([, count]) => count > 4).map(([key, count]) => `refused for the rate limit ${count} times: ${key}`)
}

async function snapshotOf(database: TestDatabase, householdId: string): Promise<string> {
  const [row] = await database.ownerQuery<{ state: string }>(
    `SELECT md5(coalesce(string_agg(t.id || t.status || t.amount_minor || t.xmin::text, ',' ORDER BY t.id), '')) AS state
       FROM transaction t WHERE t.household_id = $1`,
    [householdId],
  )
  return row?.state ?? ''
}
