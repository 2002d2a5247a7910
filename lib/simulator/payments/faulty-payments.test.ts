import { expect, it, vi } from 'vitest'
import type { FaultEffect } from '../faults'
import { createClient } from '../test-client'
import { pay, paymentBody } from './test-payment'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const timeout = { status: 408, body: { message: 'Timeout', code: 408, error: 'ASPSP_TIMEOUT', detail: null } }

function clientWith(effect: FaultEffect) {
  return createClient({ faults: [{ operation: 'POST /payments', aspsp: 'Saaristo Bank', effect }] })
}

it.each<[string, FaultEffect, number]>([
  ['an answer lost on the way', { kind: 'reset', when: 'after' }, 1],
  ['a connection that broke before', { kind: 'reset', when: 'before' }, 0],
  ['a timeout after all was done', { kind: 'error', when: 'after', ...timeout }, 1],
  ['a timeout before anything was', { kind: 'error', ...timeout }, 0],
  ['a gateway between that gave up afterwards', { kind: 'error', when: 'after', status: 502, body: 'Bad gateway' }, 1],
  ['half an answer', { kind: 'truncated' }, 1],
])('%s: whether the bank has the payment is for its ledger to say', async (_, effect, count) => {
  const client = clientWith(effect)
  await pay(client).catch(() => null)
  expect(client.simulator.ledger.payments(client.now())).toHaveLength(count)
})

it('an answer without the address of the page, or with one somewhere else', async () => {
  expect((await pay(clientWith({ kind: 'missing-fields', fields: ['url'] }))).body.url).toBeUndefined()
  expect((await pay(clientWith({ kind: 'other-fields', fields: { url: 'https://evil.example/pay' } }))).body.url).toBe(
    'https://evil.example/pay',
  )
})

it('an answer that comes after nobody waits for it any more: the payment exists', async () => {
  const client = clientWith({ kind: 'late', ms: 5_000, when: 'after' })
  const request = new Request('http://localhost:3001/payments', {
    method: 'POST',
    headers: { Authorization: `Bearer ${await client.token()}` },
    body: JSON.stringify(paymentBody()),
    signal: AbortSignal.timeout(50),
  })
  await expect(client.simulator.fetch(request)).rejects.toThrow()
  expect(client.simulator.ledger.payments(client.now())).toHaveLength(1)
})

it('strikes one bank’s payments and nobody else’s', async () => {
  const client = clientWith({ kind: 'error', ...timeout })
  expect((await pay(client, { bank: 'Kataja Cooperative Bank' })).status).toBe(200)
  expect((await pay(client)).status).toBe(408)
})
