import { describe, expect, it, vi } from 'vitest'
import { parseState, printState } from './state-file'
import { createClient, ORIGIN, REDIRECT_URL } from './test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

describe('a connection from start to end', () => {
  it('goes through sign-in, account choice and approval, and ends in accounts that can be read', async () => {
    const client = createClient()
    const started = await client.call('POST', '/auth', { body: client.authBody({ bank: 'Saaristo Bank', username: 'aino.virtanen' }) })
    const url = started.body.url as string
    const read = async () => (await client.simulator.fetch(new Request(url))).text()
    expect(await read()).toContain('Sign in as')
    await client.submit(url, { action: 'sign-in', username: 'aino.virtanen' })
    expect(await read()).toContain('Which accounts may it read?')
    await client.submit(url, { action: 'continue', account: ['fi-saaristo-bank/aino-current', 'fi-saaristo-bank/joint'] })
    expect(await read()).toContain('Approve access')
    const back = await client.submit(url, { action: 'approve' })
    expect(back.status).toBe(303)
    const location = new URL(back.headers.get('location')!)
    expect(`${location.origin}${location.pathname}`).toBe(REDIRECT_URL)
    expect(location.searchParams.get('state')).toBe('state-1')
    const session = await client.call('POST', '/sessions', { body: { code: location.searchParams.get('code') } })
    const accounts = session.body.accounts as { uid: string; product: string }[]
    expect(accounts).toHaveLength(2)
    expect((await client.call('GET', `/accounts/${accounts[0]!.uid}/balances`)).status).toBe(200)
  })

  it.each<[string, Record<string, string>[], string]>([
    ['at sign-in', [{ action: 'cancel' }], 'Cancelled by user'],
    ['at the account choice', [{ action: 'sign-in', username: 'aino.virtanen' }, { action: 'cancel' }], 'Cancelled by user'],
    [
      'at the approval',
      [{ action: 'sign-in', username: 'aino.virtanen' }, { action: 'continue', account: 'fi-saaristo-bank/joint' }, { action: 'decline' }],
      'Denied data sharing consent',
    ],
  ])('tells the application when the person turns back %s', async (_, steps, description) => {
    const client = createClient()
    const started = await client.call('POST', '/auth', { body: client.authBody({ bank: 'Saaristo Bank', username: 'aino.virtanen' }) })
    let last: Response | null = null
    for (const step of steps) last = await client.submit(started.body.url as string, step)
    const query = new URL(last!.headers.get('location')!).searchParams
    expect(Object.fromEntries(query)).toEqual({ error: 'access_denied', error_description: description, state: 'state-1' })
    expect((await client.call('GET', `/sessions/${started.body.authorization_id as string}`)).body.status).toBe('CANCELLED')
    expect((await client.simulator.fetch(new Request(started.body.url as string))).status).toBe(410)
  })

  it('refuses a wrong password and a person who banks elsewhere', async () => {
    const client = createClient()
    const started = await client.call('POST', '/auth', { body: client.authBody({ bank: 'Saaristo Bank', username: 'aino.virtanen' }) })
    const url = started.body.url as string
    const wrong: Record<string, string>[] = [
      { typed_username: 'aino.virtanen', typed_password: 'guess' },
      { username: 'piotr.zielinski' },
      { typed_username: '<script>' },
    ]
    for (const fields of wrong) {
      const page = await (await client.submit(url, { action: 'sign-in', ...fields })).text()
      expect(page).toContain('User name or password is wrong.')
    }
    const next = await client.submit(url, { action: 'sign-in', typed_username: 'aino.virtanen', typed_password: 'simulated' })
    expect([next.status, next.headers.get('location')]).toEqual([303, new URL(url).pathname])
    const page = await (await client.simulator.fetch(new Request(url))).text()
    expect(page).toContain('Which accounts may it read?')
  })

  it('lets a demonstration approve without the pages, once', async () => {
    const client = createClient()
    const started = await client.call('POST', '/auth', { body: client.authBody({ bank: 'Saaristo Bank', username: 'elias.lindqvist' }) })
    const approve = () =>
      client.simulator.fetch(
        new Request(`${ORIGIN}/simulator/approve`, {
          method: 'POST',
          body: JSON.stringify({ url: started.body.url, person: 'elias.lindqvist' }),
        }),
      )
    const { redirectUrl } = (await (await approve()).json()) as { redirectUrl: string }
    const session = await client.call('POST', '/sessions', { body: { code: new URL(redirectUrl).searchParams.get('code') } })
    expect(session.body.accounts).toHaveLength(1)
    expect((await approve()).status).toBe(404)
  })
})

describe('repeatability', () => {
  it('answers byte for byte the same for the same seed and clock, and differently for another seed', async () => {
    const run = async (seed: string) => {
      const client = createClient({ seed })
      const { body, accounts } = await client.connect({ bank: 'Norrskenbanken', country: 'SE', username: 'elias.lindqvist' })
      const { body: page } = await client.call('GET', `/accounts/${accounts[0]!.uid}/transactions?strategy=longest`)
      const { session_id: _session, ...rest } = body
      return JSON.stringify([rest, page]).replaceAll(client.applicationId, 'app')
    }
    const first = await run('one')
    expect(await run('one')).toBe(first)
    expect(await run('two')).not.toBe(first)
  })

  it('shows one account under the same hashes and other ids, whoever connects it and however often', async () => {
    const client = createClient()
    const joint = (connected: Awaited<ReturnType<typeof client.connect>>) =>
      connected.accounts.find((account) => account.details === 'Household')!
    const seen = [
      joint(await client.connect({ bank: 'Saaristo Bank', username: 'aino.virtanen' })),
      joint(await client.connect({ bank: 'Saaristo Bank', username: 'elias.lindqvist' })),
      joint(await client.connect({ bank: 'Saaristo Bank', username: 'aino.virtanen' })),
    ]
    expect(new Set(seen.map((account) => account.identification_hash)).size).toBe(1)
    expect(new Set(seen.map((account) => account.uid)).size).toBe(3)
    const [paths, digest] = seen[0]!.identification_hash.split('.')
    expect(JSON.parse(Buffer.from(paths!, 'base64').toString())).toEqual([['account', 'account_id', 'iban']])
    expect(Buffer.from(digest!, 'base64')).toHaveLength(32)
  })

  it('goes on after a restart with the sessions, used codes and payments it had', async () => {
    const client = createClient()
    const { sessionId, accounts } = await client.connect({ bank: 'Saaristo Bank', username: 'aino.virtanen' })
    const state = parseState(printState(client.simulator.state))
    const again = createClient({ state, application: { id: client.applicationId } })
    expect((await again.call('GET', `/sessions/${sessionId}`)).body.status).toBe('AUTHORIZED')
    expect((await again.call('GET', `/accounts/${accounts[0]!.uid}/balances`)).status).toBe(200)
  })
})
