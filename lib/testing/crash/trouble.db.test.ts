import { execFileSync } from 'node:child_process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import { startWorker, type JobRunner } from '@/lib/jobs'
import { paymentTasks } from '@/lib/payments/tasks'
import { syncTasks } from '@/lib/sync/tasks'
import { runSync } from '@/lib/sync/run'
import { openDoomedServer } from '../test-server'
import { PSU } from '../life/psu'
import { checkReaders, waitUntilRead } from './check-readers'
import { openCrashRig, queueReading, type CrashRig } from './crash-rig'

const DAY_MS = 86_400_000

/** A server of this file's own: it is about to suffer. */
let server: Awaited<ReturnType<typeof openDoomedServer>>
let rig: CrashRig
let workers: JobRunner[] = []

beforeAll(async () => {
  server = await openDoomedServer()
  rig = await openCrashRig(server.server, {
    readers: 1,
    readings: 16,
    bank: { settings: { unattendedReadsPerDay: 1_000_000, latencyMs: 30 } },
  })
})

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
})

afterAll(async () => {
  await rig.stop()
  await server.stop()
  replaceRegistry(undefined)
})

async function work(count = 1): Promise<void> {
  workers.push(...(await Promise.all(Array.from({ length: count }, () => startWorker({ ...syncTasks, ...paymentTasks }, 2)))))
}

/** Calls for the first page of a list, by account and kind. */
function listsAsked(since: number): string[] {
  return rig.simulator.simulator.ledger.calls
    .slice(since)
    .filter(({ path, account }) => account !== null && !path.includes('continuation_key='))
    .map(({ path, account, operation }) => `${account} ${operation} ${new URL(path, 'http://bank').searchParams.get('transaction_status')}`)
}

async function untilRunning(): Promise<void> {
  for (;;) {
    const [row] = await rig.database.ownerQuery<{ running: boolean }>(
      'SELECT EXISTS (SELECT FROM sync_run WHERE finished_at IS NULL) AS running',
    )
    if (row?.running) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe('workers in a race for one access', () => {
  it.each([2, 10])(
    '%i of them: it is read once',
    async (count) => {
      const since = new Date()
      const begun = rig.simulator.simulator.ledger.calls.length
      await work(count)
      await queueReading(rig, 0)
      await waitUntilRead(rig, { since, withinMs: 60_000 })
      const asked = listsAsked(begun)
      expect(asked.length).toBeGreaterThan(3)
      expect(new Set(asked).size).toBe(asked.length)
      expect(await checkReaders(rig)).toEqual([])
    },
    120_000,
  )

  it('ten calls of the reading itself at once: one reads, nine are told that somebody does', async () => {
    const { household, bankSessionId } = rig.readers[0]!
    const begun = rig.simulator.simulator.ledger.calls.length
    const wish = {
      householdId: household.householdId,
      bankSessionId,
      trigger: 'interactive' as const,
      psuContext: PSU,
      now: () => new Date(),
    }
    const reports = await Promise.all(Array.from({ length: 10 }, () => runSync(wish)))
    expect(reports.filter(({ outcome }) => outcome === 'complete')).toHaveLength(1)
    expect(reports.filter((report) => 'reason' in report && report.reason === 'busy')).toHaveLength(9)
    const asked = listsAsked(begun)
    expect(new Set(asked).size).toBe(asked.length)
  }, 120_000)
})

describe('a database in trouble', () => {
  it('that is restarted in the middle of a reading: the reading is taken up by itself within a minute', async () => {
    const since = new Date()
    await work()
    await queueReading(rig, 0)
    await untilRunning()
    await crashServer(rig)
    expect(await waitUntilRead(rig, { since, withinMs: 60_000 })).toBeLessThan(60_000)
    expect(await checkReaders(rig)).toEqual([])
  }, 120_000)

  it('whose connections are all cut in the middle of a reading: the same', async () => {
    const since = new Date()
    await work()
    await queueReading(rig, 0)
    await untilRunning()
    await rig.database.ownerQuery(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'saldo owner'`,
    )
    expect(await waitUntilRead(rig, { since, withinMs: 60_000 })).toBeLessThan(60_000)
    expect(await checkReaders(rig)).toEqual([])
  }, 120_000)

  it.each([
    ['transaction', '53100'],
    ['raw_page', '53100'],
    ['balance', '40001'],
    ['daily_total', '40P01'],
  ])(
    'that cannot write to %s (%s): nothing half written, and it recovers without a restart',
    async (table, code) => {
      await refuseWrites(rig, table, code)
      const { household, bankSessionId } = rig.readers[0]!
      // A whole day, because every table has to be written: something is booked on each.
      rig.simulator.simulator.clock.advance(DAY_MS)
      const wish = {
        householdId: household.householdId,
        bankSessionId,
        trigger: 'interactive' as const,
        psuContext: PSU,
        now: () => new Date(),
      }
      await expect(runSync(wish)).rejects.toThrow()
      await rig.database.ownerQuery(`DROP TRIGGER trouble ON ${table}`)
      const healed = await runSync(wish)
      expect(healed.outcome, JSON.stringify(healed)).toBe('complete')
      expect(await checkReaders(rig)).toEqual([])
    },
    60_000,
  )
})

/** One server process killed takes all connections with it: PostgreSQL starts anew and recovers. */
async function crashServer({ database }: CrashRig): Promise<void> {
  const [row] = await database.ownerQuery<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() LIMIT 1`,
  )
  execFileSync('kill', ['-9', String(row!.pid)])
}

/** The disk is full, or the write loses a race, as far as the app can tell. */
async function refuseWrites({ database }: CrashRig, table: string, code: string): Promise<void> {
  await database.ownerQuery(
    `CREATE OR REPLACE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '${code}'; END $$`,
  )
  await database.ownerQuery(`CREATE TRIGGER trouble BEFORE INSERT OR UPDATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION trouble()`)
}
