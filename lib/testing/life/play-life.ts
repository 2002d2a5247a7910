import { replaceRegistry } from '@/lib/banking/registry'
import { randomFor } from '@/lib/simulator/random'
import { openBankWorld, type BankVisit, type BankWorld, type WorldOptions } from '../bank-world'
import { openFragileProcess } from '../fragile-process'
import { seedHousehold, seedMember } from '../household'
import type { OwnDatabase } from '../own-database'
import { seedIds } from '../seeded-ids'
import { openVirtualQueue } from '../virtual-queue'
import { takeOverTime } from '../virtual-time'
import { checkAudit, checkBalances, checkEdits, checkNothingHangs, checkSums } from './check-books'
import { checkConsents, checkOver, checkQuota } from './check-calls'
import { checkTransactions, type Books } from './check-transactions'
import { connect, doSomething, renew } from './deeds'
import { DAY_MS, HOUR_MS, letTimePass, type Access, type Life, type LivingMember } from './life'
import { PEOPLE, worldOf } from './life-world'
import { PSU } from './psu'

export type LifeReport = {
  readonly seed: string
  /** Things that happened: deeds, jobs. */
  readonly events: number
  readonly calls: number
  readonly deaths: number
  /** Booked rows compared at the end. */
  readonly rows: number
  /** Of those, how many wait on the review list for a person to say whether they are one or two. */
  readonly inQuestion: number
  readonly violations: readonly string[]
}

const STEPS = 12
/** After the last fault the banks are well; so many days must bring everything in and leave nothing to do. */
const QUIET_DAYS = 2

/** Days on which clocks are changed, the year ends or a month is short, and ordinary ones. */
const BEGINNINGS = ['2026-11-20T12:00:00Z', '2026-10-24T22:30:00Z', '2026-12-29T05:00:00Z', '2027-03-27T23:10:00Z', '2027-02-26T18:00:00Z']
const ZONES = ['Europe/Helsinki', 'Europe/Lisbon', 'America/Los_Angeles', 'Pacific/Auckland', 'Pacific/Pago_Pago', 'Pacific/Kiritimati']

/**
 * One life of a household, repeatable from its seed, in virtual time: members connect banks, refresh, edit, renew,
 * disconnect; banks fail in every way we know; connections break and processes die in the middle of it. Afterwards the
 * books are compared with what truly happened. No violation is the only good answer.
 */
export async function playLife(database: OwnDatabase, seed: string): Promise<LifeReport> {
  const random = randomFor('life', seed)
  const time = takeOverTime(random.pick(BEGINNINGS))
  const process = openFragileProcess()
  const releaseIds = seedIds(randomFor('ids', seed))
  try {
    const { options, ...habits } = worldOf(random, time.now())
    const between: WorldOptions['between'] = (simulator) => process.between((request) => simulator.fetch(request))
    const world = openBankWorld({ ...options, now: time.now, between })
    const life = await begin({ seed, random, time, world, process, database })
    await live(life)
    await settle(life)
    life.violations.push(...(await checkAll(life, habits)))
    const report = await describe(life)
    await database.ownerQuery(`DELETE FROM graphile_worker._private_jobs WHERE payload->>'householdId' = $1`, [life.household.householdId])
    return report
  } finally {
    process.release()
    releaseIds()
    time.release()
    replaceRegistry(undefined)
  }
}

type Beginning = Pick<Life, 'seed' | 'random' | 'time' | 'world' | 'process' | 'database'>

async function begin(beginning: Beginning): Promise<Life> {
  const { seed, random, time, world, database } = beginning
  const household = await seedHousehold({ name: `Life ${seed}`, timeZone: random.pick(ZONES) })
  const partner = await seedMember(household.householdId, 'adult', { timeZone: random.pick(ZONES) })
  const visits = visitsOf(world)
  const [first, second] = random.chance(0.5) ? ['aino.virtanen', 'elias.lindqvist'] : [random.pick(PEOPLE), random.pick(PEOPLE)]
  const members: LivingMember[] = [
    { viewer: household.viewer, person: first },
    { viewer: partner, person: second },
  ]
  const queue = openVirtualQueue({ database, time, householdId: household.householdId, isDead: beginning.process.isDead })
  return {
    ...beginning,
    ...{ household, members, visits, queue, accesses: [], edits: new Map(), over: new Map(), deaths: 0, events: 0, violations: [] },
  }
}

/** Every bank with every person who has accounts there. */
function visitsOf({ simulator }: BankWorld): BankVisit[] {
  const seen = new Map<string, BankVisit>()
  for (const { country, bank, owners } of simulator.ledger.accounts())
    for (const person of owners) seen.set(`${bank} ${person}`, { country, bank, person })
  return [...seen.values()]
}

async function live(life: Life): Promise<void> {
  for (const member of life.members) await connectAnother(life, member)
  if (life.random.chance(0.3)) await connectAnother(life, life.random.pick(life.members))
  for (let step = 0; step < STEPS && life.accesses.length > 0; step++) await doSomething(life)
}

/** Some banks ask for a user name or a choice of method first; others are taken instead. */
async function connectAnother(life: Life, member: LivingMember): Promise<void> {
  const before = life.accesses.length
  for (let tries = 0; tries < TRIES_MAX && life.accesses.length === before; tries++) {
    const taken = new Set(life.accesses.map(({ visit }) => `${visit.bank} ${visit.person}`))
    const others = life.visits.filter(({ bank, person }) => person === member.person && !taken.has(`${bank} ${person}`))
    if (others.length > 0) await connect(life, member, life.random.pick(others))
  }
}

const TRIES_MAX = 8

/** The banks are well again, everybody renews what is over, and the schedule runs its course. */
async function settle(life: Life): Promise<void> {
  life.world.simulator.faults.clear()
  life.process.disarm()
  await letTimePass(life, 25 * HOUR_MS)
  for (const access of life.accesses) if (await isOver(life, access)) await renew(life, access)
  for (let day = 0; day < QUIET_DAYS; day++) await letTimePass(life, DAY_MS)
  for (const access of life.accesses) await readLast(life, access)
}

async function isOver({ database }: Life, { bankSessionId }: Access): Promise<boolean> {
  const [row] = await database.ownerQuery<{ over: boolean }>(
    `SELECT status <> 'authorized' OR superseded_at IS NOT NULL AS over FROM bank_session WHERE id = $1`,
    [bankSessionId],
  )
  return row?.over ?? true
}

/** One more reading of each access, and then one that must find nothing to write: at the same instant, in which nothing new can come. */
async function readLast(life: Life, { bankSessionId }: Access): Promise<void> {
  const { householdId } = life.household
  await life.world.sync(householdId, bankSessionId, 'interactive', PSU)
  const before = await snapshotOf(life)
  await life.world.sync(householdId, bankSessionId, 'interactive', PSU)
  if ((await snapshotOf(life)) !== before)
    life.violations.push(`reading access ${bankSessionId} again without news changed the transactions`)
}

async function snapshotOf({ database, household }: Life): Promise<string> {
  const [row] = await database.ownerQuery<{ state: string }>(
    `SELECT md5(coalesce(string_agg(t.id || t.status || t.amount_minor || t.xmin::text, ',' ORDER BY t.id), '')) AS state
       FROM transaction t WHERE t.household_id = $1`,
    [household.householdId],
  )
  return row?.state ?? ''
}

async function checkAll(life: Life, habits: Pick<Books, 'shiftDays' | 'habitOf'>): Promise<string[]> {
  const { database, world, household, edits } = life
  const { householdId } = household
  const { ledger, state } = world.simulator
  const books: Books = { database, ledger, householdId, now: world.now(), ...habits }
  const callBook = { calls: ledger.calls, sessions: state.sessions, mishaps: life.process.mishaps() }
  return [
    ...(await checkTransactions(books, { upToNow: false })),
    ...(await checkBalances(books)),
    ...checkQuota(callBook),
    ...checkConsents(callBook),
    ...checkOver(callBook, life.over),
    ...(await checkEdits(books, edits)),
    ...(await checkSums(books)),
    ...(await checkAudit(books)),
    ...(await checkNothingHangs(books)),
  ]
}

async function describe({ seed, events, deaths, violations, database, household, world }: Life): Promise<LifeReport> {
  const [row] = await database.ownerQuery<{ rows: number; inQuestion: number }>(
    `SELECT count(*)::int AS rows, count(review_reason)::int AS "inQuestion" FROM transaction WHERE household_id = $1 AND status = 'BOOK'`,
    [household.householdId],
  )
  return {
    seed,
    events,
    deaths,
    calls: world.simulator.ledger.calls.length,
    rows: row?.rows ?? 0,
    inQuestion: row?.inQuestion ?? 0,
    violations,
  }
}
