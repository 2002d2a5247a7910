import { connectOwner, type OwnerConnection } from './owner'

/** Says to all processes on the database which workers are alive, and gives the jobs of dead ones back to the queue. */
export type WorkerPresence = {
  /** `workerId` as it stands in `locked_by` of a job: the id of the runner's pool. */
  announce(workerId: string): void
  close(): Promise<void>
}

type Watched = {
  /** Ids of the jobs this process works on, and of those it ended a moment ago. */
  readonly jobsInHand: () => readonly string[]
  readonly ageSeconds?: number
  readonly everyMs?: number
}

type Own = { readonly workerIds: ReadonlySet<string>; readonly inHand: readonly string[]; readonly ageSeconds: number }

const CHECK_EVERY_MS = 30_000
/** A worker announces itself a moment after it begins; younger locks are nobody's leftovers. */
const LOCK_AGE_SECONDS = 15

/**
 * A job whose process was killed stays locked for four hours. Here each worker holds an advisory lock as long as its
 * process lives, so that the next start (or any other process, within half a minute) sees the difference.
 */
export async function openWorkerPresence(
  databaseUrl: string,
  { jobsInHand, ageSeconds = LOCK_AGE_SECONDS, everyMs = CHECK_EVERY_MS }: Watched,
): Promise<WorkerPresence> {
  const workerIds = new Set<string>()
  let connection: OwnerConnection | null = await connectAsWorker(databaseUrl)
  await freeJobsOfDead(connection, 0)
  const check = async (triesLeft: number): Promise<void> => {
    try {
      connection ??= await connectAsWorker(databaseUrl)
      for (const workerId of workerIds) await hold(connection, workerId)
      await freeLostJobs(connection, { workerIds, inHand: jobsInHand(), ageSeconds })
      await freeJobsOfDead(connection, ageSeconds)
    } catch {
      await connection?.close().catch(() => undefined)
      connection = null
      // A connection that was cut is noticed only when it is used.
      if (triesLeft > 0) await check(triesLeft - 1)
    }
  }
  // One at a time: a second one beside it would open a connection of its own, which nobody closes.
  let checking: Promise<void> | null = null
  const timer = setInterval(() => {
    checking ??= check(1).finally(() => {
      checking = null
    })
  }, everyMs)
  timer.unref()
  return {
    announce: (workerId) => {
      workerIds.add(workerId)
      if (connection) void hold(connection, workerId).catch(() => undefined)
    },
    close: async () => {
      clearInterval(timer)
      await checking
      await connection?.close().catch(() => undefined)
    },
  }
}

/** Whether any worker on this database is alive. */
export async function isWorkerPresent(databaseUrl: string): Promise<boolean> {
  const connection = await connectOwner(databaseUrl)
  try {
    return (await connection.rows(`SELECT FROM pg_locks WHERE ${isLockOn(ANY_WORKER)} LIMIT 1`)).length > 0
  } finally {
    await connection.close()
  }
}

/** Beside the lock of its own each worker shares one with all others, so that one can ask for any. */
const ANY_WORKER = `hashtextextended('saldo workers', 0)`

async function connectAsWorker(databaseUrl: string): Promise<OwnerConnection> {
  const connection = await connectOwner(databaseUrl)
  await connection.rows(`SELECT pg_advisory_lock_shared(${ANY_WORKER})`)
  return connection
}

const LOCK_KEY = `hashtextextended('saldo worker ' || $1, 0)`

/**
 * Taking a lock one holds already counts it twice, so it is taken only when it is not held. It is not waited for: where the server
 * has not noticed yet that an earlier connection is gone, that one holds it, which serves as well, and the next check tries again.
 */
async function hold(connection: OwnerConnection, workerId: string): Promise<void> {
  await connection.rows(
    `SELECT pg_try_advisory_lock(${LOCK_KEY}) WHERE NOT EXISTS (
    SELECT FROM pg_locks WHERE ${isLockOf('$1')} AND pid = pg_backend_pid())`,
    [workerId],
  )
}

/** A job this process took, but whose answer was lost on the way with the connection: nobody works on it, and its worker lives. */
async function freeLostJobs(connection: OwnerConnection, { workerIds, inHand, ageSeconds }: Own): Promise<void> {
  await connection.rows(
    `UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL
      WHERE locked_by = ANY ($1) AND id <> ALL ($2::bigint[]) AND locked_at <= now() - make_interval(secs => $3)`,
    [[...workerIds], inHand, ageSeconds],
  )
}

async function freeJobsOfDead(connection: OwnerConnection, ageSeconds: number): Promise<void> {
  await connection.rows(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT locked_by)) FROM (
       SELECT locked_by, locked_at FROM graphile_worker._private_jobs
       UNION ALL SELECT locked_by, locked_at FROM graphile_worker._private_job_queues) held
     WHERE locked_by IS NOT NULL AND locked_at <= now() - make_interval(secs => $1)
       AND NOT EXISTS (SELECT FROM pg_locks WHERE ${isLockOf('held.locked_by')})
     HAVING count(*) > 0`,
    [ageSeconds],
  )
}

/** pg_locks shows a 64-bit advisory key as two halves. */
function isLockOf(workerId: string): string {
  return isLockOn(`hashtextextended('saldo worker ' || ${workerId}, 0)`)
}

function isLockOn(key: string): string {
  return `locktype = 'advisory' AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND ((classid::bigint << 32) | objid::bigint) = ${key}`
}
