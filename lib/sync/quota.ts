import { queuePlannedSync } from '@/lib/bank-sessions/queue-sync'
import { allowanceAt, FRESH_MS, nextRead, type NextReadFacts, type ReadRhythm } from '@/lib/bank-sessions/read-schedule'
import type { LockedSession } from '@/lib/bank-sessions/session-state'
import { listUnattendedReads, mostRead, READ_KINDS, type AccountReads, type ReadKind } from '@/lib/bank-sessions/unattended-reads'
import type { Db } from '@/lib/db'
import type { OpenFeed } from './open-feeds'
import type { SyncInput } from './sync-input'

/** What may be read now, and what is known for planning the next time. */
export type Quota = {
  readonly rhythm: ReadRhythm
  readonly isAttended: boolean
  /** Accounts to read, in this order. */
  readonly chosen: readonly OpenFeed[]
  /** Accounts whose reads of the day are used up. */
  readonly leftOut: readonly OpenFeed[]
  readonly notRead: 'blocked' | 'quota' | 'fresh' | null
  readonly reads: ReadonlyMap<string, AccountReads>
  /** How many lists of one kind this run may ask an account for while the person is not there. */
  readonly listsLeft: (accountId: string, kind: ReadKind) => number
}

type Asked = {
  readonly input: SyncInput
  readonly session: LockedSession
  readonly feeds: readonly OpenFeed[]
  readonly isAttended: boolean
}

/** Of one kind in one planned run: the newest days and one list of older ones, so that filling up old days leaves some for later. */
const PLANNED_LISTS_MAX = 2

/**
 * Decides what of an access may be read. With its person there: everything, unless the bank refuses people too. Without: what the
 * bank's number for 24 hours still allows; of that, a planned read leaves one for the evening and spares what is fresh. The
 * account that was read longest ago comes first, so that a bank that stops us in the middle stops us elsewhere each time.
 */
export async function openQuota(db: Db, { input, session, feeds, isAttended }: Asked): Promise<Quota> {
  const { householdId, bankSessionId, trigger } = input
  const now = input.now()
  const isPlanned = trigger === 'scheduled'
  const rhythm: ReadRhythm = { bankSessionId, readsPerDay: session.readsPerDay, timeZone: session.timeZone }
  const accountIds = feeds.map(({ accountId }) => accountId)
  const reads = await listUnattendedReads(db, { householdId, accountIds, now, ...(!isPlanned && { bankSessionId }) })
  const allowance = allowanceAt(rhythm, now, { keepsReserve: isPlanned })
  const left = (accountId: string, kind: ReadKind) => {
    const lists = allowance(reads.get(accountId)?.[kind] ?? [])
    return isPlanned ? Math.min(lists, PLANNED_LISTS_MAX) : lists
  }
  const known = { rhythm, isAttended, reads, listsLeft: left }
  if (isBlocked(session, isAttended, now)) return { ...known, chosen: [], leftOut: [], notRead: 'blocked' }
  if (isAttended) return { ...known, chosen: feeds, leftOut: [], notRead: null }
  const wanted = isPlanned ? feeds.filter(({ readAt }) => readAt === null || now.getTime() - readAt.getTime() >= FRESH_MS) : feeds
  const chosen = wanted.filter(({ accountId }) => READ_KINDS.every((kind) => left(accountId, kind) > 0))
  const leftOut = wanted.filter((feed) => !chosen.includes(feed))
  const notRead = chosen.length > 0 ? null : leftOut.length > 0 ? 'quota' : 'fresh'
  return { ...known, chosen: chosen.toSorted(byAge), leftOut, notRead }
}

function isBlocked({ interactiveBlockedUntil, backgroundBlockedUntil }: LockedSession, isAttended: boolean, now: Date): boolean {
  const until = isAttended ? interactiveBlockedUntil : backgroundBlockedUntil
  return until !== null && until > now
}

function byAge(a: OpenFeed, b: OpenFeed): number {
  return (a.readAt?.getTime() ?? 0) - (b.readAt?.getTime() ?? 0)
}

/** Nothing is read now: plans when it will be, and says why. A reading somebody asked for does not move the plan. */
export async function leavePlanned<Reason extends string>(
  db: Db,
  { input, session, quota, reason }: { input: SyncInput; session: LockedSession; quota: Quota; reason: Reason },
): Promise<{ reason: Reason }> {
  const { householdId, bankSessionId } = input
  if (quota.isAttended) return { reason }
  const now = input.now()
  const blockedUntil = session.backgroundBlockedUntil
  const notBefore = blockedUntil && blockedUntil > now ? blockedUntil : null
  const next = planAfter(quota, {
    ...{ now, notBefore, retryAt: notBefore, validUntil: session.validUntil },
    lastSyncedAt: reason === 'fresh' ? now : session.lastSyncedAt,
  })
  await writePlan(db, { householdId, bankSessionId }, next)
  return { reason }
}

/** Notes when an access is read next, and queues that. */
export async function writePlan(
  db: Db,
  access: { readonly householdId: string; readonly bankSessionId: string },
  next: Date | null,
): Promise<void> {
  await db.$executeRaw`
    UPDATE bank_session SET next_sync_at = ${next}::timestamptz
     WHERE household_id = ${access.householdId}::uuid AND id = ${access.bankSessionId}::uuid`
  if (next) await queuePlannedSync(db, access, next)
}

/** The next unattended read. What is allowed to the account that was read least decides: the others are left out then. */
export function planAfter({ rhythm, reads }: Pick<Quota, 'rhythm' | 'reads'>, facts: Omit<NextReadFacts, 'reads'>): Date | null {
  const perAccount = [...reads.values()].map(mostRead)
  const least = perAccount.reduce((fewest, times) => (times.length < fewest.length ? times : fewest), perAccount[0] ?? [])
  return nextRead(rhythm, { ...facts, reads: least })
}

/** Whether a refusal now shows that the bank's number for a day is smaller than we took it for; then that number. */
export function learnReadsPerDay({ rhythm, reads }: Pick<Quota, 'rhythm' | 'reads'>, accountId: string): number {
  const before = mostRead(reads.get(accountId) ?? { transactions: [], pending: [], balances: [] }).length
  return before === 0 ? rhythm.readsPerDay : Math.min(rhythm.readsPerDay, before)
}
