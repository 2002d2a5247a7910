import type { BankError, BankErrorKind } from '@/lib/banking/errors'
import { isConsentEnd } from '@/lib/bank-sessions/session-state'

/** Errors that concern the whole access: the other accounts would only hear the same. */
const STOPPING: readonly BankErrorKind[] = ['rate_limited', 'psu_action_required', 'application_rejected']

export function stopsRun({ kind }: BankError): boolean {
  return isConsentEnd(kind) || STOPPING.includes(kind)
}

const HOUR_MS = 3_600_000

/** Until when to leave the bank alone: what it asked for, at most a day; an hour when it did not say. */
export function blockedUntil(error: BankError, now: Date): Date {
  const asked = error.facts.retryAt?.getTime() ?? now.getTime() + HOUR_MS
  return new Date(Math.min(Math.max(asked, now.getTime()), now.getTime() + 24 * HOUR_MS))
}
