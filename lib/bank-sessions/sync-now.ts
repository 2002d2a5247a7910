import type { PsuContext } from '@/lib/banking/port'
import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { getOwnBankSession } from './get-own-bank-session'
import { queueSync } from './queue-sync'

/**
 * Reads one of the viewer's own accesses now, as somebody who is there: the bank does not count it.
 * @throws AppError `not_found`, `conflict` when the access is over, `bank_rate_limited` while the bank refuses people too
 */
export async function syncNow(
  viewer: Viewer,
  bankSessionId: string,
  { psuContext, now }: { psuContext: PsuContext | null; now: Date },
): Promise<void> {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  await asViewer(viewer, async (db) => {
    const session = await getOwnBankSession(db, viewer, bankSessionId)
    if (session.status !== 'authorized') throw new AppError('conflict', `the access is ${session.status}`)
    if (session.interactiveBlockedUntil && session.interactiveBlockedUntil > now) throw new AppError('bank_rate_limited')
    await queueSync(db, { householdId: viewer.householdId, bankSessionId, trigger: 'interactive', psuContext, now })
  })
}
