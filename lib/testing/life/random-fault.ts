import type { FaultEffect, FaultRule } from '@/lib/simulator/faults'
import type { Random } from '@/lib/simulator/random'

const UNWELL = { status: 503, body: { code: 503, message: 'Unavailable', error: 'ASPSP_ERROR', detail: null } }

const EFFECTS: readonly FaultEffect[] = [
  { kind: 'error', ...UNWELL },
  { kind: 'error', status: 500, body: 'Internal Server Error' },
  { kind: 'error', status: 429, body: { code: 429, message: 'Too many', error: 'ASPSP_RATE_LIMIT_EXCEEDED', detail: null } },
  {
    kind: 'error',
    status: 429,
    headers: { 'Retry-After': '7200' },
    body: { code: 429, message: 'Daily limit', error: 'ASPSP_RATE_LIMIT_EXCEEDED' },
  },
  { kind: 'error', status: 408, body: { code: 408, message: 'Timeout', error: 'ASPSP_TIMEOUT', detail: null } },
  { kind: 'text', status: 502, text: '<html><body>Bad gateway</body></html>', contentType: 'text/html' },
  { kind: 'text', status: 200, text: 'null' },
  { kind: 'text', status: 200, text: '{"transactions": [' },
  { kind: 'rate-limit', wording: 3, retryAfter: 'absent' },
  { kind: 'rate-limit', wording: 5, retryAfter: 'http-date' },
  { kind: 'rate-limit', wording: 0, retryAfter: 'ten-years', wrapped: true },
  { kind: 'no-content' },
  { kind: 'wrong-types' },
  { kind: 'missing-fields', fields: ['booking_date', 'status'] },
  { kind: 'missing-fields', fields: ['transaction_amount'] },
  { kind: 'extra-fields' },
  { kind: 'clock-skew', ms: 45_000 },
  { kind: 'session-ends', status: 'REVOKED' },
  { kind: 'session-ends', status: 'EXPIRED' },
  { kind: 'account-closes' },
  { kind: 'truncated' },
  { kind: 'wrong-charset' },
  { kind: 'slow', chunkBytes: 50_000, everyMs: 1 },
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'paging', how: 'repeat-key' },
  { kind: 'paging', how: 'loop' },
  { kind: 'paging', how: 'empty-page' },
  { kind: 'paging', how: 'refuse-key' },
  { kind: 'paging', how: 'same-page' },
  { kind: 'paging', how: 'rows-inserted' },
  { kind: 'paging', how: 'rows-per-page', rows: 7 },
]

const OPERATIONS = [
  'GET /accounts/{id}/transactions',
  'GET /accounts/{id}/transactions',
  'GET /accounts/{id}/transactions',
  'GET /accounts/{id}/balances',
  'POST /sessions',
  'DELETE /sessions/{id}',
] as const

/** Something a bank's interface does on a bad day. */
export function randomFault(random: Random): FaultRule {
  return { operation: random.pick(OPERATIONS), after: random.int(0, 6), times: random.int(1, 3), effect: random.pick(EFFECTS) }
}
