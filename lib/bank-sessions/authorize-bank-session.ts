import { upsertAccounts } from '@/lib/accounts/upsert-accounts'
import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import type { AuthorizedSession, Connector, PsuContext, ValidatedCallback } from '@/lib/banking/port'
import { asSystem, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { openVault } from '@/lib/vault/vault'
import type { TakenAttempt } from './callback'
import { connectorFor } from './connector-for'
import { sealCredentials } from './credentials'
import { failBankSession } from './fail-bank-session'
import { queueSync } from './queue-sync'

export type AcceptedAttempt = TakenAttempt & { readonly callback: ValidatedCallback }

export type Authorization =
  | { readonly ok: true; readonly bankSessionId: string; readonly accountCount: number }
  | { readonly ok: false; readonly bankSessionId: string; readonly kind: BankErrorKind }

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
  const connector = await asSystem(actor.householdId, (db) => openConnector(db, actor, attempt.bankSessionId))
  let session: AuthorizedSession
  try {
    session = await connector.completeAuthorization(attempt.callback, psuContext)
  } catch (error) {
    const reason = error instanceof BankError ? error.kind : 'not_completed'
    await asSystem(actor.householdId, (db) => failBankSession(db, actor, { ...attempt, outcome: 'failed', reason, now }))
    if (error instanceof BankError) return { ok: false, bankSessionId: attempt.bankSessionId, kind: error.kind }
    throw error
  }
  try {
    const accountCount = await asSystem(actor.householdId, (db) => keepAuthorization(db, actor, { attempt, session, psuContext, now }))
    return { ok: true, bankSessionId: attempt.bankSessionId, accountCount }
  } catch (error) {
    await connector.revoke(session.credentials, null).catch(() => undefined)
    const failed = { ...attempt, outcome: 'failed', reason: 'not_kept', now } as const
    await asSystem(actor.householdId, (db) => failBankSession(db, actor, failed)).catch(() => undefined)
    throw error
  }
}

async function openConnector(db: Db, { householdId, memberId }: Actor, id: string): Promise<Connector> {
  const session = await db.bankSession.findUniqueOrThrow({ where: { householdId_id: { householdId, id } } })
  return connectorFor(db, { householdId, memberId }, session.bankAppId)
}

async function keepAuthorization(
  db: Db,
  actor: Actor,
  { attempt, session, psuContext, now }: { attempt: AcceptedAttempt; session: AuthorizedSession; psuContext: PsuContext | null; now: Date },
): Promise<number> {
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
  const context = { householdId, memberId, bankSessionId, aspsp: session.aspsp, isDemo: row.isDemo, now }
  await upsertAccounts(db, vault, context, session.accounts)
  if (row.supersedesId) {
    await supersede(db, householdId, { id: row.supersedesId, now })
    await queueSync(db, { householdId, bankSessionId, trigger: 'first', psuContext, now })
  }
  await db.authorizationAttempt.updateMany({ where: { householdId, id: attempt.attemptId }, data: { outcome: 'authorized' } })
  await recordAudit(db, {
    ...{ householdId, memberId, kind: 'consent_authorized', subjectId: bankSessionId, now },
    facts: { accounts: session.accounts.length, validUntil: session.validUntil.toISOString() },
  })
  return session.accounts.length
}

/**
 * The new access takes over, and the accounts kept before are read through it at once. The old one is no longer read; it is
 * not ended at the bank, because some banks would end the new one with it.
 */
async function supersede(db: Db, householdId: string, { id, now }: { id: string; now: Date }): Promise<void> {
  await db.bankSession.updateMany({ where: { householdId, id, supersededAt: null }, data: { supersededAt: now } })
}
