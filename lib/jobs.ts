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
  'check-access': { householdId: string; bankSessionId: string }
  'poll-payment': { householdId: string; paymentId: string }
  'find-bookings': { householdId: string }
}

export type JobName = keyof Jobs

/** Jobs of the clock belong to no household: when they run, in the crontab's language (UTC), once among all workers. */
const CRONTAB = {
  'tend-bank-sessions': '*/5 * * * *',
  'tend-payments': '* * * * *',
  'match-payments': '* * * * *',
  'forget-old': '20 3 * * *',
} as const

export type ClockJobName = keyof typeof CRONTAB

export type Tasks = { [Name in JobName]: (payload: Jobs[Name]) => Promise<void> } & { [Name in ClockJobName]: () => Promise<void> }

/** Two domains that know nothing of each other share the queue. */
export type PaymentTasks = Pick<Tasks, 'poll-payment' | 'find-bookings' | 'tend-payments' | 'match-payments'>
export type SyncTasks = Omit<Tasks, keyof PaymentTasks>

export type JobPlace = {
  /** Replaces a waiting job of the same key. */
  readonly key: string
  readonly runAt?: Date
  /** Nobody waits for it: jobs that somebody waits for go first. */
  readonly isPatient?: boolean
}

/**
 * Queues a job inside the caller's transaction: it exists if and only if that transaction commits. Jobs have no named queues, of
 * which the workers would lock every one each time they look for work; what must not run twice at a time takes a lease.
 */
export async function enqueue<Name extends JobName>(
  db: Db,
  name: Name,
  payload: Jobs[Name],
  { key, runAt, isPatient = false }: JobPlace,
): Promise<void> {
  await db.$executeRaw`
    SELECT saldo_enqueue(${name}, ${JSON.stringify(payload)}::json, NULL, ${key}, ${runAt ?? null}::timestamptz, ${isPatient ? 10 : 0}::int)`
}

export type JobRunner = {
  /** Lets the jobs in hand finish. */
  stop(): Promise<void>
  /** Settles after `stop`. */
  readonly ended: Promise<void>
}

type Running = { readonly over: Promise<void>; close(): Promise<void> }

const START_AGAIN_AFTER_MS = 1_000

/**
 * Works off jobs in this process until told to stop. A runner that cannot tell the database that a job is done (the server
 * restarts at just that moment) gives up: another takes its place, and the job it held goes back to the queue.
 */
export async function startWorker(tasks: Tasks, concurrency = env().workerConcurrency): Promise<JobRunner> {
  let isStopping = false
  let running: Running | null = await startRunner(tasks, concurrency)
  const keepRunning = async () => {
    while (!isStopping) {
      await running?.over
      if (isStopping) return
      log.error('the queue broke off and is started again')
      await running?.close().catch(() => undefined)
      running = null
      await new Promise((resolve) => setTimeout(resolve, START_AGAIN_AFTER_MS))
      if (!isStopping) running = await startRunner(tasks, concurrency).catch(() => null)
    }
  }
  const ended = keepRunning()
  const stop = async () => {
    isStopping = true
    await running?.close()
    await ended
    // Another may have been on its way while this one was told to stop.
    await running?.close()
  }
  return { stop, ended }
}

/** The runner's own tables belong to the owner role, so it connects as that. */
async function startRunner(tasks: Tasks, concurrency: number): Promise<Running> {
  const { databaseUrl } = env()
  const events: WorkerEvents = new EventEmitter()
  const presence = await openWorkerPresence(databaseUrl, { jobsInHand: watchJobs(events) })
  events.on('pool:create', ({ workerPool }) => presence.announce(workerPool.id))
  try {
    const runner = await run({
      connectionString: databaseUrl,
      taskList: toTaskList(tasks),
      concurrency,
      crontab: Object.entries(CRONTAB)
        .map(([name, when]) => `${when} ${name}`)
        .join('\n'),
      events,
      noHandleSignals: true,
      pollInterval: 2_000,
      // Taking a job and calling it done is quick: more connections would only be missing elsewhere.
      maxPoolSize: 5,
      logger: log.forGraphileWorker(),
      // Without batches (of no delay) it does not look whether the end of a job was written.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    })
    const over = runner.promise.catch((error: unknown) => log.error('the worker ended', { error }))
    const close = async () => {
      // Already ended is what we want.
      await runner.stop().catch(() => undefined)
      await presence.close()
    }
    return { over, close }
  } catch (error) {
    await presence.close()
    throw error
  }
}

/** The end of a job is written a moment after it is done. */
const WRITTEN_WITHIN_MS = 15_000

/** The jobs this runner works on, and those it ended a moment ago. One that failed may begin again meanwhile. */
function watchJobs(events: WorkerEvents): () => string[] {
  const inHand = new Map<string, symbol>()
  events.on('job:start', ({ job }) => void inHand.set(job.id, Symbol(job.id)))
  events.on('job:complete', ({ job: { id } }) => {
    const start = inHand.get(id)
    setTimeout(() => inHand.get(id) === start && inHand.delete(id), WRITTEN_WITHIN_MS).unref()
  })
  return () => [...inHand.keys()]
}

function toTaskList(tasks: Tasks): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [name, (payload: unknown) => (task as (payload: unknown) => Promise<void>)(payload)]),
  )
}
