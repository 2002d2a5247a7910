import type { ValidatedCallback } from '@/lib/banking/port'
import { assert } from '@/lib/core/assert'
import { asKeyHolder, enterHousehold, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { hashSecret } from '@/lib/vault/secret'
import { openVault } from '@/lib/vault/vault'
import type { AuthorizationActor } from './begin-authorization'
import { failBankSession } from './fail-bank-session'
import { parseCallback, type ParsedCallback } from './parse-callback'

/** Why a redirect is not believed. Nothing was changed and no bank was asked. */
export type CallbackRefusal = 'unknown' | 'expired' | 'used' | 'other_person' | 'other_login' | 'other_browser'

export type TakenAttempt = { readonly attemptId: string; readonly bankSessionId: string }

export type TakenCallback =
  | ({ readonly kind: 'accepted'; readonly callback: ValidatedCallback } & TakenAttempt)
  | ({ readonly kind: 'declined' | 'bank_error'; readonly error: string } & TakenAttempt)
  | { readonly kind: 'refused'; readonly reason: CallbackRefusal }

/**
 * Decides about the query of a redirect from a bank. The state must be one we gave, unused, in time, for accounts, and
 * come back to the same member, login session and browser; it is used up in the same statement that checks it is unused,
 * so of any number of copies exactly one is accepted. The only place that makes a `ValidatedCallback`.
 */
export async function takeCallback(actor: AuthorizationActor, query: URLSearchParams, now: Date): Promise<TakenCallback> {
  const parsed = parseCallback(query)
  if (parsed.kind === 'unusable') return refused('unknown')
  return asKeyHolder(hashSecret(parsed.state), async (db) => {
    const attempt = await db.authorizationAttempt.findFirst({ where: { stateHash: hashSecret(parsed.state) } })
    if (!attempt) return refused('unknown')
    await enterHousehold(db, attempt.householdId)
    const reason = refusalOf(attempt, actor, now)
    if (reason !== null) return refuse(db, attempt, { reason, now })
    if (!(await useUp(db, attempt, now))) return refused('used')
    return settle(db, actor, { attempt, parsed, now })
  })
}

type Attempt = NonNullable<Awaited<ReturnType<Db['authorizationAttempt']['findFirst']>>>

function refusalOf(attempt: Attempt, actor: AuthorizationActor, now: Date): CallbackRefusal | null {
  if (attempt.purpose !== 'accounts' || attempt.bankSessionId === null) return 'unknown'
  if (attempt.householdId !== actor.householdId || attempt.memberId !== actor.memberId) return 'other_person'
  if (attempt.loginSessionId !== actor.loginSessionId) return 'other_login'
  if (attempt.browserHash !== hashSecret(actor.browserId)) return 'other_browser'
  if (attempt.usedAt !== null) return 'used'
  // A clock that was set back must not give a state a longer life than it was given.
  const isInTime = now < attempt.expiresAt && now.getTime() > attempt.createdAt.getTime() - CLOCK_TOLERANCE_MS
  return isInTime ? null : 'expired'
}

const CLOCK_TOLERANCE_MS = 5 * 60_000

async function useUp(db: Db, { householdId, id }: Attempt, now: Date): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    UPDATE authorization_attempt SET used_at = ${now}::timestamptz
     WHERE household_id = ${householdId}::uuid AND id = ${id}::uuid AND used_at IS NULL
    RETURNING id`
  return rows.length === 1
}

async function settle(
  db: Db,
  actor: AuthorizationActor,
  { attempt, parsed, now }: { attempt: Attempt; parsed: Exclude<ParsedCallback, { kind: 'unusable' }>; now: Date },
): Promise<TakenCallback> {
  assert(attempt.bankSessionId !== null, 'an attempt for accounts has a bank session')
  const taken = { attemptId: attempt.id, bankSessionId: attempt.bankSessionId }
  if (parsed.kind === 'error') {
    const outcome = parsed.error === 'access_denied' ? 'declined' : 'failed'
    await failBankSession(db, actor, { ...taken, outcome, reason: parsed.error, now })
    return { kind: outcome === 'declined' ? 'declined' : 'bank_error', ...taken, error: parsed.error }
  }
  return { kind: 'accepted', ...taken, callback: await proveCallback(db, attempt, parsed.code) }
}

async function proveCallback(db: Db, attempt: Attempt, code: string): Promise<ValidatedCallback> {
  const { householdId, id, sealedAuthorizationId: sealed } = attempt
  const place = { table: 'authorization_attempt', column: 'sealed_authorization_id', rowId: id }
  const authorizationId = sealed === null ? null : (await openVault(db, householdId)).open(place, sealed)
  return { code, aspsp: { name: attempt.aspspName, country: attempt.aspspCountry }, authorizationId } as ValidatedCallback
}

/** A state of ours in other hands is worth a line in the log of the household it belongs to. */
async function refuse(db: Db, attempt: Attempt, { reason, now }: { reason: CallbackRefusal; now: Date }): Promise<TakenCallback> {
  const { householdId, memberId, bankSessionId } = attempt
  if (reason.startsWith('other_')) {
    await recordAudit(db, { householdId, memberId, kind: 'consent_refused', subjectId: bankSessionId, facts: { reason }, now })
  }
  return refused(reason)
}

function refused(reason: CallbackRefusal): TakenCallback {
  return { kind: 'refused', reason }
}
