import type { Connector, Credentials } from '@/lib/banking/port'
import { holdLease, type Lease } from '@/lib/bank-sessions/session-state'
import { utcDay, type IsoDate } from '@/lib/core/iso-date'
import { asSystem, type Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import { writeBankCalls, type BankCalls } from './bank-calls'

/** One account as one bank session sees it, with its handle opened for this run. */
export type SyncedFeed = {
  readonly feedId: string
  readonly accountId: string
  readonly uid: string
  readonly holderName: string | null
  readonly readUntil: IsoDate | null
  readonly historyFrom: IsoDate | null
}

/** What one run carries around. Lives in memory only as long as the run. */
export type SyncContext = {
  readonly householdId: string
  readonly bankSessionId: string
  readonly runId: string
  readonly lease: Lease
  readonly connector: Connector
  readonly credentials: Credentials
  readonly requiredPsuHeaders: readonly string[]
  readonly vault: Vault
  readonly calls: BankCalls
  readonly now: () => Date
}

export function todayOf({ now }: Pick<SyncContext, 'now'>): IsoDate {
  return utcDay(now())
}

/** A batch of several hundred rows on a slow disk needs more than the usual request. */
const BATCH_TIMEOUT_MS = 60_000

/**
 * One transaction of the run: proves the lease first, so that a run that was paused and overtaken writes nothing, and
 * takes along the calls made since the last one.
 * @throws LeaseLostError
 */
export async function commit<T>(context: SyncContext, work: (db: Db) => Promise<T>): Promise<T> {
  const { householdId, lease, calls, now } = context
  const rows = calls.take()
  const inTransaction = async (db: Db) => {
    await holdLease(db, lease, now())
    await writeBankCalls(db, rows)
    return work(db)
  }
  try {
    return await asSystem(householdId, inTransaction, { timeoutMs: BATCH_TIMEOUT_MS })
  } catch (error) {
    calls.giveBack(rows)
    throw error
  }
}
