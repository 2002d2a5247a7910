import type { PsuContext } from '@/lib/banking/port'
import { asViewer } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { queueSync } from './queue-sync'

/** Somebody who looks again within this time sees what was read then. */
const STALE_AFTER_MS = 30 * 60_000

/**
 * Somebody opened the app: their own accesses that nobody tried to read for half an hour are read now, which banks do not count
 * while the person is there. Without a public address nothing is, because it would cost one of the day's reads. Never against a
 * bank that refuses people. Answers how many readings were queued.
 */
export async function refreshStale(viewer: Viewer, { psuContext, now }: { psuContext: PsuContext | null; now: Date }): Promise<number> {
  if (!psuContext || !mayDo(viewer, 'connect_banks')) return 0
  const { householdId, memberId } = viewer
  const staleSince = new Date(now.getTime() - STALE_AFTER_MS)
  return asViewer(viewer, async (db) => {
    const stale = await db.$queryRaw<{ id: string }[]>`
      SELECT s.id::text FROM bank_session s
       WHERE s.household_id = ${householdId}::uuid AND s.member_id = ${memberId}::uuid
         AND s.status = 'authorized' AND s.superseded_at IS NULL AND s.sealed_credentials IS NOT NULL
         AND (s.valid_until IS NULL OR s.valid_until > ${now}::timestamptz)
         AND (s.interactive_blocked_until IS NULL OR s.interactive_blocked_until <= ${now}::timestamptz)
         AND (s.leased_until IS NULL OR s.leased_until <= ${now}::timestamptz)
         AND s.last_attempt_at <= ${staleSince}::timestamptz
         AND EXISTS (SELECT FROM account_feed f JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
                      WHERE f.household_id = s.household_id AND f.bank_session_id = s.id AND f.state <> 'ended' AND a.choice = 'kept')`
    for (const { id } of stale) await queueSync(db, { householdId, bankSessionId: id, trigger: 'interactive', psuContext, now })
    return stale.length
  })
}
