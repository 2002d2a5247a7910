import { listDeclined, stayDeclined } from '@/lib/accounts/carry-feeds'
import { upsertAccounts } from '@/lib/accounts/upsert-accounts'
import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import type { AuthorizedSession, Connector, PsuContext, ValidatedCallback } from '@/lib/banking/port'
import { asSystem, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { openVault } from '@/lib/vault/vault'
import type { TakenAttempt } from './callback'
import { queueChecksBeside } from './check-access'
import { connectorFor } from './connector-for'
import { sealCredentials } from './credentials'
import { failBankSession } from './fail-bank-session'
import { queueSync } from './queue-sync'
import { recordCall } from './record-call'
import { supersedeOlder } from './supersede'

export type AcceptedAttempt = TakenAttempt & { readonly callback: ValidatedCallback }

export type Authorization =
  | { readonly ok: true; readonly bankSessionId: string; readonly next: NextStep }
  | { readonly ok: false; readonly bankSessionId: string; readonly kind: BankErrorKind }

/** Accounts to choose from; or, after a renewal that brought nothing new, the reading that has been queued. */
export type NextStep = 'choose' | 'read'

type Actor = { readonly householdId: string; readonly memberId: string }

/**
 * Exchanges an accepted callback for access. What comes back is kept in one transaction: credentials sealed, the access
 * authorised, its accounts and feeds written. A bank that refuses leaves a failed attempt; should keeping fail, the access
 * just granted is ended at the bank again, so that none is left that nobody knows of.
 */
export async function authorizeBankSession(
  actor: Actor,
  attempt: AcceptedAttempt,
  { psuContext, now }: { psuContext: PsuContext | null; now: Date },
): Promise<Authorization> {
  const { connector, purpose } = await asSystem(actor.householdId, (db) => openConnector(db, actor, attempt.bankSessionId))
  const call = { householdId: actor.householdId, bankSessionId: attempt.bankSessionId, psuPresent: true, at: now } as const
  let session: AuthorizedSession
  try {
    session = await recordCall({ ...call, operation: 'complete', purpose }, () =>
      connector.completeAuthorization(attempt.callback, psuContext),
    )
  } catch (error) {
    const reason = error instanceof BankError ? error.kind : 'not_completed'
    await asSystem(actor.householdId, (db) => failBankSession(db, actor, { ...attempt, outcome: 'failed', reason, now }))
    if (error instanceof BankError) return { ok: false, bankSessionId: attempt.bankSessionId, kind: error.kind }
    throw error
  }
  try {
    const next = await asSystem(actor.householdId, (db) => keepAuthorization(db, actor, { attempt, session, psuContext, now }))
    return { ok: true, bankSessionId: attempt.bankSessionId, next }
  } catch (error) {
    await recordCall({ ...call, operation: 'revoke', purpose: 'end' }, () => connector.revoke(session.credentials, null)).catch(
      () => undefined,
    )
    const failed = { ...attempt, outcome: 'failed', reason: 'not_kept', now } as const
    await asSystem(actor.householdId, (db) => failBankSession(db, actor, failed)).catch(() => undefined)
    throw error
  }
}

async function openConnector(
  db: Db,
  { householdId, memberId }: Actor,
  id: string,
): Promise<{ connector: Connector; purpose: 'renew' | 'connect' }> {
  const session = await db.bankSession.findUniqueOrThrow({ where: { householdId_id: { householdId, id } } })
  const connector = await connectorFor(db, { householdId, memberId }, session.bankAppId)
  return { connector, purpose: session.supersedesId ? 'renew' : 'connect' }
}

type Kept = { attempt: AcceptedAttempt; session: AuthorizedSession; psuContext: PsuContext | null; now: Date }

async function keepAuthorization(db: Db, actor: Actor, { attempt, session, psuContext, now }: Kept): Promise<NextStep> {
  const { householdId, memberId } = actor
  const { bankSessionId } = attempt
  const vault = await openVault(db, householdId)
  const row = await db.bankSession.update({
    where: { householdId_id: { householdId, id: bankSessionId }, status: 'pending' },
    data: {
      status: 'authorized',
      sealedCredentials: sealCredentials(vault, bankSessionId, session.credentials),
      validUntil: session.validUntil,
      authorizedAt: now,
    },
  })
  const declined = await listDeclined(db, actor)
  const context = { householdId, memberId, bankSessionId, aspsp: session.aspsp, isDemo: row.isDemo, now }
  await upsertAccounts(db, vault, context, session.accounts)
  const superseded = await supersedeOlder(db, { householdId, memberId, bankSessionId, renewsId: row.supersedesId, now })
  await stayDeclined(db, { householdId, memberId, bankSessionId, accountIds: declined })
  const next = superseded.isRenewal ? await goOn(db, { householdId, bankSessionId, psuContext, now }) : 'choose'
  await queueChecksBeside(db, { householdId, bankSessionId }, now)
  await db.authorizationAttempt.updateMany({ where: { householdId, id: attempt.attemptId }, data: { outcome: 'authorized' } })
  await recordAudit(db, {
    ...{ householdId, memberId, kind: 'consent_authorized', subjectId: bankSessionId, now },
    facts: {
      ...{ accounts: session.accounts.length, validUntil: session.validUntil.toISOString() },
      ...{ renewed: superseded.count, noLongerShared: superseded.unshared },
    },
  })
  return next
}

/** What was kept before is read at once. Only accounts the bank never offered this member before are a question. */
async function goOn(
  db: Db,
  { householdId, bankSessionId, psuContext, now }: { householdId: string; bankSessionId: string; psuContext: PsuContext | null; now: Date },
): Promise<NextStep> {
  const readable = { householdId, bankSessionId, state: 'active' }
  const kept = await db.accountFeed.count({ where: { ...readable, account: { choice: 'kept' } } })
  if (kept > 0) await queueSync(db, { householdId, bankSessionId, trigger: 'first', psuContext, now })
  const isNew = await db.accountFeed.count({ where: { ...readable, account: { choice: { not: 'kept' } } } })
  return kept > 0 && isNew === 0 ? 'read' : 'choose'
}
