import type { BankErrorKind } from '@/lib/banking/errors'
import type { PsuContext } from '@/lib/banking/port'
import { log } from '@/lib/log'
import { createLogCap } from '@/lib/core/log-cap'
import { authorizeBankSession, type NextStep } from './authorize-bank-session'
import type { AuthorizationActor } from './begin-authorization'
import { takeCallback } from './callback'
import type { ReturnReason } from './return-reason'

export type FinishedCallback =
  | { readonly ok: true; readonly bankSessionId: string; readonly next: NextStep }
  | { readonly ok: false; readonly reason: ReturnReason; readonly attemptId: string | null }

/** Takes a redirect from a bank to its end: access and what comes next, or a reason. Nothing of the query is logged. */
export async function finishCallback(
  actor: AuthorizationActor,
  query: URLSearchParams,
  request: { psuContext: PsuContext | null; now: Date },
): Promise<FinishedCallback> {
  const taken = await takeCallback(actor, query, request.now)
  if (taken.kind === 'refused') {
    logRefusal(actor, taken.reason, request.now)
    return { ok: false, reason: taken.reason, attemptId: null }
  }
  const { attemptId, bankSessionId } = taken
  if (taken.kind !== 'accepted') {
    log.info('bank redirect without a code', { kind: taken.kind, bankCode: taken.error, bankSessionId })
    return { ok: false, reason: taken.kind, attemptId }
  }
  const result = await authorizeBankSession(actor, taken, request)
  log.info('bank redirect finished', { outcome: result.ok ? 'authorized' : result.kind, bankSessionId })
  return result.ok ? { ok: true, bankSessionId, next: result.next } : { ok: false, reason: REASONS[result.kind] ?? 'failed', attemptId }
}

/** Anybody who is signed in can forge a redirect as often as they like. */
const takeTurn = createLogCap(10)

function logRefusal({ householdId, memberId }: AuthorizationActor, reason: string, now: Date): void {
  const { isAllowed, leftOut } = takeTurn(now)
  if (isAllowed) log.warn('bank redirect refused', { reason, householdId, memberId, ...(leftOut > 0 && { count: leftOut }) })
}

const REASONS: Partial<Record<BankErrorKind, ReturnReason>> = {
  authorization_failed: 'code_refused',
  authorization_declined: 'declined',
  unknown_outcome: 'lost_answer',
  unavailable: 'bank_unavailable',
  unreachable: 'bank_unavailable',
  rate_limited: 'bank_unavailable',
  no_accounts: 'no_accounts',
  application_rejected: 'application',
  redirect_not_registered: 'application',
  invalid_response: 'unusable',
}
