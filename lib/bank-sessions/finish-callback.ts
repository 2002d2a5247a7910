import type { BankErrorKind } from '@/lib/banking/errors'
import type { PsuContext } from '@/lib/banking/port'
import { log } from '@/lib/log'
import { authorizeBankSession } from './authorize-bank-session'
import type { AuthorizationActor } from './begin-authorization'
import { takeCallback } from './callback'
import type { ReturnReason } from './return-reason'

export type FinishedCallback =
  | { readonly ok: true; readonly bankSessionId: string }
  | { readonly ok: false; readonly reason: ReturnReason; readonly attemptId: string | null }

/** Takes a redirect from a bank to its end: access with accounts to choose from, or a reason. Nothing of the query is logged. */
export async function finishCallback(
  actor: AuthorizationActor,
  query: URLSearchParams,
  request: { psuContext: PsuContext | null; now: Date },
): Promise<FinishedCallback> {
  const taken = await takeCallback(actor, query, request.now)
  if (taken.kind === 'refused') {
    log.warn('bank redirect refused', { reason: taken.reason, householdId: actor.householdId, memberId: actor.memberId })
    return { ok: false, reason: taken.reason, attemptId: null }
  }
  const { attemptId, bankSessionId } = taken
  if (taken.kind !== 'accepted') {
    log.info('bank redirect without a code', { kind: taken.kind, bankCode: taken.error, bankSessionId })
    return { ok: false, reason: taken.kind, attemptId }
  }
  const result = await authorizeBankSession(actor, taken, request)
  log.info('bank redirect finished', { outcome: result.ok ? 'authorized' : result.kind, bankSessionId })
  return result.ok ? { ok: true, bankSessionId } : { ok: false, reason: REASONS[result.kind] ?? 'failed', attemptId }
}

const REASONS: Partial<Record<BankErrorKind, ReturnReason>> = {
  authorization_failed: 'code_refused',
  authorization_declined: 'declined',
  unknown_outcome: 'lost_answer',
  unavailable: 'bank_unavailable',
  rate_limited: 'bank_unavailable',
  no_accounts: 'no_accounts',
  application_rejected: 'application',
  redirect_not_registered: 'application',
  invalid_response: 'unusable',
}
