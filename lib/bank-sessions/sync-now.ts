import type { PsuContext } from '@/lib/banking/port'
import { AppError } from '@/lib/core/errors'
import { asViewer, type Db } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { getOwnBankSession } from './get-own-bank-session'
import { queueSync } from './queue-sync'
import { allowanceAt } from './read-schedule'
import { listUnattendedReads, mostRead } from './unattended-reads'

type Request = { readonly psuContext: PsuContext | null; readonly now: Date }

/**
 * Reads one of the viewer's own accesses now. As somebody who is there, and the bank does not count it; without a public address
 * nobody can be shown to be there, and it is one of the day's reads.
 * @throws AppError `not_found`, `conflict` when the access is over, `bank_rate_limited` while the bank refuses people too, or
 * when it would count and the day's reads are used up
 */
export async function syncNow(viewer: Viewer, bankSessionId: string, { psuContext, now }: Request): Promise<void> {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  await asViewer(viewer, async (db) => {
    const session = await getOwnBankSession(db, viewer, bankSessionId)
    const isOver = session.status !== 'authorized' || (session.validUntil !== null && session.validUntil <= now)
    if (isOver) throw new AppError('conflict', `the access is ${session.status}`)
    const blockedUntil = psuContext ? session.interactiveBlockedUntil : session.backgroundBlockedUntil
    if (blockedUntil && blockedUntil > now) throw new AppError('bank_rate_limited')
    if (!psuContext && (await isUsedUp(db, session, now))) throw new AppError('bank_rate_limited')
    await queueSync(db, { householdId: viewer.householdId, bankSessionId, trigger: 'interactive', psuContext, now })
  })
}

type Counted = { readonly householdId: string; readonly id: string; readonly backgroundReadsPerDay: number }

async function isUsedUp(db: Db, { householdId, id: bankSessionId, backgroundReadsPerDay }: Counted, now: Date): Promise<boolean> {
  const kept = { householdId, bankSessionId, state: { not: 'ended' }, account: { choice: 'kept' } }
  const feeds = await db.accountFeed.findMany({ where: kept, select: { accountId: true } })
  const reads = await listUnattendedReads(db, { householdId, accountIds: feeds.map(({ accountId }) => accountId), now, bankSessionId })
  const rhythm = { bankSessionId, readsPerDay: backgroundReadsPerDay, timeZone: 'UTC' }
  const allowance = allowanceAt(rhythm, now, { keepsReserve: false })
  return reads.size > 0 && [...reads.values()].every((account) => allowance(mostRead(account)) === 0)
}
