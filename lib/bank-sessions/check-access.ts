import { BankError } from '@/lib/banking/errors'
import type { BankSessionState } from '@/lib/banking/port'
import { asSystem, type Db } from '@/lib/db'
import { enqueue } from '@/lib/jobs'
import { log } from '@/lib/log'
import { openVault } from '@/lib/vault/vault'
import { connectorFor } from './connector-for'
import { openCredentials } from './credentials'
import { noteEviction } from './eviction'
import { recordCall } from './record-call'
import { ENDED_AS, isConsentEnd, type ConsentEnd } from './session-state'

type Access = { readonly householdId: string; readonly bankSessionId: string }

/** Long enough for a bank to have made up its mind. */
const CHECK_AFTER_MS = 60_000

/**
 * Queues a look at every other live access of the household to the same bank, because some banks end one when another is
 * approved: better found out now than when its numbers are missed. Inside the caller's transaction.
 */
export async function queueChecksBeside(db: Db, { householdId, bankSessionId }: Access, now: Date): Promise<void> {
  const others = await db.$queryRaw<{ id: string }[]>`
    SELECT other.id::text FROM bank_session other
      JOIN bank_session new ON new.household_id = other.household_id AND new.id = ${bankSessionId}::uuid
                           AND new.aspsp_name = other.aspsp_name AND new.aspsp_country = other.aspsp_country
     WHERE other.household_id = ${householdId}::uuid AND other.id <> new.id AND other.status = 'authorized'
       AND other.superseded_at IS NULL AND other.sealed_credentials IS NOT NULL`
  for (const { id } of others) {
    const options = { key: `check:${id}`, runAt: new Date(now.getTime() + CHECK_AFTER_MS) }
    await enqueue(db, 'check-access', { householdId, bankSessionId: id }, options)
  }
}

/**
 * Asks the bank interface whether an access still stands; this reads no account and uses up nothing. What is over is marked
 * so, with the likely reason. An interface that cannot say now changes nothing: the next reading will tell.
 */
export async function checkAccess(access: Access, now: Date): Promise<void> {
  const { householdId, bankSessionId } = access
  const open = await asSystem(householdId, async (db) => {
    const session = await db.bankSession.findUnique({ where: { householdId_id: { householdId, id: bankSessionId } } })
    if (!session?.sealedCredentials || session.status !== 'authorized' || session.supersededAt) return null
    if (session.validUntil !== null && session.validUntil <= now) return null
    const credentials = openCredentials(await openVault(db, householdId), bankSessionId, session.sealedCredentials)
    return { credentials, connector: await connectorFor(db, { householdId, memberId: session.memberId }, session.bankAppId) }
  })
  if (!open) return
  try {
    const call = { ...access, operation: 'session', purpose: 'check', psuPresent: false, at: now } as const
    const { state } = await recordCall(call, () => open.connector.getSession(open.credentials))
    const kind = kindOf(state)
    if (kind) await asSystem(householdId, (db) => markEnded(db, access, { kind, now }))
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    const { kind } = error
    if (isConsentEnd(kind)) await asSystem(householdId, (db) => markEnded(db, access, { kind, now }))
    else log.info('an access could not be checked', { ...access, kind })
  }
}

function kindOf(state: BankSessionState): ConsentEnd | null {
  if (state === 'expired') return 'consent_expired'
  if (state === 'revoked') return 'consent_revoked'
  return state === 'closed' ? 'consent_closed' : null
}

async function markEnded(db: Db, { householdId, bankSessionId }: Access, { kind, now }: { kind: ConsentEnd; now: Date }): Promise<void> {
  await db.bankSession.updateMany({
    where: { householdId, id: bankSessionId, status: 'authorized', supersededAt: null },
    data: { status: ENDED_AS[kind], endedAt: now, endReason: kind, nextSyncAt: null, lastErrorKind: kind },
  })
  if (kind !== 'consent_expired') await noteEviction(db, { householdId, bankSessionId, now })
}
