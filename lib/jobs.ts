import { run, type Runner, type TaskList } from 'graphile-worker'
import type { Db } from './db'
import { env } from './env'
import { log } from './log'

/** Every job there is and what it carries. A job belongs to the household that queues it. */
export type Jobs = {
  'sync-bank-session': { householdId: string; bankSessionId: string; trigger: 'first' | 'interactive' | 'scheduled' }
  'end-access-at-bank': { householdId: string; bankSessionId: string }
}

export type JobName = keyof Jobs

export type Tasks = { [Name in JobName]: (payload: Jobs[Name]) => Promise<void> }

/**
 * Queues a job inside the caller's transaction: it exists if and only if that transaction commits.
 * Jobs of one `queue` run one after another; a `key` replaces a waiting job of the same key.
 */
export async function enqueue<Name extends JobName>(
  db: Db,
  name: Name,
  payload: Jobs[Name],
  { queue, key, runAt }: { queue: string; key: string; runAt?: Date },
): Promise<void> {
  await db.$executeRaw`
    SELECT saldo_enqueue(${name}, ${JSON.stringify(payload)}::json, ${queue}, ${key}, ${runAt ?? null}::timestamptz)`
}

/** Starts working off jobs in this process. The runner's own tables belong to the owner role, so it connects as that. */
export async function startWorker(tasks: Tasks, concurrency = 4): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => (task as (payload: unknown) => Promise<void>)(payload)]),
  )
  return run({
    connectionString: env().databaseUrl,
    taskList,
    concurrency,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: quietLogger(),
  })
}

function quietLogger() {
  return log.forGraphileWorker()
}
