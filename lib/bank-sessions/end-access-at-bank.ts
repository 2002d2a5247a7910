import { BankError } from '@/lib/banking/errors'
import type { Connector, Credentials } from '@/lib/banking/port'
import { AppError } from '@/lib/core/errors'
import { asSystem, type Db } from '@/lib/db'
import { enqueue } from '@/lib/jobs'
import { log } from '@/lib/log'
import { openVault } from '@/lib/vault/vault'
import { connectorFor } from './connector-for'
import { openCredentials } from './credentials'
import { recordCall } from './record-call'

type Access = { readonly householdId: string; readonly bankSessionId: string }

/** Queues the end of an access at its bank inside the caller's transaction. */
export async function queueEndAtBank(db: Db, { householdId, bankSessionId, runAt }: Access & { runAt?: Date }): Promise<void> {
  const options = { key: `end:${bankSessionId}`, ...(runAt && { runAt }) }
  await enqueue(db, 'end-access-at-bank', { householdId, bankSessionId }, options)
}

/**
 * Ends an access at the bank that is over here, then forgets its credentials. A bank that cannot be told now is told again,
 * less and less often, until it is or until the access has run out by itself: days if it must be. One that was renewed is
 * ended only after the new one has been read, so that a bank that ends both leaves at least one.
 */
export async function endAccessAtBank(access: Access, now: Date): Promise<void> {
  const open = await asSystem(access.householdId, (db) => openAccess(db, access, now))
  if (!open) return
  if (open === 'not yet') return tellLater(access, new Date(now.getTime() + LATER_MAX_MS / 6))
  const call = { ...access, operation: 'revoke', purpose: 'end', psuPresent: false, at: now } as const
  try {
    await recordCall(call, () => open.connector.revoke(open.credentials, null))
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    log.info('a bank could not be told that an access is over', { ...access, kind: error.kind })
    return tellLater(access, nextTry(open.since, now))
  }
  await asSystem(access.householdId, (db) => forget(db, access, now))
}

type OpenAccess = { readonly connector: Connector; readonly credentials: Credentials; readonly since: Date }

async function openAccess(db: Db, { householdId, bankSessionId }: Access, now: Date): Promise<OpenAccess | 'not yet' | null> {
  const session = await db.bankSession.findUnique({ where: { householdId_id: { householdId, id: bankSessionId } } })
  if (!session?.sealedCredentials || session.revokeAtBankSince === null) return null
  const hasRunOut = session.validUntil !== null && session.validUntil <= now
  const connector = hasRunOut ? null : await findConnector(db, session)
  if (!connector) {
    await forget(db, { householdId, bankSessionId }, now)
    return null
  }
  if (session.supersededAt && session.status === 'authorized' && !(await hasNewOneBeenRead(db, session))) return 'not yet'
  const credentials = openCredentials(await openVault(db, householdId), bankSessionId, session.sealedCredentials)
  return { connector, credentials, since: session.revokeAtBankSince }
}

type SessionRow = NonNullable<Awaited<ReturnType<Db['bankSession']['findUnique']>>>

/** Null when the application the access was given to is gone: then nobody can speak for it any more. */
async function findConnector(db: Db, { householdId, memberId, bankAppId }: SessionRow): Promise<Connector | null> {
  try {
    return await connectorFor(db, { householdId, memberId }, bankAppId)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

/** Whether the access that took over, or the one after it, was read whole since. One that was ended meanwhile counts as read. */
async function hasNewOneBeenRead(db: Db, { householdId, memberId, aspspName, aspspCountry, supersededAt }: SessionRow): Promise<boolean> {
  const since = { gte: supersededAt! }
  const newer = await db.bankSession.count({
    where: {
      ...{ householdId, memberId, aspspName, aspspCountry, authorizedAt: since },
      OR: [{ lastSyncedAt: since }, { status: 'closed' }],
    },
  })
  return newer > 0
}

/** Nothing is left to end: the credentials go, and one that was renewed is closed like any other. */
async function forget(db: Db, { householdId, bankSessionId }: Access, now: Date): Promise<void> {
  const where = { householdId, id: bankSessionId }
  await db.bankSession.updateMany({ where, data: { sealedCredentials: null, revokeAtBankSince: null } })
  await db.bankSession.updateMany({
    where: { ...where, status: 'authorized', supersededAt: { not: null } },
    data: { status: 'closed', endedAt: now, endReason: 'renewed' },
  })
}

const LATER_MIN_MS = 2 * 60_000
const LATER_MAX_MS = 6 * 3_600_000

/** As long again as it has been tried already, at least two minutes and at most six hours. */
function nextTry(since: Date, now: Date): Date {
  const tried = now.getTime() - since.getTime()
  return new Date(now.getTime() + Math.min(Math.max(tried, LATER_MIN_MS), LATER_MAX_MS))
}

function tellLater({ householdId, bankSessionId }: Access, runAt: Date): Promise<void> {
  return asSystem(householdId, (db) => queueEndAtBank(db, { householdId, bankSessionId, runAt }))
}
