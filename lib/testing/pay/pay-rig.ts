import { addDays, utcDay } from '@/lib/core/iso-date'
import { networkFetch } from '@/lib/banking/network'
import { startSimulatorServer, type SimulatorServer } from '@/lib/simulator/server'
import { joinBankWorld } from '../bank-world'
import { writeEnvironment } from '../crash/write-environment'
import { openOwnDatabase, type OwnDatabase } from '../own-database'
import type { TestServer } from '../test-server'
import { openPayers, PAY_BANKS, type Payer } from './pay-household'

/** A served bank, a database, and a member who can pay: for processes of their own that are killed. */
export type PayRig = {
  readonly database: OwnDatabase
  readonly simulator: SimulatorServer
  readonly payer: Payer
  readonly householdId: string
  readonly environment: Readonly<Record<string, string>>
  /** The time of both sides; it is moved on by hand. */
  now(): Date
  advance(ms: number): void
  stop(): Promise<void>
}

export async function openPayRig(server: TestServer): Promise<PayRig> {
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  const simulator = await startSimulatorServer({
    ...{ port: 0, seed: 'payers killed', now: () => new Date(), settings: { unattendedReadsPerDay: 1_000_000 } },
    world: { begins: addDays(utcDay(now()), -3), activity: 0.1, banks: PAY_BANKS.slice(0, 1) },
  })
  const database = await openOwnDatabase(server)
  const apiUrl = `http://127.0.0.1:${simulator.port}`
  // Tokens go by the machine's clock on both sides, however far the days were moved on.
  const world = joinBankWorld({ simulator: simulator.simulator, apiUrl }, { now: () => new Date(), fetch: networkFetch })
  const { householdId, payers } = await openPayers(world, 'Payers killed')
  const { environment, remove } = writeEnvironment(database.url, world.keys)
  return {
    ...{ database, simulator, payer: payers[0]!, householdId, environment, now },
    advance(ms) {
      aheadMs += ms
      simulator.simulator.clock.advance(ms)
    },
    async stop() {
      await database.close()
      await simulator.stop()
      remove()
    },
  }
}
