import type { Connector } from '@/lib/banking/port'
import { runSync } from '@/lib/sync/run'
import type { BenchBank } from './bench-bank'
import type { BenchDatabase } from './bench-database'
import { copyRate } from './copy-rate'
import { cpuTime } from './cpu-time'
import { median, printLine } from './print-line'
import { seedBenchHousehold, seedBenchSession } from './seed-household'

const ROUNDS = 3

type FirstSync = { readonly householdId: string; readonly bankSessionId: string }

/** First sync, simulator to database, with everything that belongs to it: sealing, search index, evidence, totals, raw pages. Answers what the last round left. */
export async function benchFirstSync(database: BenchDatabase, bank: BenchBank, expected: number): Promise<FirstSync> {
  const rates: number[] = []
  const ratios: number[] = []
  const cpu = { app: 0, database: 0, bank: 0 }
  let last: FirstSync | undefined
  for (let round = 0; round < ROUNDS; round++) {
    const household = await seedBenchHousehold()
    const { bankSessionId } = await seedBenchSession(household, await bank.authorize(), new Date())
    const cpuBefore = cpuOf(database, bank)
    const startedMs = performance.now()
    last = { householdId: household.householdId, bankSessionId }
    await syncOnce(last, bank.connector)
    const rate = expected / ((performance.now() - startedMs) / 1000)
    const cpuAfter = cpuOf(database, bank)
    for (const part of ['app', 'database', 'bank'] as const) cpu[part] += cpuAfter[part] - cpuBefore[part]
    await requireCount(database, household.householdId, expected)
    rates.push(rate)
    ratios.push(rate / (await copyRate(database, household.householdId)))
    if (round < ROUNDS - 1) await forget(database, household.householdId)
  }
  const [rate, ratio] = [median(rates), median(ratios)]
  const note = `rounds ${rates.map(Math.round).join(', ')}`
  printLine({ name: 'first sync', value: rate, unit: 'transactions/s', goal: '>= 15000', ok: rate >= 15_000, note })
  printLine({ name: 'first sync / COPY of the same rows', value: ratio, unit: 'ratio', goal: '>= 0.12', ok: ratio >= 0.12 })
  for (const [part, ms] of Object.entries(cpu)) {
    const value = (ms * 1000) / (expected * ROUNDS)
    printLine({ name: `first sync, processor time of the ${part}`, value, unit: 'µs/transaction', goal: '', ok: null })
  }
  return last!
}

function cpuOf(database: BenchDatabase, bank: BenchBank) {
  const { user, system } = process.cpuUsage()
  return { app: (user + system) / 1000, database: cpuTime(database.pid) ?? 0, bank: cpuTime(bank.pid) ?? 0 }
}

export async function syncOnce(target: { householdId: string; bankSessionId: string }, connector: Connector): Promise<void> {
  // As the person who waits for it: without them a bank allows four readings a day.
  const psuContext = { ipAddress: '198.51.100.7', userAgent: 'benchmark' }
  const way = { psuContext, now: () => new Date(), connectorFor: () => Promise.resolve(connector) }
  const report = await runSync({ ...target, trigger: 'first', ...way })
  if (report.outcome !== 'complete') throw new Error(`sync: ${JSON.stringify(report).slice(0, 300)}`)
}

async function requireCount({ owner }: BenchDatabase, householdId: string, expected: number): Promise<void> {
  const [row] = await owner.rows<{ count: number }>('SELECT count(*)::int AS count FROM transaction WHERE household_id = $1', [householdId])
  if (row?.count !== expected) throw new Error(`${row?.count} transactions in the database instead of ${expected}`)
}

async function forget({ owner }: BenchDatabase, householdId: string): Promise<void> {
  await owner.rows('DELETE FROM account WHERE household_id = $1', [householdId])
  await owner.rows('VACUUM transaction')
  await owner.rows('VACUUM transaction_evidence')
}
