import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { checkReaders, waitUntilRead } from './check-readers'
import { openCrashRig, queueReading, type CrashRig } from './crash-rig'
import { startWorkerProcess, type WorkerProcess } from './worker-process'

let rig: CrashRig

beforeAll(async () => {
  rig = await openCrashRig(inject('testServer'), { readers: 1, readings: 6 })
})

afterAll(() => rig.stop())

describe('a worker that stands still for longer than its lease (SIGSTOP, SIGCONT)', () => {
  it.each(['first page on its way', 'before a batch is committed'])(
    'is overtaken, and writes nothing when it goes on: %s',
    async (stopAt) => {
      await queueReading(rig, 0)
      const zombie = startWorkerProcess(rig.environment, { stopAt })
      await untilStopped(zombie)
      const overtaken = await newestRun(rig)
      // Somebody presses the button again; the zombie's job is no longer the one that counts.
      await queueReading(rig, 0)
      const since = new Date()
      const next = startWorkerProcess(rig.environment)
      try {
        expect(await waitUntilRead(rig, { since, withinMs: 60_000 })).toBeLessThan(60_000)
        const before = await booksOf(rig)
        zombie.signal('SIGCONT')
        await untilSettled(rig)
        expect(await booksOf(rig)).toEqual(before)
        expect(await runOf(rig, overtaken)).toMatchObject({ outcome: 'failed', errorKind: 'interrupted' })
        expect(await checkReaders(rig)).toEqual([])
      } finally {
        zombie.signal('SIGKILL')
        next.signal('SIGKILL')
      }
    },
    180_000,
  )
})

/** The state of a process as Linux tells it: T is stopped. */
async function untilStopped({ pid }: WorkerProcess): Promise<void> {
  const untilMs = performance.now() + 60_000
  const isStopped = () =>
    fs.readdirSync(`/proc/${pid}/task`).every((task) => / T /.test(fs.readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8')))
  while (!isStopped()) {
    if (performance.now() > untilMs) throw new Error('the worker did not come to the point')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The zombie has had its time to do what it was about to do. */
async function untilSettled({ database }: CrashRig): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  await database.ownerQuery('SELECT 1')
}

async function newestRun({ database }: CrashRig): Promise<string> {
  const [run] = await database.ownerQuery<{ id: string }>('SELECT id::text AS id FROM sync_run ORDER BY started_at DESC LIMIT 1')
  return run!.id
}

async function runOf({ database }: CrashRig, id: string): Promise<{ outcome: string | null; errorKind: string | null } | undefined> {
  const [run] = await database.ownerQuery<{ outcome: string | null; errorKind: string | null }>(
    'SELECT outcome, error_kind AS "errorKind" FROM sync_run WHERE id = $1',
    [id],
  )
  return run
}

/** Every table a reading writes to, row versions included. */
async function booksOf({ database }: CrashRig): Promise<Record<string, string>> {
  const state: Record<string, string> = {}
  for (const table of TABLES) {
    const [row] = await database.ownerQuery<{ rows: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t.xmin::text || t::text, ',' ORDER BY t::text)), '') AS rows FROM ${table} t`,
    )
    state[table] = row?.rows ?? ''
  }
  return state
}

const TABLES = [
  'transaction',
  'transaction_evidence',
  'daily_total',
  'monthly_total',
  'balance',
  'balance_history',
  'raw_page',
  'sync_run',
  'account_feed',
]
