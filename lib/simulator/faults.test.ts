import { describe, expect, it, vi } from 'vitest'
import { ConnectionReset } from './fault-effects'
import type { FaultEffect } from './faults'
import { createClient, ORIGIN } from './test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const TRANSACTIONS = 'GET /accounts/{id}/transactions'

async function connected() {
  const client = createClient()
  const { accounts } = await client.connect({ bank: 'Saaristo Bank', username: 'aino.virtanen' })
  const page = (query = '') => client.call('GET', `/accounts/${accounts[0]!.uid}/transactions?strategy=longest${query}`)
  const raw = async (signal?: AbortSignal) => {
    const headers = { Authorization: `Bearer ${await client.token()}` }
    return client.simulator.fetch(
      new Request(`${ORIGIN}/accounts/${accounts[0]!.uid}/transactions?strategy=longest`, { headers, ...(signal ? { signal } : {}) }),
    )
  }
  return { client, accounts, page, raw, faults: client.simulator.faults }
}

describe('a fault', () => {
  it('strikes as often as told, after as many calls as told, and only what it names', async () => {
    const { client, accounts, page, faults } = await connected()
    const effect: FaultEffect = { kind: 'error', status: 500, body: { message: 'x' } }
    faults.add({ operation: TRANSACTIONS, aspsp: 'Saaristo Bank', account: accounts[0]!.identification_hash, after: 1, times: 2, effect })
    faults.add({ operation: TRANSACTIONS, aspsp: 'Kontur', times: null, effect })
    const statuses = [await page(), await page(), await page(), await page()].map((answer) => answer.status)
    expect(statuses).toEqual([200, 500, 500, 200])
    expect((await client.call('GET', `/accounts/${accounts[1]!.uid}/transactions`)).status).toBe(200)
    const id = faults.add({ times: null, effect })
    expect((await page()).status).toBe(500)
    faults.remove(id)
    expect((await client.call('GET', `/accounts/${accounts[0]!.uid}/balances`)).status).toBe(200)
  })

  it('answers with any status, body and header, an HTML page or nonsense', async () => {
    const { page, raw, faults } = await connected()
    faults.add({
      operation: TRANSACTIONS,
      effect: { kind: 'error', status: 429, body: { error: 'ASPSP_RATE_LIMIT_EXCEEDED' }, headers: { 'Retry-After': '0' } },
    })
    const limited = await page()
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '0'])
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'refusal', code: 'ASPSP_PSU_ACTION_REQUIRED', detail: 'open the app' } })
    expect((await page()).body).toMatchObject({ code: 403, error: 'ASPSP_PSU_ACTION_REQUIRED', detail: 'open the app' })
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'text', status: 502, text: '<html>Bad gateway</html>' } })
    expect(await (await raw()).text()).toBe('<html>Bad gateway</html>')
  })

  it('cuts the answer, spoils its letters, or drips it', async () => {
    const { raw, faults } = await connected()
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'truncated' } })
    const cut = await (await raw()).text()
    expect(() => JSON.parse(cut) as unknown).toThrow()
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'wrong-charset' } })
    const spoiled = await (await raw()).arrayBuffer()
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(spoiled)).toThrow()
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'slow', chunkBytes: 20_000, everyMs: 1 } })
    expect(JSON.parse(await (await raw()).text())).toHaveProperty('transactions')
  })

  it('never ends, or is larger than anyone wants', async () => {
    const { raw, faults } = await connected()
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'hang' } })
    await expect(raw(AbortSignal.timeout(20))).rejects.toThrow()
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'large', bytes: 300_000 } })
    expect((await (await raw()).arrayBuffer()).byteLength).toBe(300_000)
  })

  it('breaks the connection before anything happened, or after it did', async () => {
    const { client, faults } = await connected()
    const start = () => client.call('POST', '/auth', { body: client.authBody({ bank: 'Saaristo Bank', username: 'x' }) })
    const known = client.simulator.state.authorizations.size
    for (const [when, more] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      faults.add({ operation: 'POST /auth', effect: { kind: 'reset', when } })
      await expect(start()).rejects.toThrow(ConnectionReset)
      expect(client.simulator.state.authorizations.size - known).toBe(more)
    }
    expect(client.simulator.ledger.calls.filter((call) => call.status === 0)).toHaveLength(2)
  })

  it('repeats a key, goes round in two, serves an empty page with a key, or refuses one', async () => {
    const { page, faults } = await connected()
    const follow = async (calls: number) => {
      const keys: (string | null)[] = []
      for (let nth = 0; nth < calls; nth++) {
        const last = keys.at(-1)
        keys.push((await page(last ? `&continuation_key=${last}` : '')).body.continuation_key as string | null)
      }
      return keys
    }
    faults.add({ operation: TRANSACTIONS, times: null, effect: { kind: 'paging', how: 'repeat-key' } })
    expect(new Set(await follow(4)).size).toBe(1)
    faults.clear()
    faults.add({ operation: TRANSACTIONS, times: null, effect: { kind: 'paging', how: 'loop' } })
    const round = await follow(7)
    expect(new Set(round).size).toBe(2)
    expect(round.slice(2).some((key) => key === round[0])).toBe(true)
    faults.clear()
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'paging', how: 'empty-page' } })
    const empty = await page()
    expect(empty.body.transactions).toEqual([])
    const next = await page(`&continuation_key=${empty.body.continuation_key as string}`)
    expect(next.body.transactions).toHaveLength(100)
    faults.add({ operation: TRANSACTIONS, effect: { kind: 'paging', how: 'refuse-key' } })
    expect((await page(`&continuation_key=${empty.body.continuation_key as string}`)).body.error).toBe('WRONG_CONTINUATION_KEY')
  })
})
