// npm run worker: works off jobs in a process of its own, beside web processes started with WORKER=off.
import { closeDb } from '@/lib/db'
import { migrate } from '@/lib/database/migrate'
import { env } from '@/lib/env'
import { keepRatesFresh } from '@/lib/insights/ecb-refresh'
import { startWorker } from '@/lib/jobs'
import { log } from '@/lib/log'
import { paymentTasks } from '@/lib/payments/tasks'
import { syncTasks } from '@/lib/sync/tasks'
import { openSurroundings } from './surroundings'

try {
  const surroundings = await openSurroundings()
  await migrate(env().databaseUrl)
  const runner = await startWorker({ ...syncTasks, ...paymentTasks })
  const stopRates = keepRatesFresh()
  log.info('worker started', { version: env().version })
  const stop = async () => {
    await runner.stop()
    await stopRates()
    await closeDb()
    await surroundings.stop()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
  await runner.ended
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
