import { describe, expect, it, vi } from 'vitest'
import type { FaultEffect, FaultRule } from '../../faults'
import { createClient, ORIGIN, type Answer } from '../../test-client'
import { RATE_LIMIT_WORDINGS } from './rate-limit'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const OPERATION = 'GET /accounts/{id}/transactions'
const DAY = 86_400_000

/** Rows of two and a half months are enough here. */
const SMALL = { world: { begins: '2026-09-01' as never, banks: ['Saaristo Bank'] }, settings: { unattendedReadsPerDay: 1_000 } }

async function connected() {
  const client = createClient(SMALL)
  const { accounts, sessionId } = await client.connect({ bank: 'Saaristo Bank', username: 'aino.virtanen' })
  const uid = accounts[0]!.uid
  const page = (query = '', id = uid): Promise<Answer> => client.call('GET', `/accounts/${id}/transactions?strategy=longest${query}`)
  const raw = async (): Promise<Response> => {
    const headers = { Authorization: `Bearer ${await client.token()}` }
    return client.simulator.fetch(new Request(`${ORIGIN}/accounts/${uid}/transactions?strategy=longest`, { headers }))
  }
  const strike = (effect: FaultEffect, more: Partial<FaultRule> = {}) =>
    client.simulator.faults.add({ operation: OPERATION, effect, ...more })
  return { client, accounts, sessionId, page, raw, strike }
}

const idsOf = (answer: Answer) => (answer.body.transactions as { entry_reference: string }[]).map((row) => row.entry_reference)
const keyOf = (answer: Answer) => answer.body.continuation_key as string

describe('too many reads', () => {
  it.each(RATE_LIMIT_WORDINGS.map((wording, nth) => [wording, nth] as const))(
    'are refused with "%s", plain or wrapped',
    async (wording, nth) => {
      const { page, strike } = await connected()
      strike({ kind: 'rate-limit', wording: nth, retryAfter: 'seconds' })
      const plain = await page()
      expect([plain.status, plain.body.error, plain.body.message]).toEqual([429, 'ASPSP_RATE_LIMIT_EXCEEDED', wording])
      expect(plain.headers.get('retry-after')).toBe(String(12 * 3600))
      strike({ kind: 'rate-limit', wording: nth, retryAfter: 'seconds', wrapped: true })
      const { status, body, headers } = await page()
      expect([status, body.error, headers.get('retry-after')]).toEqual([400, 'ASPSP_ERROR', null])
      expect(body.detail).toMatchObject({ error_data: { status: 429, message: wording } })
    },
  )

  it.each([
    ['http-date', 'Sat, 21 Nov 2026 00:00:00 GMT'],
    ['zero', '0'],
    ['ten-years', '315360000'],
    ['absent', null],
  ] as const)('say when to come back: %s', async (retryAfter, header) => {
    const { page, strike } = await connected()
    strike({ kind: 'rate-limit', retryAfter })
    expect((await page()).headers.get('retry-after')).toBe(header)
  })
})

describe('an answer', () => {
  it('is 204, or late by as much as told', async () => {
    const { raw, strike } = await connected()
    strike({ kind: 'no-content' })
    const empty = await raw()
    expect([empty.status, await empty.text()]).toEqual([204, ''])
    strike({ kind: 'late', ms: 60 })
    const begun = performance.now()
    expect((await raw()).status).toBe(200)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55)
  })

  it('comes one byte at a time', async () => {
    const { raw, strike } = await connected()
    strike({ kind: 'slow', chunkBytes: 1, everyMs: 1 })
    const reader = (await raw()).body!.getReader() as ReadableStreamDefaultReader<Uint8Array>
    for (let nth = 0; nth < 5; nth++) expect((await reader.read()).value).toHaveLength(1)
    await reader.cancel()
  })

  it('has numbers for text, lacks fields, or has unknown ones', async () => {
    const { page, strike } = await connected()
    const first = async () => ((await page()).body.transactions as Record<string, unknown>[])[0]!
    strike({ kind: 'wrong-types' })
    expect(typeof ((await first()).transaction_amount as { amount: unknown }).amount).toBe('number')
    strike({ kind: 'missing-fields', fields: ['status', 'currency'] })
    const lacking = await first()
    expect('status' in lacking || 'currency' in (lacking.transaction_amount as object)).toBe(false)
    strike({ kind: 'extra-fields' })
    expect(await first()).toMatchObject({ x_text: 'new', x_none: null, transaction_amount: { x_flag: true } })
    expect(Object.keys(await first())).not.toContain('x_text')
  })

  it('says what time it is, and with a clock of its own judges tokens by it', async () => {
    const { client, page, strike } = await connected()
    expect((await page()).headers.get('date')).toBe(client.now().toUTCString())
    strike({ kind: 'clock-skew', ms: 90_000 })
    const ahead = await page()
    expect([ahead.status, ahead.headers.get('date')]).toEqual([200, new Date(client.now().getTime() + 90_000).toUTCString()])
    strike({ kind: 'clock-skew', ms: -10 * 60_000 })
    expect((await page()).body.error).toBe('UNAUTHORIZED_ACCESS')
  })
})

describe('in the middle of a reading', () => {
  it('the consent or one account ends, right before the page named', async () => {
    for (const [status, error] of [
      ['REVOKED', 'REVOKED_SESSION'],
      ['CLOSED', 'CLOSED_SESSION'],
      ['EXPIRED', 'EXPIRED_SESSION'],
    ] as const) {
      const { client, sessionId, page, strike } = await connected()
      strike({ kind: 'session-ends', status }, { laterPages: true })
      const first = await page()
      expect((await page(`&continuation_key=${keyOf(first)}`)).body.error).toBe(error)
      expect((await client.call('GET', `/sessions/${sessionId}`)).body.status).toBe(status)
      expect(client.simulator.ledger.sessions()[0]!.ended).toEqual({ at: client.now(), how: status })
    }
    const { accounts, page, strike } = await connected()
    strike({ kind: 'account-closes' })
    expect((await page()).body.error).toBe('ASPSP_ACCOUNT_NOT_ACCESSIBLE')
    expect((await page('', accounts[1]!.uid)).status).toBe(200)
  })

  it('only calls with the named parameters are struck', async () => {
    const { page, strike } = await connected()
    strike({ kind: 'refusal', code: 'WRONG_REQUEST_PARAMETERS' }, { query: { transaction_status: 'PDNG' }, times: null })
    expect((await page('&transaction_status=BOOK')).status).toBe(200)
    expect((await page('&transaction_status=PDNG')).status).toBe(422)
  })

  it('rows come in, so that the last three of the page before come again', async () => {
    const { page, strike } = await connected()
    strike({ kind: 'paging', how: 'rows-inserted' }, { laterPages: true })
    const first = await page()
    const second = await page(`&continuation_key=${keyOf(first)}`)
    expect(idsOf(second).slice(0, 3)).toEqual(idsOf(first).slice(-3))
  })
})

describe('pages', () => {
  it('are the same under new keys, or empty under new keys, without end', async () => {
    for (const how of ['same-page', 'endless'] as const) {
      const { page, strike } = await connected()
      strike({ kind: 'paging', how }, { times: null })
      const [keys, pages] = [new Set<string>(), new Set<string>()]
      let answer = await page()
      for (let nth = 0; nth < 12; nth++) {
        keys.add(keyOf(answer))
        pages.add(JSON.stringify(idsOf(answer)))
        answer = await page(`&continuation_key=${keyOf(answer)}`)
      }
      expect(keys.size).toBe(12)
      expect(answer.status).toBe(200)
      if (how === 'same-page') expect(pages.size).toBe(1)
      else expect(idsOf(answer)).toEqual([])
    }
  })

  it('hold as few rows as told: thousands of pages', async () => {
    const { client, accounts, page, strike } = await connected()
    strike({ kind: 'paging', how: 'rows-per-page', rows: 1 }, { times: null })
    const seen: string[] = []
    let answer = await page('&transaction_status=BOOK')
    while (keyOf(answer)) {
      seen.push(...idsOf(answer))
      answer = await page(`&transaction_status=BOOK&continuation_key=${keyOf(answer)}`)
    }
    const truth = client.simulator.ledger.booked(accounts[0]!.identification_hash, client.now())
    expect(new Set([...seen, ...idsOf(answer)]).size).toBe(truth.length)
    expect(truth.length).toBeGreaterThan(100)
  })
})

describe('the bank’s clock', () => {
  it('moves on by itself without spoiling tokens, and a consent lasts as long as was asked for', async () => {
    const { client, page } = await connected()
    const { simulator } = client
    simulator.clock.advance(60 * DAY)
    expect((await page()).status).toBe(200)
    expect(simulator.clock.now().getTime() - client.now().getTime()).toBe(60 * DAY)
    const later = await client.connect({ bank: 'Saaristo Bank', username: 'elias.lindqvist', days: 30 })
    expect(later.body.access).toMatchObject({ valid_until: '2026-12-20T12:00:00.000000+00:00' })
    const uid = later.accounts[0]!.uid
    simulator.clock.advance(29 * DAY)
    expect((await page('', uid)).status).toBe(200)
    simulator.clock.advance(DAY)
    expect((await page('', uid)).body.error).toBe('EXPIRED_SESSION')
    expect((await page()).body.error).toBe('EXPIRED_SESSION')
  })
})
