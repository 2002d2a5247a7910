import { expireAccess } from '@/lib/bank-sessions/expire-access'
import { partOf } from '@/lib/bank-sessions/read-schedule'
import { lockSession } from '@/lib/bank-sessions/session-state'
import { asNobody, asSystemBy, type Db } from '@/lib/db'
import { log } from '@/lib/log'
import { listFeeds } from './open-feeds'
import { openQuota, planAfter, writePlan } from './quota'

type Access = { readonly householdId: string; readonly bankSessionId: string }

const BATCH = 1_000
/** What was not read for so long need not wait for its next hour, only for its turn. */
const STALE_MS = 6 * 3_600_000
const SPREAD_MS = 15 * 60_000

/**
 * The net under the queue. Accesses whose time is over are marked so; those that nobody is going to read (a job that was lost, a
 * restored backup) get their next reading planned, spread out and within what their banks allow. Acts for the system, over all
 * households, a batch at a time; the next call goes on.
 */
export async function tendBankSessions(now: Date): Promise<{ expired: number; planned: number }> {
  const found = await asNobody(
    (db) => db.$queryRaw<Access[]>`
      SELECT household_id::text AS "householdId", bank_session_id::text AS "bankSessionId"
        FROM saldo_sessions_to_tend(${now}::timestamptz, ${BATCH}::int)`,
  )
  let [expired, planned] = [0, 0]
  for (const access of found) {
    if (await expireAccess(access, now)) expired++
    else if (await planLost(access, now)) planned++
  }
  if (expired + planned > 0) log.info('accesses tended', { count: planned, rows: expired })
  return { expired, planned }
}

function planLost({ householdId, bankSessionId }: Access, now: Date): Promise<boolean> {
  const lock = (db: Db) => lockSession(db, { householdId, bankSessionId })
  return asSystemBy(lock, async (db, session) => {
    if (!session || session.status !== 'authorized' || session.isSuperseded) return false
    if (session.leasedUntil !== null && session.leasedUntil > now) return false
    const feeds = await listFeeds(db, { householdId, bankSessionId })
    if (feeds.length === 0) return false
    const input = { householdId, bankSessionId, trigger: 'scheduled', now: () => now } as const
    const quota = await openQuota(db, { input, session, feeds, isAttended: false })
    const isStale = session.lastSyncedAt === null || now.getTime() - session.lastSyncedAt.getTime() > STALE_MS
    const blockedUntil = session.backgroundBlockedUntil
    const next = planAfter(quota, {
      ...{ now, lastSyncedAt: session.lastSyncedAt, validUntil: session.validUntil },
      notBefore: blockedUntil && blockedUntil > now ? blockedUntil : null,
      retryAt: isStale ? new Date(now.getTime() + Math.round(partOf(bankSessionId, 8) * SPREAD_MS)) : null,
    })
    await writePlan(db, { householdId, bankSessionId }, next)
    return next !== null
  })
}
