import { addDays, findIsoDate, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { BankErrorKind } from '@/lib/banking/errors'
import type { ErrorBody } from './error-body'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const WAIT_MAX_MS = 24 * HOUR_MS

/**
 * When to try again: what `Retry-After` says (seconds or an HTTP date), else the next UTC day when the text speaks of a
 * daily limit, else an hour. Never sooner than a minute and never later than a day from now: "0" and "in ten years" are both seen.
 */
export function findRetryAt(kind: BankErrorKind, headers: Headers, body: ErrorBody | null, now: Date): Date | null {
  const told = findRetryAfterMs(headers.get('retry-after'), now)
  if (kind === 'rate_limited') return within(told ?? (isDaily(body) ? untilNextUtcDay(now) : HOUR_MS), now)
  return kind === 'unavailable' && told !== null ? within(told, now) : null
}

/** `detail.date_from`, else a day counted back from words like "Maximum days in the past allowed … is 120". */
export function findEarliestDay(body: ErrorBody | null, now: Date): IsoDate | null {
  const said = body?.detail.date_from
  const named = typeof said === 'string' ? findIsoDate(said.slice(0, 10)) : null
  if (named) return named
  const past = /maximum\s+(?:number\s+of\s+)?days\s+in\s+the\s+past\b[^\d]{0,80}(\d{1,4})/i.exec(body?.words ?? '')
  if (past?.[1]) return daysBack(Number(past[1]), now)
  // "the last 90-day period" includes today, and banks refuse the edge itself.
  const last = /\b(?:last|past)\s+(\d{1,4})[\s-]*days?\b/i.exec(body?.words ?? '')
  return last?.[1] ? daysBack(Number(last[1]) - 1, now) : null
}

function daysBack(days: number, now: Date): IsoDate | null {
  return days >= 1 && days <= 5_000 ? addDays(utcDay(now), -days) : null
}

function findRetryAfterMs(text: string | null, now: Date): number | null {
  const value = text?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value)) * SECOND_MS
  const instant = /^[A-Za-z]{3,9},? /.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(instant) ? null : instant - now.getTime()
}

function within(waitMs: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(Math.max(waitMs, MINUTE_MS), WAIT_MAX_MS))
}

/** The four reads per day of a consent without the person (RTS Art. 36), in the words banks use for it. */
function isDaily(body: ErrorBody | null): boolean {
  return /\bdaily\b|\bper day\b|accesses exceeded for consent|^access exceeded$/i.test(body?.words ?? '')
}

function untilNextUtcDay(now: Date): number {
  return Date.parse(`${addDays(utcDay(now), 1)}T00:00:00Z`) - now.getTime()
}
