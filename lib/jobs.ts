import { EventEmitter } from 'node:events'
import { run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { openWorkerPresence } from './database/worker-presence'
import type { Db } from './db'
import { env } from './env'
import { log } from './log'

/** Every job there is and what it carries. A job belongs to the household that queues it. */
export type Jobs = {
  'sync-bank-session': {
    householdId: string
    bankSessionId: string
    trigger: 'first' | 'interactive' | 'scheduled'
    /** The person's request, sealed for a few minutes (lib/bank-sessions/sealed-psu-context); absent when nobody is there. */
    sealedPsuContext?: string
  }
  'end-access-at-bank': { householdId: string; bankSessionId: string }
  'give-up-pending': { householdId: string; bankSessionId: string }
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

export type JobRunner = {
  /** Lets the jobs in hand finish. */
  stop(): Promise<void>
  /** Settles when the runner ends. */
  readonly ended: Promise<void>
}

/** Starts working off jobs in this process. The runner's own tables belong to the owner role, so it connects as that. */
export async function startWorker(tasks: Tasks, concurrency = 4): Promise<JobRunner> {
  const { databaseUrl } = env()
  const presence = await openWorkerPresence(databaseUrl)
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => presence.announce(worker.workerId))
  const runner = await run({
    connectionString: databaseUrl,
    taskList: toTaskList(tasks),
    concurrency,
    events,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger: log.forGraphileWorker(),
  })
  runner.promise.catch((error: unknown) => log.error('the worker ended', { error }))
  const stop = async () => {
    await runner.stop()
    await presence.close()
  }
  return { stop, ended: runner.promise }
}

function toTaskList(tasks: Tasks): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => (task as (payload: unknown) => Promise<void>)(payload)]),
  )
}
