import type { IsoDate } from '@/lib/core/iso-date'

export type AccountProgress = {
  readonly accountId: string
  readonly name: string
  readonly phase: 'waiting' | 'booked' | 'pending' | 'balances' | 'done'
  readonly fetched: number
  readonly earliestDay: IsoDate | null
  /** The first thing that went wrong with it, as a BankError kind. */
  readonly error: string | null
}

/** How a read stands, as its page polls it. */
export type SyncProgress = {
  readonly state: 'waiting' | 'running' | 'done'
  /** Null while it runs. */
  readonly outcome: 'complete' | 'partial' | 'failed' | null
  readonly errorKind: string | null
  /** ISO instant; tells one run from the next. */
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly accounts: readonly AccountProgress[]
  readonly doneCount: number
  readonly total: number
}
