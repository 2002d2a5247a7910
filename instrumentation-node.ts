import { watchPeerAddresses } from '@/lib/auth/peer-address'
import { closeDb } from '@/lib/db'
import { env } from '@/lib/env'
import { keepRatesFresh } from '@/lib/insights/ecb-refresh'
import { startWorker } from '@/lib/jobs'
import { log } from '@/lib/log'
import { paymentTasks } from '@/lib/payments/tasks'
import { refuseTrace } from '@/lib/refuse-trace'
import { syncTasks } from '@/lib/sync/tasks'

/** What runs beside the requests of this process: the clients' real addresses, and the jobs unless a worker has them. */
export async function startBackground(): Promise<void> {
  watchPeerAddresses()
  refuseTrace()
  const stops: (() => Promise<void>)[] = [closeDb]
  if (env().worker === 'inline') {
    const runner = await startWorker({ ...syncTasks, ...paymentTasks })
    stops.unshift(() => runner.stop(), keepRatesFresh())
  }
  stopWith(stops)
  log.info('server started', { version: env().version })
}

/**
 * Jobs in hand are given back to the queue when the server is told to stop, or when the program that started it is gone.
 * `npm start` leaves the signals to us; in development Next ends the process by itself.
 */
function stopWith(stops: readonly (() => Promise<void>)[]): void {
  let ending: Promise<void> | null = null
  const stop = () => (ending ??= stopAll(stops))
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}

const STOP_WITHIN_MS = 8_000

async function stopAll(stops: readonly (() => Promise<void>)[]): Promise<void> {
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref()
  for (const stop of stops) await stop().catch((error: unknown) => log.warn('a part did not stop well', { error }))
  process.exit(0)
}
