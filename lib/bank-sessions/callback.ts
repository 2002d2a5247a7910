import type { ValidatedCallback } from '@/lib/banking/port'
import { assert } from '@/lib/core/assert'
import type { Db } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'
import type { AuthorizationActor } from './begin-authorization'
import { failBankSession } from './fail-bank-session'
import { parseCallback, type ParsedCallback } from './parse-callback'
import { refusedState, takeState, type RefusedState, type StateAttempt } from './take-state'

export type TakenAttempt = { readonly attemptId: string; readonly bankSessionId: string }

export type TakenCallback =
  | ({ readonly kind: 'accepted'; readonly callback: ValidatedCallback } & TakenAttempt)
  | ({ readonly kind: 'declined' | 'bank_error'; readonly error: string } & TakenAttempt)
  | RefusedState

/**
 * Decides about the query of a redirect from a bank that was asked for accounts. The only place that makes a `ValidatedCallback`.
 */
export async function takeCallback(actor: AuthorizationActor, query: URLSearchParams, now: Date): Promise<TakenCallback> {
  const parsed = parseCallback(query)
  if (parsed.kind === 'unusable') return refusedState('unknown')
  return takeState<TakenCallback>({ actor, state: parsed.state, purpose: 'accounts', now }, (db, attempt) =>
    settle(db, actor, { attempt, parsed, now }),
  )
}

async function settle(
  db: Db,
  actor: AuthorizationActor,
  { attempt, parsed, now }: { attempt: StateAttempt; parsed: Exclude<ParsedCallback, { kind: 'unusable' }>; now: Date },
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

async function proveCallback(db: Db, attempt: StateAttempt, code: string): Promise<ValidatedCallback> {
  const { householdId, id, sealedAuthorizationId: sealed } = attempt
  const place = { table: 'authorization_attempt', column: 'sealed_authorization_id', rowId: id }
  const authorizationId = sealed === null ? null : (await openVault(db, householdId)).open(place, sealed)
  return { code, aspsp: { name: attempt.aspspName, country: attempt.aspspCountry }, authorizationId } as ValidatedCallback
}
