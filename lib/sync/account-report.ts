import type { BankErrorKind } from '@/lib/banking/errors'
import type { IsoDate } from '@/lib/core/iso-date'
import type { Db } from '@/lib/db'

/** waiting · booked · pending · balances · done */
export type SyncPhase = 'waiting' | 'booked' | 'pending' | 'balances' | 'done'

/** What one run did to one account; null error: that part was read to its end. */
export type AccountReport = {
  readonly accountId: string
  phase: SyncPhase
  pages: number
  fetched: number
  inserted: number
  updated: number
  superseded: number
  setAside: number
  earliestDay: IsoDate | null
  bookedError: BankErrorKind | null
  pendingError: BankErrorKind | null
  balancesError: BankErrorKind | null
  /** Older days are left for the next run; the newest are here. Not kept: `account_feed` says which days. */
  isUnfinished: boolean
}

export function openAccountReport(accountId: string): AccountReport {
  return {
    accountId,
    phase: 'waiting',
    pages: 0,
    fetched: 0,
    inserted: 0,
    updated: 0,
    superseded: 0,
    setAside: 0,
    earliestDay: null,
    bookedError: null,
    pendingError: null,
    balancesError: null,
    isUnfinished: false,
  }
}

/** A bank that knows no list of pending rows has not failed. */
export function hasFailed({ bookedError, pendingError, balancesError, isUnfinished }: AccountReport): boolean {
  return isUnfinished || bookedError !== null || balancesError !== null || (pendingError !== null && pendingError !== 'parameter_refused')
}

export async function writeReport(db: Db, key: { householdId: string; runId: string; now: Date }, report: AccountReport): Promise<void> {
  const { householdId, runId, now } = key
  const r = report
  await db.$executeRaw`
    INSERT INTO sync_run_account (household_id, run_id, account_id, phase, pages, fetched, inserted, updated, superseded, set_aside,
                                  earliest_day, booked_error, pending_error, balances_error, updated_at)
    VALUES (${householdId}::uuid, ${runId}::uuid, ${r.accountId}::uuid, ${r.phase}, ${r.pages}, ${r.fetched}, ${r.inserted}, ${r.updated},
            ${r.superseded}, ${r.setAside}, ${r.earliestDay}::date, ${r.bookedError}, ${r.pendingError}, ${r.balancesError}, ${now}::timestamptz)
        ON CONFLICT (household_id, run_id, account_id)
        DO UPDATE SET phase = EXCLUDED.phase, pages = EXCLUDED.pages, fetched = EXCLUDED.fetched, inserted = EXCLUDED.inserted,
                      updated = EXCLUDED.updated, superseded = EXCLUDED.superseded, set_aside = EXCLUDED.set_aside,
                      earliest_day = EXCLUDED.earliest_day, booked_error = EXCLUDED.booked_error,
                      pending_error = EXCLUDED.pending_error, balances_error = EXCLUDED.balances_error, updated_at = EXCLUDED.updated_at`
}
