import type { ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import type { AuthorizedSession } from '@/lib/banking/port'
import { openBenchBank, type BenchBank } from './bench-bank'
import type { BenchDatabase } from './bench-database'
import { printLine } from './print-line'
import { seedBenchHousehold, seedBenchSession } from './seed-household'
import { startWorkerProcess, stopWorker, untilWorkerIsUp } from './worker-process'

const PORTS = { quick: 4171, slow: 4172 }
const SESSIONS = 1_000
const ROWS = 100
const LATENCY_MS = 200
const BANK_MAX_MS = 10 * 60_000

type Round = { readonly workers: number; readonly concurrency: number }
type Result = { readonly perSecond: number; readonly memoryMb: number; readonly doubles: number }

/** A thousand accesses of a thousand households are due at the same moment; real worker processes share the work. */
export async function benchJobs(database: BenchDatabase): Promise<void> {
  const two = await withBank(database, 0, async (due) => {
    await due({ workers: 2, concurrency: 8 })
    const pair = await due({ workers: 2, concurrency: 8 })
    const four = await due({ workers: 4, concurrency: 8 })
    const ratio = four.perSecond / pair.perSecond
    printLine({ name: 'jobs, 4 workers / 2 workers', value: ratio, unit: 'ratio', goal: '>= 0.9', ok: ratio >= 0.9 })
    return pair
  })
  printLine({ name: 'jobs, 1,000 due at once, 2 workers', value: two.perSecond, unit: 'jobs/s', goal: '>= 100', ok: two.perSecond >= 100 })
  printLine({ name: 'jobs, memory of a worker', value: two.memoryMb, unit: 'MB', goal: '<= 200', ok: two.memoryMb <= 200 })
  const slow = await withBank(database, LATENCY_MS, async (due) => {
    await due({ workers: 2, concurrency: 16 })
    return due({ workers: 2, concurrency: 16 })
  })
  const note = '32 in flight'
  printLine({ name: 'jobs, bank takes 200 ms', value: slow.perSecond, unit: 'jobs/s', goal: '>= 60', ok: slow.perSecond >= 60, note })
  const doubles = two.doubles + slow.doubles
  printLine({ name: 'jobs, accesses read twice', value: doubles, unit: 'accesses', goal: '0', ok: doubles === 0 })
}

async function withBank<T>(
  database: BenchDatabase,
  latencyMs: number,
  work: (due: (round: Round) => Promise<Result>) => Promise<T>,
): Promise<T> {
  const bank = await openBenchBank({ port: latencyMs > 0 ? PORTS.slow : PORTS.quick, accounts: 1, transactions: ROWS, latencyMs })
  try {
    const now = new Date()
    for (const session of await authorizeAll(bank)) await seedBenchSession(await seedBenchHousehold(), session, now)
    await database.owner.rows('ANALYZE')
    return await work((round) => runRound(database, bank, round))
  } finally {
    await bank.stop()
    await database.owner.rows(`UPDATE bank_session SET status = 'closed'`)
  }
}

const AT_ONCE = 16

async function authorizeAll(bank: BenchBank): Promise<AuthorizedSession[]> {
  const sessions: AuthorizedSession[] = []
  while (sessions.length < SESSIONS) sessions.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => bank.authorize()))))
  return sessions.slice(0, SESSIONS)
}

/** Everything is due when the workers are up; from the first reading's begin to the last one's end. */
async function runRound({ owner, environment }: BenchDatabase, bank: BenchBank, { workers: count, concurrency }: Round): Promise<Result> {
  await forgetReads(owner)
  const before = await bank.countReads()
  const workers = Array.from({ length: count }, () =>
    startWorkerProcess({ ...environment, ...bank.environment, WORKER_CONCURRENCY: String(concurrency) }),
  )
  await Promise.all(workers.map(untilWorkerIsUp))
  const since = new Date()
  await queueAll(owner)
  const perSecond = await untilDone(owner, since)
  const memoryMb = Math.max(...workers.map(peakMemoryMb))
  await Promise.all(workers.map(stopWorker))
  const after = await bank.countReads()
  const doubles = [...after].filter(([path, reads]) => reads - (before.get(path) ?? 0) > 1).length
  return { perSecond, memoryMb, doubles }
}

/** The day's reads of earlier rounds lie days back. */
async function forgetReads(owner: BenchDatabase['owner']): Promise<void> {
  await owner.rows('DELETE FROM graphile_worker._private_jobs')
  await owner.rows(`UPDATE bank_call SET at = at - interval '3 days'`)
  await owner.rows(`UPDATE sync_run SET started_at = started_at - interval '3 days', finished_at = finished_at - interval '3 days'`)
  await owner.rows(`UPDATE account_feed SET last_synced_at = last_synced_at - interval '3 days'`)
  await owner.rows(
    `UPDATE bank_session SET last_synced_at = last_synced_at - interval '3 days', last_attempt_at = last_attempt_at - interval '3 days'`,
  )
}

async function queueAll(owner: BenchDatabase['owner']): Promise<void> {
  await owner.rows(
    `SELECT graphile_worker.add_job('sync-bank-session', json_build_object('householdId', household_id, 'bankSessionId', id, 'trigger', 'scheduled'),
                                    job_key => 'plan:' || id, max_attempts => 8, priority => 10)
       FROM bank_session WHERE status = 'authorized'`,
  )
}

async function untilDone(owner: BenchDatabase['owner'], since: Date): Promise<number> {
  const untilMs = performance.now() + BANK_MAX_MS
  for (;;) {
    const [row] = await owner.rows<{ done: number; seconds: number }>(
      `SELECT count(*) FILTER (WHERE outcome = 'complete')::int AS done, extract(epoch FROM max(finished_at) - min(started_at))::float AS seconds
         FROM sync_run WHERE started_at >= $1`,
      [since],
    )
    if (row?.done === SESSIONS) return SESSIONS / row.seconds
    if (performance.now() > untilMs) throw new Error(`${row?.done} of ${SESSIONS} accesses were read`)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

/** The most it ever took, as Linux counts it; elsewhere not known. */
function peakMemoryMb({ pid }: ChildProcess): number {
  const status = fs.existsSync(`/proc/${pid}/status`) ? fs.readFileSync(`/proc/${pid}/status`, 'utf8') : ''
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}
