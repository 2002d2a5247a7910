import type { Random } from '@/lib/simulator/random'
import { queueReading, type CrashRig } from './crash-rig'
import { startWorkerProcess, type WorkerProcess } from './worker-process'

/** A reading is queued and a worker started that dies when it comes to the point. Answers how it ended. */
export async function killAtPoint(rig: CrashRig, { name, nth }: { name: string; nth: number }): Promise<NodeJS.Signals | number | null> {
  await queueReading(rig, nth)
  return endOf(startWorkerProcess(rig.environment, { killAt: name }), REACHES_POINT_WITHIN_MS)
}

const REACHES_POINT_WITHIN_MS = 60_000

/** A reading is queued, a worker started, and killed some instants after the reading began. */
export async function killAtRandom(rig: CrashRig, random: Random, nth: number): Promise<void> {
  await queueReading(rig, nth)
  const token = await leaseTokens(rig)
  const worker = startWorkerProcess(rig.environment)
  const untilMs = performance.now() + BEGINS_WITHIN_MS
  while ((await leaseTokens(rig)) === token && performance.now() < untilMs) await sleep(5)
  await sleep(random.int(0, READING_TAKES_MS))
  worker.signal('SIGKILL')
  await worker.ended
}

/** Long enough for an access whose last reader was killed, too. */
const BEGINS_WITHIN_MS = 60_000
const READING_TAKES_MS = 600

async function leaseTokens({ database }: CrashRig): Promise<string> {
  const [row] = await database.ownerQuery<{ tokens: string }>('SELECT sum(lease_token)::text AS tokens FROM bank_session')
  return row?.tokens ?? ''
}

async function endOf(worker: WorkerProcess, withinMs: number): Promise<NodeJS.Signals | number | null> {
  const ending = { late: false }
  const timer = setTimeout(() => {
    ending.late = true
    worker.signal('SIGTERM')
  }, withinMs)
  const ended = await worker.ended
  clearTimeout(timer)
  return ending.late ? null : ended
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
