import type { DaySpan } from '@/lib/accounts/day-spans'
import type { Connector, Credentials } from '@/lib/banking/port'
import { holdLease, type Lease } from '@/lib/bank-sessions/session-state'
import { utcDay, type IsoDate } from '@/lib/core/iso-date'
import { asSystemBy, type Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import type { BankCalls } from './bank-calls'
import type { Dialect } from './read/dialect'
import type { HeldDays } from './read/held-days'
import type { RunLimits, SyncTrigger } from './sync-input'

/** One account as one bank session sees it, with its handle opened for this run. */
export type SyncedFeed = {
  readonly feedId: string
  readonly accountId: string
  readonly uid: string
  readonly holderName: string | null
  readonly held: HeldDays
  /** Days of the account that any access had read whole when the run began. */
  readonly readBefore: readonly DaySpan[]
  readonly dialect: Dialect
}

/** What one run carries around. Lives in memory only as long as the run. */
export type SyncContext = {
  readonly householdId: string
  readonly bankSessionId: string
  readonly runId: string
  readonly trigger: SyncTrigger
  readonly limits: RunLimits
  /** The person is there, so that no question counts against the bank's number for a day. */
  readonly isAttended: boolean
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
  const { lease, calls, now } = context
  const rows = calls.take()
  try {
    return await asSystemBy((db) => holdLease(db, lease, { now: now(), calls: rows }), work, { timeoutMs: BATCH_TIMEOUT_MS })
  } catch (error) {
    calls.giveBack(rows)
    throw error
  }
}
