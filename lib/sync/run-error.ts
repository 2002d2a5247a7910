import type { BankError, BankErrorKind } from '@/lib/banking/errors'
import { isConsentEnd } from '@/lib/bank-sessions/session-state'

/** Errors that concern the whole access: the other accounts would only hear the same. */
const STOPPING: readonly BankErrorKind[] = ['rate_limited', 'psu_action_required', 'application_rejected', 'clock_off', 'unreachable']

/** Not the bank refused: what it allows without the person is used up by our own count. Concerns one list of one account. */
export const OWN_QUOTA = 'OWN_QUOTA'

export function stopsRun({ kind, facts }: BankError): boolean {
  if (facts.bankCode === OWN_QUOTA) return false
  return isConsentEnd(kind) || STOPPING.includes(kind)
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Until when to leave the bank alone: what it asked for, at most a day; an hour when it did not say. */
export function blockedUntil(error: BankError, now: Date): Date {
  const asked = error.facts.retryAt?.getTime() ?? now.getTime() + HOUR_MS
  return new Date(Math.min(Math.max(asked, now.getTime()), now.getTime() + 24 * HOUR_MS))
}

/** Failures on the way to the bank: asking again costs none of what it allows, and it works again the moment that is mended. */
const ON_THE_WAY: readonly string[] = ['unreachable', 'application_rejected', 'clock_off']
/** Failures that may be over in a minute. */
const PASSING: readonly string[] = ['unavailable', 'invalid_response', 'unexpected', ...ON_THE_WAY]

export function isPassing(kind: BankErrorKind | 'unexpected' | null): boolean {
  return kind !== null && PASSING.includes(kind)
}

/** Wait after the first, second, … failure in a row. */
const BACKOFF_MINUTES = [1, 5, 15, 60] as const
const ON_THE_WAY_MINUTES_MAX = 15

/** When to try again before the next planned read; null after so many failures that the plan has to do. */
export function retryAfter(kind: BankErrorKind | 'unexpected', failuresInRow: number, now: Date): Date | null {
  const minutes = BACKOFF_MINUTES[failuresInRow - 1]
  if (ON_THE_WAY.includes(kind)) return later(now, Math.min(minutes ?? ON_THE_WAY_MINUTES_MAX, ON_THE_WAY_MINUTES_MAX))
  return minutes === undefined ? null : later(now, minutes)
}

function later(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * MINUTE_MS)
}
