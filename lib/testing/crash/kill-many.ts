import { randomFor } from '@/lib/simulator/random'
import type { TestServer } from '../test-server'
import { checkReaders, waitUntilRead } from './check-readers'
import { openCrashRig, queueAll, type CrashRig } from './crash-rig'
import { killAtRandom } from './kill-workers'
import { startWorkerProcess } from './worker-process'

export type KillReport = { readonly kills: number; readonly slowestMs: number; readonly violations: readonly string[] }

/** After so many kills a worker is left alone and the books are checked. */
export const KILLS_OF_A_SEED = 10
const RESUMED_WITHIN_MS = 60_000

/** Kills worker processes at random instants of their readings; then the next one must take everything up by itself. */
export async function killMany(server: TestServer, seed: string): Promise<KillReport> {
  const rig = await openCrashRig(server, { readings: 2 * KILLS_OF_A_SEED })
  const random = randomFor('kills', seed)
  const violations: string[] = []
  try {
    for (let nth = 1; nth <= KILLS_OF_A_SEED; nth++) await killAtRandom(rig, random, nth)
    const slowestMs = await recover(rig, violations)
    return { kills: KILLS_OF_A_SEED, slowestMs, violations }
  } finally {
    await rig.stop()
  }
}

/** A worker that nobody kills: answers how long it took until everything was read. */
async function recover(rig: CrashRig, violations: string[]): Promise<number> {
  const since = new Date()
  const next = startWorkerProcess(rig.environment)
  try {
    await queueAll(rig)
    const tookMs = await waitUntilRead(rig, { since, withinMs: RESUMED_WITHIN_MS })
    violations.push(...(await checkReaders(rig)))
    return tookMs
  } catch (error) {
    violations.push(String(error))
    return RESUMED_WITHIN_MS
  } finally {
    next.signal('SIGTERM')
    await next.ended
  }
}
