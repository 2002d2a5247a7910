import { isWorkerPresent } from '@/lib/database/worker-presence'
import { env } from '@/lib/env'
import { bad, good, note, type Finding } from './finding'

/** Whether anybody reads banks: a worker in the web process or beside it, which both hold a lock while they live. */
export async function checkWorker(): Promise<Finding> {
  const { databaseUrl, worker } = env()
  return judgeWorker(await isWorkerPresent(databaseUrl), worker)
}

export function judgeWorker(isPresent: boolean, worker: 'inline' | 'off'): Finding {
  if (isPresent) return good('a worker is running')
  if (worker === 'off')
    return bad('no worker is running, and WORKER=off keeps it out of the web process', 'start one with `npm run worker`')
  return note('no worker is running; it comes with `npm start`')
}
