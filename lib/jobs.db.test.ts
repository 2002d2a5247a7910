import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { asSystem, asViewer } from '@/lib/db'
import { newId } from '@/lib/core/id'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { openWorkerPresence } from './database/worker-presence'
import { enqueue, startWorker, type JobRunner, type Jobs, type Tasks } from './jobs'

let database: TestDatabase
let runner: JobRunner | null = null

beforeAll(async () => {
  database = await createTestDatabase()
})

afterEach(async () => {
  await runner?.stop()
  runner = null
  await database.ownerQuery('DELETE FROM graphile_worker._private_jobs')
})

type Sync = Jobs['sync-bank-session']

/** Tasks that only remember what they were given. */
function recordInto(done: Sync[], work: (payload: Sync) => Promise<void> = async () => undefined): Tasks {
  const other = async () => undefined
  const tasks: Partial<Tasks> = { 'end-access-at-bank': other, 'give-up-pending': other, 'tend-bank-sessions': other }
  const sync = async (payload: Sync) => {
    await work(payload)
    done.push(payload)
  }
  return { ...tasks, 'sync-bank-session': sync } as Tasks
}

const syncJob = (householdId: string): Sync => ({ householdId, bankSessionId: newId(), trigger: 'first' })

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('did not come true within a minute')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const cutConnections = () =>
  database.ownerQuery(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  )

const countWaiting = async () => (await database.ownerQuery('SELECT 1 FROM graphile_worker._private_jobs')).length

describe('a queued job', () => {
  it('exists if and only if the transaction that queued it commits', async () => {
    const { householdId } = await seedHousehold()
    const failing = asSystem(householdId, async (db) => {
      await enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'k' })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await countWaiting()).toBe(0)
    await asSystem(householdId, (db) => enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'k' }))
    expect(await countWaiting()).toBe(1)
  })

  it('replaces a waiting job of the same key', async () => {
    const { householdId } = await seedHousehold()
    for (let i = 0; i < 3; i++) await asSystem(householdId, (db) => enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'same' }))
    expect(await countWaiting()).toBe(1)
  })

  it('belongs to the household that queues it', async () => {
    const [ours, theirs] = [await seedHousehold(), await seedHousehold()]
    const foreign = asViewer(ours.viewer, (db) => enqueue(db, 'sync-bank-session', syncJob(theirs.householdId), { key: 'k' }))
    await expect(foreign).rejects.toThrow()
    expect(await countWaiting()).toBe(0)
  })

  it('is worked off with its payload, several at a time', async () => {
    const { householdId } = await seedHousehold()
    const done: Sync[] = []
    let running = 0
    let most = 0
    runner = await startWorker(
      recordInto(done, async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 30))
        running--
      }),
    )
    const jobs = [syncJob(householdId), syncJob(householdId), syncJob(householdId)]
    await asSystem(householdId, async (db) => {
      for (const [at, job] of jobs.entries()) await enqueue(db, 'sync-bank-session', job, { key: `k${at}` })
    })
    await until(() => done.length === 3)
    expect(new Set(done)).toEqual(new Set(jobs))
    expect(most).toBeGreaterThan(1)
  })

  it('is worked off although the database cut all connections, even while another was being reported as done', async () => {
    const { householdId } = await seedHousehold()
    const done: Sync[] = []
    runner = await startWorker(recordInto(done, async () => void (done.length === 0 && (await cutConnections()))))
    const queueAJob = (key: string) => asSystem(householdId, (db) => enqueue(db, 'sync-bank-session', syncJob(householdId), { key }))
    await queueAJob('before')
    await until(() => done.length > 0)
    await until(() =>
      queueAJob('after').then(
        () => true,
        () => false,
      ),
    )
    await until(async () => (await countWaiting()) === 0)
    expect(done.length).toBeGreaterThanOrEqual(2)
  }, 90_000)

  it('is done before others that nobody waits for', async () => {
    const { householdId } = await seedHousehold()
    const done: Sync[] = []
    const [patient, waited] = [syncJob(householdId), syncJob(householdId)]
    await asSystem(householdId, async (db) => {
      await enqueue(db, 'sync-bank-session', patient, { key: 'patient', isPatient: true })
      await enqueue(db, 'sync-bank-session', waited, { key: 'waited' })
    })
    runner = await startWorker(recordInto(done), 1)
    await until(() => done.length === 2)
    expect(done).toEqual([waited, patient])
  })

  it('goes on with the process that holds it, whatever other processes start meanwhile', async () => {
    const { householdId } = await seedHousehold()
    const done: Sync[] = []
    let finish = () => {}
    const finished = new Promise<void>((resolve) => (finish = resolve))
    let begun = 0
    const work = () => {
      begun++
      return finished
    }
    runner = await startWorker(recordInto(done, work))
    await asSystem(householdId, (db) => enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'k' }))
    await until(() => begun === 1)
    const other = await startWorker(recordInto(done, work))
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    finish()
    await until(async () => (await countWaiting()) === 0)
    await other.stop()
    expect([begun, done.length]).toEqual([1, 1])
  })

  it('that a living process took without learning of it goes back to the queue, one it works on does not', async () => {
    const { householdId } = await seedHousehold()
    await asSystem(householdId, async (db) => {
      await enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'lost' })
      await enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'in hand' })
    })
    const jobs = await database.ownerQuery<{ id: string; key: string }>('SELECT id::text, key FROM graphile_worker._private_jobs')
    const jobsInHand = () => jobs.flatMap(({ id, key }) => (key === 'in hand' ? id : []))
    const presence = await openWorkerPresence(database.url, { jobsInHand, ageSeconds: 0, everyMs: 20 })
    presence.announce('me')
    const holder = async () => {
      const [lock] = await database.ownerQuery<{ pid: number }>(`SELECT pid FROM pg_locks WHERE locktype = 'advisory'
        AND mode = 'ExclusiveLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
      return lock?.pid
    }
    const locked = () => database.ownerQuery(`SELECT key FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL`)
    let before: number | undefined
    for (const way of ['at first', 'after all connections were cut']) {
      await until(async () => ![undefined, before].includes(await holder()))
      before = await holder()
      await database.ownerQuery(`UPDATE graphile_worker._private_jobs SET locked_by = 'me', locked_at = now()`)
      await until(async () => (await locked()).length === 1)
      expect(await locked(), way).toEqual([{ key: 'in hand' }])
      await cutConnections()
    }
    await presence.close()
  })

  it('of a killed process is taken up at the next start, one of a living process is not', async () => {
    const { householdId } = await seedHousehold()
    await asSystem(householdId, async (db) => {
      await enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'dead' })
      await enqueue(db, 'sync-bank-session', syncJob(householdId), { key: 'alive' })
    })
    await database.ownerQuery(`UPDATE graphile_worker._private_jobs SET locked_by = 'worker-' || key, locked_at = now()`)
    await database.ownerQuery(`SELECT pg_advisory_lock(hashtextextended('saldo worker worker-alive', 0))`)
    runner = await startWorker(recordInto([]))
    await until(async () => (await countWaiting()) === 1)
    const left = await database.ownerQuery<{ key: string }>('SELECT key FROM graphile_worker._private_jobs')
    expect(left.map((row) => row.key)).toEqual(['alive'])
    await database.ownerQuery('SELECT pg_advisory_unlock_all()')
  })
})
