import { endFeeds } from '@/lib/accounts/keep-accounts'
import { AppError } from '@/lib/core/errors'
import { asViewer, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { queueEndAtBank } from './end-access-at-bank'
import { getOwnBankSession } from './get-own-bank-session'

/**
 * Ends one of the viewer's own accesses: closed here at once, so nothing is read any more, and at the bank by a job of
 * the same transaction. Accounts and what was read of them stay. Ending twice is once.
 */
export async function endBankSession(viewer: Viewer, bankSessionId: string, now: Date): Promise<void> {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  await asViewer(viewer, async (db) => {
    const session = await getOwnBankSession(db, viewer, bankSessionId)
    if (session.status !== 'closed') await closeAccess(db, session, { reason: 'ended_by_member', now })
  })
}

type OpenAccess = {
  readonly householdId: string
  readonly id: string
  readonly memberId: string
  readonly aspspName: string
  readonly aspspCountry: string
  readonly status: string
  readonly sealedCredentials: string | null
  readonly validUntil: Date | null
}

/**
 * Closes one access inside the caller's transaction and queues its end at the bank, if the bank may still think it lives:
 * with one that has run out or was ended there, no call is made any more.
 */
export async function closeAccess(db: Db, session: OpenAccess, { reason, now }: { reason: string; now: Date }): Promise<void> {
  const { householdId, id: bankSessionId, memberId, status, sealedCredentials, validUntil } = session
  const mustEnd = sealedCredentials !== null && status === 'authorized' && (validUntil === null || validUntil > now)
  await db.bankSession.update({
    where: { householdId_id: { householdId, id: bankSessionId } },
    data: {
      ...{ status: 'closed', endedAt: now, endReason: reason, nextSyncAt: null },
      ...(mustEnd ? { revokeAtBankSince: now } : { sealedCredentials: null, revokeAtBankSince: null }),
    },
  })
  await endFeeds(db, { householdId, bankSessionId })
  if (mustEnd) await queueEndAtBank(db, { householdId, bankSessionId })
  for (const id of await listWaitingForIt(db, session)) await queueEndAtBank(db, { householdId, bankSessionId: id })
  await recordAudit(db, { householdId, memberId, kind: 'consent_ended', subjectId: bankSessionId, now })
}

/** Accesses this one had taken over from, which were to be ended once it works: now they need not wait any more. */
async function listWaitingForIt(db: Db, { householdId, memberId, aspspName, aspspCountry }: OpenAccess): Promise<string[]> {
  const waiting = { supersededAt: { not: null }, revokeAtBankSince: { not: null } }
  const rows = await db.bankSession.findMany({
    where: { householdId, memberId, aspspName, aspspCountry, ...waiting },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}
