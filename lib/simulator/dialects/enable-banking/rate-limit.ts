import type { RetryAfter } from '../../faults'
import { quirksOf } from '../../personalities'
import { randomFor } from '../../random'
import type { Bank } from '../../world/bank'
import { ApiError } from './errors'

/** Banks word it differently, and a client has to make sense of each. */
export const RATE_LIMIT_WORDINGS = [
  '[HUB046] Allowed number of accesses exceeded for consent.',
  'Access exceeded',
  'The access on the account has been exceeding the consented multiplicity per day.',
  'CLO03941 - Operación no disponible…',
  'Daily PSU not present consultation limit has been exceeded',
  'Consent daily limit 4 is exceeded',
] as const

type Refusal = { readonly wording: string; readonly retryAfter: RetryAfter; readonly wrapped: boolean; readonly until: number }

/** A bank always refuses in its own words; some say when to come back. */
export function rateLimited(bank: Bank, now: Date, until = nextMidnight(now)): ApiError {
  const random = randomFor('rate-limit', bank.slug)
  const wording = random.pick(RATE_LIMIT_WORDINGS)
  const retryAfter = random.pick<RetryAfter>(['seconds', 'http-date', 'absent'])
  return refuseRate({ wording, retryAfter, wrapped: quirksOf(bank.personality).quotaRefusal === 'wrapped', until }, now)
}

/** @param refusal.until when the bank would answer again, milliseconds */
export function refuseRate({ wording, retryAfter, wrapped, until }: Refusal, now: Date): ApiError {
  const headers = retryAfterHeader(retryAfter, until, now)
  const detail = {
    message: wording,
    error_name: 'AspspRateLimitExceeded',
    error_data: { code: 'ACCESS_EXCEEDED', status: 429, message: wording },
  }
  return wrapped
    ? new ApiError('ASPSP_ERROR', { detail: { ...detail, error_name: 'ASPSPException' } })
    : new ApiError('ASPSP_RATE_LIMIT_EXCEEDED', { message: wording, detail, headers })
}

function retryAfterHeader(style: RetryAfter, until: number, now: Date): Record<string, string> {
  switch (style) {
    case 'absent':
      return {}
    case 'http-date':
      return { 'Retry-After': new Date(until).toUTCString() }
    case 'seconds':
      return { 'Retry-After': Math.ceil((until - now.getTime()) / 1000).toString() }
    case 'zero':
      return { 'Retry-After': '0' }
    case 'ten-years':
      return { 'Retry-After': String(10 * 365 * 86_400) }
  }
}

export function nextMidnight(now: Date): number {
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
}
