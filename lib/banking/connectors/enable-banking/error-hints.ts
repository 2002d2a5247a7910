import { addDays, findIsoDate, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { BankErrorKind } from '@/lib/banking/errors'
import type { ErrorBody } from './error-body'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const WAIT_MAX_MS = 24 * HOUR_MS

/** Banks count their days by a clock of their own: a little after midnight the new day has begun for all of them. */
const AFTER_MIDNIGHT_MS = 10 * MINUTE_MS

/**
 * When to try again: what `Retry-After` says (seconds or an HTTP date), else a little after the next UTC midnight when the text
 * speaks of a day's limit (24 hours on when it speaks of those), else an hour. Never sooner than a minute and never later than a
 * day from now: "0" and "in ten years" are both seen.
 */
export function findRetryAt(kind: BankErrorKind, headers: Headers, body: ErrorBody | null, now: Date): Date | null {
  const told = findRetryAfterMs(headers, now)
  if (kind === 'rate_limited') return within(told ?? untold(body, now), now)
  return kind === 'unavailable' && told !== null ? within(told, now) : null
}

function untold(body: ErrorBody | null, now: Date): number {
  if (/\b24[ -]?h(ou)?rs?\b|\b24 ?(stunden|heures|horas|ore|uur|timer|timmar)\b/i.test(body?.words ?? '')) return WAIT_MAX_MS
  return isDailyLimit(body) ? untilNextUtcDay(now) + AFTER_MIDNIGHT_MS : HOUR_MS
}

/** Our clock minus theirs in seconds, where they differ by more than 30; null where they do not, or theirs is not told. */
export function findClockSkew(headers: Headers, now: Date): number | null {
  const theirs = findTheirTime(headers)
  if (theirs === null) return null
  const seconds = Math.round((now.getTime() - theirs) / SECOND_MS)
  return Math.abs(seconds) > 30 ? seconds : null
}

function findTheirTime(headers: Headers): number | null {
  const instant = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(instant) ? null : instant
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

/** What is told as zero, or as a time gone by, tells nothing. A date is meant by their clock, which need not be ours. */
function findRetryAfterMs(headers: Headers, now: Date): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  const isSeconds = /^\d+(\.\d+)?$/.test(value)
  const instant = !isSeconds && /^[A-Za-z]{3,9},? /.test(value) ? Date.parse(value) : NaN
  const wait = isSeconds ? Math.ceil(Number(value)) * SECOND_MS : instant - (findTheirTime(headers) ?? now.getTime())
  return wait > 0 ? wait : null
}

function within(waitMs: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(Math.max(waitMs, MINUTE_MS), WAIT_MAX_MS))
}

/** The four reads per day of a consent without the person (RTS Art. 36), in the words and languages banks use for it. */
const DAILY_WORDS = new RegExp(
  [
    /\bdaily\b|\bper day\b|\ba day\b|\b24[ -]?h(ou)?rs?\b/,
    /access(es)? (has |have )?(been )?exceeded|access(es)? exceeded for|accesses under (this|the) consent|multiplicity|frequency ?per ?day/,
    /tageslimit|täglich|pro tag|anzahl (der )?(zugriffe|abrufe)/,
    /límite diario|limite diario|diari[oa]s?\b|por día|por dia|limite diário|número máximo de (accesos|consultas)/,
    /quotidien|journali[eè]re?|par jour|nombre (maximal|maximum) d.acc[eè]s/,
    /giornalier|al giorno|numero massimo di accessi/,
    /daglimiet|dagelijks|per dag|dagsgräns|dagligt|daglige?\b|per dygn|päivittäi|päivässä|dzienny|dziennie|dnevni|na dan\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)

export function isDailyLimit(body: ErrorBody | null): boolean {
  return body !== null && (DAILY_WORDS.test(body.words) || body.names.some((name) => /^ACCESS_EXCEEDED$/i.test(name)))
}

/** Words of "you have asked too often", where neither status nor code says so. */
export function isQuotaText(words: string): boolean {
  return (
    QUOTA_WORDS.test(words) ||
    (DAILY_WORDS.test(words) &&
      /limit|límite|limite|exceed|überschritten|superad|dépass|supera|overskr|ylit|przekrocz|prese[zž]en/i.test(words))
  )
}

const QUOTA_WORDS =
  /access(es)? exceeded|exceed\w* (the )?consented multiplicity|(daily|day)\b.{0,60}\b(limit|exceeded)|limit\b.{0,30}\bexceeded|too many (requests|access)|\b429\b/i

function untilNextUtcDay(now: Date): number {
  return Date.parse(`${addDays(utcDay(now), 1)}T00:00:00Z`) - now.getTime()
}
