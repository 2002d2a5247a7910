import { randomFor } from '../../random'
import type { Bank } from '../../world/bank'
import { ApiError } from './errors'

/** Banks word it differently, and a client has to make sense of each. */
export const RATE_LIMIT_WORDINGS = [
  'Too many accesses under this consent.',
  'Access exceeded',
  'The account was accessed more often than the consented multiplicity per day allows.',
  'CLX0417 - Consulta no disponible en este momento',
  'The daily limit for consultations without the PSU present has been exceeded.',
  'Consent daily limit 4 is exceeded',
] as const

type RetryAfter = 'seconds' | 'http-date' | 'absent'

/** A bank always refuses in its own words; some say when to come back. */
export function rateLimited(bank: Bank, now: Date): ApiError {
  const random = randomFor('rate-limit', bank.slug)
  const wording = random.pick(RATE_LIMIT_WORDINGS)
  return new ApiError('ASPSP_RATE_LIMIT_EXCEEDED', {
    message: wording,
    detail: { message: wording, error_name: 'AspspRateLimitExceeded', error_data: { status: 429 } },
    headers: retryAfter(random.pick<RetryAfter>(['seconds', 'http-date', 'absent']), now),
  })
}

function retryAfter(style: RetryAfter, now: Date): Record<string, string> {
  const midnight = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1))
  if (style === 'absent') return {}
  if (style === 'http-date') return { 'Retry-After': midnight.toUTCString() }
  return { 'Retry-After': Math.ceil((midnight.getTime() - now.getTime()) / 1000).toString() }
}
