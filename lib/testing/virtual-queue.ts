import type { JobName, Jobs } from '@/lib/jobs'
import { paymentTasks } from '@/lib/payments/tasks'
import { syncTasks } from '@/lib/sync/tasks'
import type { OwnDatabase } from './own-database'
import type { VirtualTime } from './virtual-time'

type DueJob = { id: string; name: JobName; payload: Jobs[JobName]; dueMs: string; attempts: number }

/** The job queue of one household in virtual time: the real jobs and handlers, one after another, each at its hour. */
export type VirtualQueue = {
  /** Runs what comes due until then, moving the clock from job to job. Answers how many ran. */
  runUntil(at: Date, jobsMax?: number): Promise<number>
  /** What a worker does at its start: jobs of one that died are given back. */
  giveBack(): Promise<void>
}

type Options = {
  readonly database: OwnDatabase
  readonly time: VirtualTime
  readonly householdId: string
  /** Whether the process that works is no more. */
  readonly isDead: () => boolean
  /** Other jobs wait for ever; all run when absent. */
  readonly only?: readonly JobName[]
}

export function openVirtualQueue({ database, time, householdId, isDead, only }: Options): VirtualQueue {
  return {
    async runUntil(at, jobsMax = Infinity) {
      let ran = 0
      if (!only) await tend()
      for (let job = await takeNext(); job; job = ran < jobsMax ? await takeNext() : undefined) {
        time.reach(new Date(Number(job.dueMs)))
        ran += 1
        await run(job)
      }
      time.reach(at)
      return ran

      async function takeNext(): Promise<DueJob | undefined> {
        const [job] = await database.ownerQuery<DueJob>(TAKE_NEXT, [householdId, at, only ?? null])
        return job
      }
    },
    async giveBack() {
      await database.ownerQuery(
        `UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL WHERE payload->>'householdId' = $1`,
        [householdId],
      )
    },
  }

  /** The job of the clock, which in life runs every few minutes. */
  async function tend(): Promise<void> {
    await syncTasks['tend-bank-sessions']().catch((error: unknown) => {
      if (isDead()) throw new ProcessDied(String(error))
    })
  }

  async function run({ id, name, payload, attempts }: DueJob): Promise<void> {
    try {
      await ({ ...syncTasks, ...paymentTasks }[name] as (payload: Jobs[JobName]) => Promise<void>)(payload)
    } catch (error) {
      if (isDead()) throw new ProcessDied(String(error))
      // As the queue does it: later and later.
      const again = new Date(time.now().getTime() + 1_000 * Math.exp(Math.min(attempts, 10)))
      await database.ownerQuery(
        'UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, run_at = $2, last_error = $3 WHERE id = $1',
        [id, again, String(error).slice(-300)],
      )
      return
    }
    await database.ownerQuery('DELETE FROM graphile_worker._private_jobs WHERE id = $1', [id])
  }
}

/** Thrown through everything: the process is no more, so nothing after it may be tidied up. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied'
}

/** A job queued without an hour carries the database's own time, which is not the virtual one: it is due at once. */
const TAKE_NEXT = `
  UPDATE graphile_worker._private_jobs j SET locked_at = now(), locked_by = 'virtual', attempts = j.attempts + 1
    FROM (SELECT id, CASE WHEN run_at IN (created_at, updated_at) THEN 0 ELSE extract(epoch FROM run_at) * 1000 END AS due_ms
            FROM graphile_worker._private_jobs
           WHERE payload->>'householdId' = $1 AND locked_at IS NULL AND attempts < max_attempts
             AND (run_at IN (created_at, updated_at) OR run_at <= $2)
             AND ($3::text[] IS NULL OR task_id IN (SELECT id FROM graphile_worker._private_tasks WHERE identifier = ANY ($3::text[])))
           ORDER BY 2, 1 LIMIT 1) n, graphile_worker._private_tasks t
   WHERE j.id = n.id AND t.id = j.task_id
  RETURNING j.id::text AS id, t.identifier AS name, j.payload, trunc(n.due_ms)::text AS "dueMs", j.attempts`
