import { annotateTransaction } from '@/lib/accounts/annotate-transaction'
import { addDays, utcDay } from '@/lib/core/iso-date'
import { networkFetch } from '@/lib/banking/network'
import { syncNow } from '@/lib/bank-sessions/sync-now'
import { startSimulatorServer, type SimulatorServer } from '@/lib/simulator/server'
import type { ServerOptions } from '@/lib/simulator/server-arguments'
import { joinBankWorld, type BankWorld } from '../bank-world'
import { seedHousehold, type SeededHousehold } from '../household'
import type { Edit } from '../life/life'
import { PSU } from '../life/psu'
import { openOwnDatabase, type OwnDatabase } from '../own-database'
import type { TestServer } from '../test-server'
import { writeEnvironment } from './write-environment'

const DAY_MS = 86_400_000

/** A served bank and a database with households that are about to read it, for real worker processes. */
export type CrashRig = {
  readonly database: OwnDatabase
  readonly simulator: SimulatorServer
  readonly readers: readonly Reader[]
  /** What a worker process needs to know. */
  readonly environment: Readonly<Record<string, string>>
  /** How much time passes at the bank between two readings. */
  readonly stepMs: number
  stop(): Promise<void>
}

/** A household with one access: most of its rows are held, some written upon; several days at the bank are new. */
export type Reader = {
  readonly household: SeededHousehold
  readonly bankSessionId: string
  readonly edits: ReadonlyMap<string, Edit>
}

type Options = { readonly readers?: number; readonly readings: number; readonly bank?: Partial<ServerOptions> }

/** So many that an access is free again, after the death of who read it, when its turn comes. */
const READERS = 24
const HISTORY_DAYS = 60
/** The bank begins so far behind, within what is read again anyway, and has caught up after as many readings as announced. */
const BEHIND_MS = 5.5 * DAY_MS
/** A bank where she has several accounts, one of them not hers alone. */
const VISIT = { country: 'FI', bank: 'Saaristo Bank', person: 'aino.virtanen' }

export async function openCrashRig(server: TestServer, { readers: count = READERS, readings, bank }: Options): Promise<CrashRig> {
  const now = () => new Date()
  const simulator = await startSimulatorServer({
    ...{ port: 0, seed: 'crashes', now, settings: { unattendedReadsPerDay: 1_000_000 } },
    world: { begins: addDays(utcDay(now()), -HISTORY_DAYS), activity: 1.5, banks: [VISIT.bank] },
    ...bank,
  })
  simulator.simulator.clock.advance(-BEHIND_MS)
  const database = await openOwnDatabase(server)
  const apiUrl = `http://127.0.0.1:${simulator.port}`
  const world = joinBankWorld({ simulator: simulator.simulator, apiUrl }, { now, fetch: networkFetch })
  const readers: Reader[] = []
  for (let nth = 1; nth <= count; nth++) readers.push(await seedReader(database, world, nth))
  await database.ownerQuery('DELETE FROM graphile_worker._private_jobs')
  const { environment, remove } = writeEnvironment(database.url, world.keys)
  return {
    database,
    simulator,
    readers,
    environment,
    stepMs: Math.floor(BEHIND_MS / readings),
    async stop() {
      await database.close()
      await simulator.stop()
      remove()
    },
  }
}

async function seedReader(database: OwnDatabase, world: BankWorld, nth: number): Promise<Reader> {
  const household = await seedHousehold({ name: `Crashes ${nth}` })
  const bankSessionId = await world.connectBank(household.viewer, VISIT)
  await world.sync(household.householdId, bankSessionId, 'first')
  return { household, bankSessionId, edits: await writeOnRows(database, household) }
}

async function writeOnRows(database: OwnDatabase, { viewer, householdId }: SeededHousehold): Promise<Map<string, Edit>> {
  const rows = await database.ownerQuery<{ id: string }>(
    `SELECT id::text AS id FROM transaction WHERE household_id = $1 AND superseded_by_id IS NULL
      ORDER BY (status = 'BOOK'), effective_date DESC, id LIMIT 10`,
    [householdId],
  )
  const edits = new Map<string, Edit>()
  for (const [at, { id }] of rows.entries()) {
    const edit = { name: `Our word ${at}`, note: `A note ${at}`, category: null }
    await annotateTransaction(viewer, id, { name: edit.name, note: edit.note })
    edits.set(id, edit)
  }
  return edits
}

/** Hours pass at the bank, and somebody presses the button: a reading with something new in it stands in the queue. */
export async function queueReading(rig: CrashRig, nth: number): Promise<void> {
  rig.simulator.simulator.clock.advance(rig.stepMs)
  await queue(rig.readers[nth % rig.readers.length]!)
}

/** Everybody presses the button, at the same hour of the bank. */
export async function queueAll({ readers }: CrashRig): Promise<void> {
  for (const reader of readers) await queue(reader)
}

async function queue({ household, bankSessionId }: Reader): Promise<void> {
  await syncNow(household.viewer, bankSessionId, { psuContext: PSU, now: new Date() })
}
