import { partOf } from '@/lib/bank-sessions/read-schedule'

const FIRST_MS = 5_000
const GROWTH = 1.6
const LONGEST_MS = 3_600_000
/** A payment for a day that is far away says little new until then. */
const FAR_AWAY_MS = 86_400_000
/** Payments that were made together are not asked about together: each has waits of its own. */
const JITTER = 0.1

const DAY_MS = 86_400_000
const POLL_DAYS = 30

/**
 * How long to wait before asking again, after so many answers: 5 seconds, each wait 1.6 times the one before, at most an hour, and at
 * most a day while the day it is for is `awayMs` away.
 */
export function pollDelayMs(paymentId: string, pollCount: number, awayMs = 0): number {
  const longest = Math.min(FAR_AWAY_MS, Math.max(LONGEST_MS, awayMs))
  const plain = Math.min(longest, FIRST_MS * GROWTH ** Math.min(pollCount, 40))
  return Math.round(plain * (1 - JITTER * partOf(paymentId, pollCount % 16)))
}

/** From then on only the bank itself can say: 30 days after the payment was sent, or after the day it is for. */
export function pollUntil(submittedAt: Date, executeOn: Date | null): Date {
  const from = Math.max(submittedAt.getTime(), executeOn?.getTime() ?? 0)
  return new Date(from + POLL_DAYS * DAY_MS)
}

const HINT_REST_MS = 10_000
const HINT_REST_LONGEST_MS = 900_000

/** How long a bank is left alone after a question however often it hints, longer after each hint that brought nothing new. */
export function hintRestMs(hintCount: number): number {
  return Math.min(HINT_REST_LONGEST_MS, HINT_REST_MS * GROWTH ** Math.min(hintCount, 40))
}
