import type { BankError, BankErrorKind } from '@/lib/banking/errors'
import { partOf } from '@/lib/bank-sessions/read-schedule'
import type { SessionOutcome } from '@/lib/bank-sessions/session-state'
import { NOT_SERVED, type AccountReads } from '@/lib/bank-sessions/unattended-reads'
import { hasFailed, type AccountReport } from './account-report'
import type { OpenedRun } from './open-run'
import { learnReadsPerDay, planAfter } from './quota'
import { blockedUntil, isPassing, retryAfter } from './run-error'

/** What one run came to, for its own record and for the access. */
export type Verdict = { readonly outcome: 'complete' | 'partial' | 'failed'; readonly session: SessionOutcome }

type Judged = Pick<OpenedRun, 'reports' | 'session' | 'quota'> & {
  readonly bankSessionId: string
  /** What stopped the whole run, if anything did; `unexpected`: something of ours broke. */
  readonly stop: BankError | 'unexpected' | null
  readonly now: Date
  /** The bank refused no unattended read for so long that it may be asked once more a day than it was learnt to allow. */
  readonly mayAskMore: boolean
}

/** Longer waits than this are about the day's number, whatever words the bank used. */
const PAUSE_MS_MAX = 2 * 3_600_000
/** So that not all accesses a bank sends away until midnight are back in the same minute. */
const SPREAD_MS = 15 * 60_000
/** What the law allows an account and 24 hours without the person (RTS Art. 36). */
export const READS_PER_DAY_MAX = 4

/** Says how a run went and when the access is read next. Pure: reads nothing, writes nothing. */
export function judgeRun(judged: Judged): Verdict {
  const { reports, session, stop, now } = judged
  const error = stop === 'unexpected' ? null : stop
  const errorKind = stop === 'unexpected' ? stop : (error?.kind ?? firstError(reports))
  const isSynced = stop === null && isReadWhole(reports)
  const hasToRetry = !isSynced && isPassing(failureOf(reports, stop))
  const failuresInRow = hasToRetry ? session.failuresInRow + 1 : isSynced ? 0 : session.failuresInRow
  const limit = error?.kind === 'rate_limited' ? blockedUntil(error, now) : null
  const readsPerDay = nextReadsPerDay(judged, { limit, isSynced })
  const nextSyncAt = planNext(judged, {
    isSynced,
    failuresInRow,
    limit,
    readsPerDay,
    failure: hasToRetry ? failureOf(reports, stop) : null,
  })
  return {
    outcome: outcomeOf(reports, stop),
    session: {
      ...{ now, isSynced, errorKind, failuresInRow, readsPerDay, nextSyncAt },
      clockSkewSeconds: error?.facts.clockSkewSeconds ?? null,
      block: limit && {
        until: limit,
        reason: isAboutTheDay(stop, limit, now) ? 'daily_limit' : 'asked_to_wait',
        psuPresent: judged.quota.isAttended,
      },
    },
  }
}

function firstError(reports: readonly AccountReport[]): BankErrorKind | null {
  const failed = reports.find(hasFailed)
  return failed ? (failed.bookedError ?? failed.balancesError ?? failed.pendingError) : null
}

/** An account the bank does not let us read, and days it does not give, are no reason to call the rest not up to date. */
function isReadWhole(reports: readonly AccountReport[]): boolean {
  const whole: (BankErrorKind | null)[] = [null, 'period_refused', 'account_not_accessible']
  return (
    reports.every(({ bookedError }) => whole.includes(bookedError)) &&
    reports.some(({ bookedError }) => bookedError !== 'account_not_accessible')
  )
}

function failureOf(reports: readonly AccountReport[], stop: BankError | 'unexpected' | null): BankErrorKind | 'unexpected' | null {
  if (stop !== null) return stop === 'unexpected' ? stop : stop.kind
  return reports.map(({ bookedError }) => bookedError).find(isPassing) ?? null
}

function outcomeOf(reports: readonly AccountReport[], stop: BankError | 'unexpected' | null): Verdict['outcome'] {
  if (stop === null && !reports.some(hasFailed)) return 'complete'
  const gaveSomething = reports.some(
    (report) => report.fetched > 0 || (report.phase === 'done' && !(report.bookedError && report.balancesError)),
  )
  return gaveSomething && stop !== 'unexpected' ? 'partial' : 'failed'
}

function isAboutTheDay(stop: Judged['stop'], limit: Date, now: Date): boolean {
  const isSaid = stop !== null && stop !== 'unexpected' && stop.facts.isDailyLimit === true
  return isSaid || limit.getTime() - now.getTime() > PAUSE_MS_MAX
}

/** A refusal earlier than our own count says what the bank's number is; long without one, it is tried whether it is higher. */
function nextReadsPerDay(
  { reports, session, quota, stop, now, mayAskMore }: Judged,
  { limit, isSynced }: { limit: Date | null; isSynced: boolean },
): number {
  if (quota.isAttended) return session.readsPerDay
  const refused = reports.find(({ phase }) => phase !== 'waiting' && phase !== 'done')
  if (limit && refused && isAboutTheDay(stop, limit, now)) return learnReadsPerDay(quota, refused.accountId)
  return isSynced && mayAskMore ? Math.min(READS_PER_DAY_MAX, session.readsPerDay + 1) : session.readsPerDay
}

type Next = {
  isSynced: boolean
  failuresInRow: number
  limit: Date | null
  readsPerDay: number
  failure: BankErrorKind | 'unexpected' | null
}

function planNext(judged: Judged, { isSynced, failuresInRow, limit, readsPerDay, failure }: Next): Date | null {
  const { session, quota, stop, now, bankSessionId } = judged
  const blocked = quota.isAttended ? openUntil(session.backgroundBlockedUntil, now) : limit
  const asked = stop !== null && stop !== 'unexpected' && failure !== null ? (stop.facts.retryAt ?? null) : null
  const afterLimit = blocked && new Date(blocked.getTime() + Math.round(partOf(bankSessionId, 9) * SPREAD_MS))
  return planAfter(
    { rhythm: { ...quota.rhythm, readsPerDay }, reads: withThisRun(judged) },
    {
      ...{ now, lastSyncedAt: isSynced ? now : session.lastSyncedAt, validUntil: session.validUntil },
      notBefore: blocked ?? asked,
      retryAt: failure ? retryAfter(failure, failuresInRow, now) : afterLimit,
    },
  )
}

function openUntil(block: Date | null, now: Date): Date | null {
  return block && block > now ? block : null
}

/** The reads of the last 24 hours with those of this run: an account that was begun counts, unless the bank surely gave nothing. */
function withThisRun({ reports, quota, stop, now }: Judged): ReadonlyMap<string, AccountReads> {
  if (quota.isAttended) return quota.reads
  const gaveNothing = stop !== null && stop !== 'unexpected' && NOT_SERVED.includes(stop.kind)
  const begun = new Set(
    reports.filter(({ phase, fetched }) => phase !== 'waiting' && !(gaveNothing && fetched === 0)).map(({ accountId }) => accountId),
  )
  return new Map([...quota.reads].map(([accountId, reads]) => [accountId, begun.has(accountId) ? plusOne(reads, now) : reads] as const))
}

function plusOne(reads: AccountReads, now: Date): AccountReads {
  return { transactions: [...reads.transactions, now], pending: [...reads.pending, now], balances: [...reads.balances, now] }
}
