import { endFeeds } from '@/lib/accounts/keep-accounts'
import { AppError } from '@/lib/core/errors'
import { asSystem, asViewer, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { enqueue } from '@/lib/jobs'
import { openVault } from '@/lib/vault/vault'
import { connectorFor } from './connector-for'
import { openCredentials } from './credentials'
import { getOwnBankSession } from './get-own-bank-session'
import { bankQueue } from './queue-sync'

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
  readonly sealedCredentials: string | null
}

/** Closes one access inside the caller's transaction and queues its end at the bank. */
export async function closeAccess(db: Db, session: OpenAccess, { reason, now }: { reason: string; now: Date }): Promise<void> {
  const { householdId, id: bankSessionId, memberId } = session
  const hasCredentials = session.sealedCredentials !== null
  await db.bankSession.update({
    where: { householdId_id: { householdId, id: bankSessionId } },
    data: { status: 'closed', endedAt: now, endReason: reason, nextSyncAt: null, revokeAtBankSince: hasCredentials ? now : null },
  })
  await endFeeds(db, { householdId, bankSessionId })
  if (hasCredentials) {
    await enqueue(
      db,
      'end-access-at-bank',
      { householdId, bankSessionId },
      { queue: bankQueue(bankSessionId), key: `end:${bankSessionId}` },
    )
  }
  await recordAudit(db, { householdId, memberId, kind: 'consent_ended', subjectId: bankSessionId, now })
}

/**
 * Ends a closed access at the bank too, then forgets its credentials. Run by the job queue, which tries again later
 * when this throws.
 * @throws BankError when the bank could not be told
 */
export async function endAccessAtBank({ householdId, bankSessionId }: { householdId: string; bankSessionId: string }): Promise<void> {
  const id = { householdId_id: { householdId, id: bankSessionId } }
  const open = await asSystem(householdId, async (db) => {
    const session = await db.bankSession.findUnique({ where: id })
    if (!session?.sealedCredentials || session.revokeAtBankSince === null) return null
    const credentials = openCredentials(await openVault(db, householdId), bankSessionId, session.sealedCredentials)
    return { credentials, connector: await connectorFor(db, { householdId, memberId: session.memberId }, session.bankAppId) }
  })
  if (!open) return
  await open.connector.revoke(open.credentials, null)
  await asSystem(householdId, (db) => db.bankSession.update({ where: id, data: { sealedCredentials: null, revokeAtBankSince: null } }))
}
