import type { FaultEffect, FaultRule } from '@/lib/simulator/faults'
import type { Random } from '@/lib/simulator/random'

const refusal = (code: string): FaultEffect => ({ kind: 'refusal', code, detail: null })
const failure = (status: number, error: string, when: 'before' | 'after'): FaultEffect => ({
  ...{ kind: 'error', status, when },
  body: { message: 'Unwell', code: status, error, detail: null },
})
const FOREIGN = { url: 'https://evil.example/pages/pay/1' }

const WHEN_CREATING: readonly FaultEffect[] = [
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'before' },
  failure(408, 'ASPSP_TIMEOUT', 'after'),
  failure(408, 'ASPSP_TIMEOUT', 'before'),
  failure(500, 'ASPSP_ERROR', 'after'),
  failure(500, 'ASPSP_ERROR', 'before'),
  failure(400, 'ASPSP_ERROR', 'after'),
  { kind: 'error', status: 502, when: 'after', body: '<html>Bad gateway</html>' },
  { kind: 'error', status: 502, when: 'before', body: '<html>Bad gateway</html>' },
  { kind: 'error', status: 403, when: 'after', body: 'Forbidden' },
  { kind: 'truncated' },
  { kind: 'missing-fields', fields: ['url'] },
  { kind: 'missing-fields', fields: ['payment_id'] },
  { kind: 'missing-fields', fields: ['status', 'psu_id_hash'] },
  { kind: 'other-fields', fields: FOREIGN },
  { kind: 'other-fields', fields: { url: 'data:text/html,pay' } },
  { kind: 'other-fields', fields: { status: 'XYZ' } },
  { kind: 'other-fields', fields: { status: 'ACSC' } },
  { kind: 'wrong-types' },
  { kind: 'extra-fields' },
  { kind: 'no-content' },
  { kind: 'text', status: 200, text: 'null' },
  { kind: 'rate-limit', wording: 1, retryAfter: 'seconds' },
  refusal('PAYMENT_LIMIT_EXCEEDED'),
  refusal('UNTRUSTED_PAYMENT_PARTY'),
  refusal('ASPSP_PSU_ACTION_REQUIRED'),
]

const WHEN_ASKED: readonly FaultEffect[] = [
  { kind: 'reset', when: 'before' },
  { kind: 'truncated' },
  { kind: 'wrong-types' },
  { kind: 'extra-fields' },
  { kind: 'text', status: 502, text: '<html>Bad gateway</html>' },
  { kind: 'other-fields', fields: { payment_id: '11111111-2222-4333-8444-555555555555', status: 'ACSC', final_status: true } },
  { kind: 'missing-fields', fields: ['status'] },
  { kind: 'missing-fields', fields: ['final_status'] },
  { kind: 'missing-fields', fields: ['payment_details', 'status_reason_information'] },
  failure(408, 'ASPSP_TIMEOUT', 'before'),
  failure(500, 'ASPSP_ERROR', 'before'),
  failure(400, 'ASPSP_ERROR', 'before'),
  { kind: 'rate-limit', wording: 3, retryAfter: 'http-date' },
  refusal('PAYMENT_NOT_FOUND'),
  refusal('ASPSP_PAYMENT_NOT_ACCESSIBLE'),
]

/** Something a bank does wrong when it is to take a payment, or asked about one. */
export function drawPayFault(random: Random): FaultRule {
  return random.chance(0.7)
    ? { operation: 'POST /payments', times: random.int(1, 2), effect: random.pick(WHEN_CREATING) }
    : { operation: 'GET /payments/{id}', after: random.int(0, 2), times: random.int(1, 4), effect: random.pick(WHEN_ASKED) }
}
