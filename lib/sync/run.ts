import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import { endSession, isConsentEnd, LeaseLostError, recordSyncOutcome } from '@/lib/bank-sessions/session-state'
import { asSystem } from '@/lib/db'
import { log } from '@/lib/log'
import { hasFailed, writeReport, type AccountReport } from './account-report'
import { writeBankCalls } from './bank-calls'
import { openRun, type OpenedRun } from './open-run'
import { runAccount } from './run-account'
import { blockedUntil, stopsRun } from './run-error'
import { commit } from './sync-context'
import type { SyncInput } from './sync-input'

/** `skipped`: nothing was asked of the bank, and `reason` says why. `failed`: nothing came of it. `partial`: some of it did. */
export type SyncReport =
  | { readonly outcome: 'skipped'; readonly reason: 'busy' | 'over' | 'blocked' | 'lease_lost' }
  | {
      readonly outcome: 'complete' | 'partial' | 'failed'
      readonly runId: string
      readonly errorKind: BankErrorKind | null
      readonly accounts: readonly AccountReport[]
    }

/** The bank is not knocking-distance away any more: after so many accounts in a row that it did not answer for, leave the rest. */
const UNAVAILABLE_MAX = 3

/**
 * Reads every kept account of one bank session. Acts for the system; one run at a time per session (lease with a fencing
 * token). What was read before a failure stays, and the next run goes on from there.
 * @throws whatever is not an answer of the bank (database down, a bug), for the job queue to try again
 */
export async function runSync(input: SyncInput): Promise<SyncReport> {
  const opened = await openRun(input)
  if ('reason' in opened) return { outcome: 'skipped', reason: opened.reason }
  try {
    const stop = await runAccounts(opened)
    return await finishRun(opened, stop, input)
  } catch (error) {
    if (error instanceof LeaseLostError) return { outcome: 'skipped', reason: 'lease_lost' }
    await abandonRun(opened)
    throw error
  }
}

/** Answers the error that stopped the whole run, if one did. */
async function runAccounts({ context, feeds, reports }: OpenedRun): Promise<BankError | null> {
  let unavailable = 0
  for (const [index, feed] of feeds.entries()) {
    const report = reports[index]!
    try {
      await runAccount(context, feed, report)
    } catch (error) {
      if (!(error instanceof BankError) || !stopsRun(error)) throw error
      await commit(context, (db) => writeReport(db, { ...context, now: context.now() }, report))
      return error
    }
    unavailable = report.bookedError === 'unavailable' && report.balancesError === 'unavailable' ? unavailable + 1 : 0
    if (unavailable >= UNAVAILABLE_MAX && index < feeds.length - 1) return new BankError('unavailable')
  }
  return null
}

async function finishRun({ context, reports }: OpenedRun, stop: BankError | null, { trigger, psuContext }: SyncInput): Promise<SyncReport> {
  const outcome = outcomeOf(reports, stop)
  const errorKind = stop?.kind ?? firstError(reports)
  const { householdId, runId, lease } = context
  const now = context.now()
  await commit(context, async (db) => {
    await db.syncRun.update({ where: { householdId_id: { householdId, id: runId } }, data: { finishedAt: now, outcome, errorKind } })
    const readable = reports.filter(({ bookedError }) => bookedError !== 'account_not_accessible')
    const isSynced = stop === null && readable.every(({ bookedError }) => bookedError === null || bookedError === 'period_refused')
    const blocked = stop?.kind === 'rate_limited' ? { until: blockedUntil(stop, now), psuPresent: Boolean(psuContext) } : undefined
    await recordSyncOutcome(db, lease, { now, isSynced, errorKind, ...(blocked && { blocked }) })
    if (stop && isConsentEnd(stop.kind)) await endSession(db, lease, { kind: stop.kind, now })
  })
  log.info('bank session read', { householdId, bankSessionId: context.bankSessionId, runId, trigger, outcome, kind: errorKind })
  return { outcome, runId, errorKind, accounts: reports }
}

function outcomeOf(reports: readonly AccountReport[], stop: BankError | null): 'complete' | 'partial' | 'failed' {
  if (stop === null && !reports.some(hasFailed)) return 'complete'
  const gaveSomething = reports.some(
    (report) => report.fetched > 0 || (report.phase === 'done' && !(report.bookedError && report.balancesError)),
  )
  return gaveSomething ? 'partial' : 'failed'
}

function firstError(reports: readonly AccountReport[]): BankErrorKind | null {
  const failed = reports.find(hasFailed)
  return failed ? (failed.bookedError ?? failed.balancesError ?? failed.pendingError) : null
}

/** Something of ours broke. The run is closed as failed and the lease given back, so that the next try need not wait for it. */
async function abandonRun({ context }: OpenedRun): Promise<void> {
  const { householdId, runId, lease, calls } = context
  const now = context.now()
  const work = asSystem(householdId, async (db) => {
    await writeBankCalls(db, calls.take())
    await db.syncRun.update({
      where: { householdId_id: { householdId, id: runId } },
      data: { finishedAt: now, outcome: 'failed', errorKind: 'unexpected' },
    })
    await recordSyncOutcome(db, lease, { now, isSynced: false, errorKind: 'unexpected' })
  })
  // The database itself may be what broke: then the lease runs out by itself.
  await work.catch((error: unknown) => log.warn('a failed run could not be closed', { runId, error }))
}
