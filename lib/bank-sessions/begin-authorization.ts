import { BankError } from '@/lib/banking/errors'
import type { Aspsp, PsuContext, PsuType, StartedAuthorization } from '@/lib/banking/port'
import { AppError, notFound } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { recordAudit } from '@/lib/households/audit'
import { enqueue } from '@/lib/jobs'
import { hashSecret, newSecret } from '@/lib/vault/secret'
import { openVault } from '@/lib/vault/vault'
import { bankAppError } from './bank-app-error'
import { connectorFor } from './connector-for'
import { consentUntil } from './consent-length'
import { failBankSession } from './fail-bank-session'
import { recordCall } from './record-call'
import { redirectUrl } from './redirect-url'
import { bankAppIdOf, type BankSource } from './start-input'

/** Who goes to the bank: a member, in one login session, in one browser. */
export type AuthorizationActor = {
  readonly householdId: string
  readonly memberId: string
  readonly loginSessionId: string
  /** The browser's own random cookie; kept as a hash. */
  readonly browserId: string
}

export type AuthorizationWish = {
  readonly source: BankSource
  readonly aspsp: Aspsp
  readonly psuType: PsuType
  readonly authMethod: string | null
  readonly credentials: Readonly<Record<string, string>> | null
  readonly renewsId: string | null
  /** A BCP 47 tag; its first two letters go to the bank. */
  readonly language: string
  readonly isDemo: boolean
}

export type BegunAuthorization = {
  readonly bankSessionId: string
  /** The bank's page, on the connector's allow-list. */
  readonly url: string
  /** Host of that page, to tell the person where they go. */
  readonly host: string
}

/** A trip to the bank may take this long (architecture §5). */
export const ATTEMPT_LIFETIME_MS = 15 * 60_000

/** Past the life of a state, so that a callback in its last second is still finished. */
const GIVE_UP_AFTER_MS = 20 * 60_000

/** More open trips than a person can be on by hand. */
const PENDING_MAX = 20

/**
 * Commits a pending access and its single-use state, then asks the bank for the page to go to. In this order a state
 * that comes back is always known, whatever happens in between.
 * @throws AppError `too_many_attempts`, `bank_not_configured` or how the bank refused
 */
export async function beginAuthorization(
  actor: AuthorizationActor,
  wish: AuthorizationWish,
  { psuContext, now }: { psuContext: PsuContext | null; now: Date },
): Promise<BegunAuthorization> {
  const state = newSecret()
  const { connector, psuId, bankSessionId, attemptId } = await asViewer(actor, (db) => insertPending(db, actor, { wish, state, now }))
  const validUntil = consentUntil(now, wish.aspsp.maximumConsentValiditySeconds)
  try {
    const call = {
      householdId: actor.householdId,
      bankSessionId,
      operation: 'start',
      purpose: purposeOf(wish),
      psuPresent: true,
      at: now,
    } as const
    const started = await recordCall(call, () =>
      connector.startAuthorization({
        aspsp: { name: wish.aspsp.name, country: wish.aspsp.country },
        psuType: wish.psuType,
        authMethod: wish.authMethod,
        credentials: wish.credentials,
        state,
        redirectUrl: redirectUrl(env().appUrl),
        validUntil,
        language: wish.language.slice(0, 2).toLowerCase(),
        psuId,
        psuContext,
      }),
    )
    if (!connector.isAllowedRedirect(started.url))
      throw new BankError('invalid_response', { bankMessage: 'redirect not on the allow-list' })
    await asViewer(actor, (db) => keepAuthorizationId(db, actor, attemptId, started))
    return { bankSessionId, url: started.url, host: new URL(started.url).host }
  } catch (error) {
    const reason = error instanceof BankError ? error.kind : 'not_started'
    await asViewer(actor, (db) => failBankSession(db, actor, { bankSessionId, attemptId, outcome: 'failed', reason, now }))
    throw error instanceof BankError ? bankAppError(error) : error
  }
}

function purposeOf({ renewsId }: AuthorizationWish): 'renew' | 'connect' {
  return renewsId ? 'renew' : 'connect'
}

async function insertPending(
  db: Db,
  actor: AuthorizationActor,
  { wish, state, now }: { wish: AuthorizationWish; state: string; now: Date },
) {
  const { householdId, memberId } = actor
  const { aspsp, source } = wish
  const pending = await db.bankSession.count({
    where: { householdId, memberId, status: 'pending', createdAt: { gt: new Date(now.getTime() - ATTEMPT_LIFETIME_MS) } },
  })
  if (pending >= PENDING_MAX) throw new AppError('too_many_attempts')
  if (wish.renewsId) await requireOwnAccess(db, actor, { id: wish.renewsId, aspsp })
  const connector = await connectorFor(db, actor, bankAppIdOf(source))
  const vault = await openVault(db, householdId)
  const [bankSessionId, attemptId] = [newId(now), newId(now)]
  const bank = { aspspName: aspsp.name, aspspCountry: aspsp.country }
  await db.bankSession.create({
    data: {
      ...{ householdId, id: bankSessionId, memberId, ...bank, aspspBic: aspsp.bic, createdAt: now, isDemo: wish.isDemo },
      ...{ connectorId: connector.id, bankAppId: bankAppIdOf(source), supersedesId: wish.renewsId },
      ...{ psuType: wish.psuType, authMethod: wish.authMethod, requiredPsuHeaders: [...aspsp.requiredPsuHeaders] },
    },
  })
  await db.authorizationAttempt.create({
    data: {
      ...{ householdId, id: attemptId, purpose: 'accounts', bankSessionId, memberId, ...bank },
      ...{ loginSessionId: actor.loginSessionId, browserHash: hashSecret(actor.browserId), stateHash: hashSecret(state) },
      ...{ createdAt: now, expiresAt: new Date(now.getTime() + ATTEMPT_LIFETIME_MS) },
    },
  })
  await enqueue(
    db,
    'give-up-pending',
    { householdId, bankSessionId },
    { key: `give-up:${bankSessionId}`, runAt: new Date(now.getTime() + GIVE_UP_AFTER_MS) },
  )
  await recordAudit(db, {
    householdId,
    memberId,
    kind: 'consent_started',
    subjectId: bankSessionId,
    facts: { country: aspsp.country },
    now,
  })
  return { connector, psuId: vault.blindIndex('psu-id', memberId), bankSessionId, attemptId }
}

/** Only the member's own access at the same bank can be renewed. */
async function requireOwnAccess(
  db: Db,
  { householdId, memberId }: AuthorizationActor,
  { id, aspsp }: { id: string; aspsp: Aspsp },
): Promise<void> {
  const where = { householdId, id, memberId, aspspName: aspsp.name, aspspCountry: aspsp.country }
  if ((await db.bankSession.count({ where })) === 0) throw notFound('bank session')
}

async function keepAuthorizationId(
  db: Db,
  { householdId }: AuthorizationActor,
  attemptId: string,
  { authorizationId }: StartedAuthorization,
) {
  if (authorizationId === null) return
  const vault = await openVault(db, householdId)
  const place = { table: 'authorization_attempt', column: 'sealed_authorization_id', rowId: attemptId }
  await db.authorizationAttempt.update({
    where: { householdId_id: { householdId, id: attemptId } },
    data: { sealedAuthorizationId: vault.seal(place, authorizationId) },
  })
}
