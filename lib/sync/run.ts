import { expireAccess } from '@/lib/bank-sessions/expire-access'
import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import { queuePlannedSync } from '@/lib/bank-sessions/queue-sync'
import { storeCalls } from '@/lib/bank-sessions/record-call'
import {
  endSession,
  isConsentEnd,
  keepLease,
  LeaseLostError,
  PULSE_MS,
  recordSyncOutcome,
  type Lease,
} from '@/lib/bank-sessions/session-state'
import { asSystem, type Db } from '@/lib/db'
import { log } from '@/lib/log'
import { writeReport, type AccountReport } from './account-report'
import { openRun, type NotRead, type OpenedRun } from './open-run'
import { runAccount } from './run-account'
import { stopsRun } from './run-error'
import { judgeRun, READS_PER_DAY_MAX, type Verdict } from './run-verdict'
import { commit, type SyncContext } from './sync-context'
import type { SyncInput } from './sync-input'

/** `skipped`: nothing was asked of the bank, and `reason` says why. `failed`: nothing came of it. `partial`: some of it did. */
export type SyncReport =
  | ({ readonly outcome: 'skipped' } & (NotRead | { readonly reason: 'lease_lost' }))
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
 * token). What was read before a failure stays, and the next run goes on from there. How the run went, when the access is read
 * next and the job that does it are written in one transaction.
 * @throws whatever is not an answer of the bank (database down, a bug), for the job queue to try again
 */
export async function runSync(input: SyncInput): Promise<SyncReport> {
  const opened = await openRun(input)
  if ('reason' in opened) {
    if (opened.reason === 'expired') await expireAccess(input, input.now())
    return { outcome: 'skipped', ...opened }
  }
  const stopPulse = startPulse(opened.context)
  try {
    const stop = await runAccounts(opened)
    return await finishRun(opened, stop)
  } catch (error) {
    if (error instanceof LeaseLostError) return { outcome: 'skipped', reason: 'lease_lost' }
    await abandonRun(opened)
    throw error
  } finally {
    stopPulse()
  }
}

/** Keeps the lease while a bank takes its time. One that cannot be kept is noticed at the next batch. */
function startPulse({ householdId, lease, now }: SyncContext): () => void {
  let isBeating = false
  const beat = async () => {
    if (isBeating) return
    isBeating = true
    await asSystem(householdId, (db) => keepLease(db, lease, now())).catch(() => undefined)
    isBeating = false
  }
  const timer = setInterval(() => void beat(), PULSE_MS)
  timer.unref()
  return () => clearInterval(timer)
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

async function finishRun(opened: OpenedRun, stop: BankError | null): Promise<SyncReport> {
  const { context, reports } = opened
  const { householdId, bankSessionId, runId, lease, trigger } = context
  const { outcome, session } = await commit(context, async (db) => {
    const verdict = await recordVerdict(db, opened, stop)
    if (stop && isConsentEnd(stop.kind)) await endSession(db, lease, { kind: stop.kind, now: verdict.session.now })
    return verdict
  })
  const errorKind = session.errorKind === 'unexpected' ? null : session.errorKind
  log.info('bank session read', { householdId, bankSessionId, runId, trigger, outcome, kind: errorKind })
  return { outcome, runId, errorKind, accounts: reports }
}

/** Closes the run, gives the lease back and plans the next reading, unless the access is over. */
async function recordVerdict(db: Db, { context, ...opened }: OpenedRun, stop: BankError | 'unexpected' | null): Promise<Verdict> {
  const { householdId, bankSessionId, runId, lease } = context
  const now = context.now()
  const isBelow = !opened.quota.isAttended && opened.session.readsPerDay < READS_PER_DAY_MAX
  const mayAskMore = isBelow && (await isLongSinceRefusal(db, lease, now))
  const verdict = judgeRun({ ...opened, bankSessionId, stop, now, mayAskMore })
  const { outcome, session } = verdict
  await db.$executeRaw`
    UPDATE sync_run SET finished_at = ${now}::timestamptz, outcome = ${outcome}, error_kind = ${session.errorKind}
     WHERE household_id = ${householdId}::uuid AND id = ${runId}::uuid`
  await recordSyncOutcome(db, lease, session)
  const isOver = stop !== null && stop !== 'unexpected' && isConsentEnd(stop.kind)
  if (session.nextSyncAt && !isOver) await queuePlannedSync(db, { householdId, bankSessionId }, session.nextSyncAt)
  return verdict
}

const REFUSAL_FORGOTTEN_MS = 14 * 86_400_000

async function isLongSinceRefusal(db: Db, { householdId, bankSessionId }: Lease, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - REFUSAL_FORGOTTEN_MS)
  const refused = { outcome: 'rate_limited', psuPresent: false, at: { gt: since } }
  return (await db.bankCall.findFirst({ where: { householdId, bankSessionId, ...refused }, select: { id: true } })) === null
}

/** Something of ours broke. The run is closed as failed and the lease given back, so that the next try need not wait for it. */
async function abandonRun(opened: OpenedRun): Promise<void> {
  const { householdId, runId, calls } = opened.context
  const work = asSystem(householdId, async (db) => {
    await storeCalls(db, calls.take())
    await recordVerdict(db, opened, 'unexpected')
  })
  // The database itself may be what broke: then the lease runs out by itself.
  await work.catch((error: unknown) => log.warn('a failed run could not be closed', { runId, error }))
}
