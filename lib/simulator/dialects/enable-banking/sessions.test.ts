import { describe, expect, it, vi } from 'vitest'
import { createClient, type Client } from '../../test-client'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const AINO = { bank: 'Saaristo Bank', username: 'aino.virtanen' }
const MINUTE = 60_000

async function codeOf(client: Client): Promise<string> {
  const { body } = await client.call('POST', '/auth', { body: client.authBody(AINO) })
  const url = body.url as string
  await client.submit(url, { action: 'sign-in', username: AINO.username })
  await client.submit(url, { action: 'continue', account: ['fi-saaristo-bank/aino-current'] })
  const back = await client.submit(url, { action: 'approve' })
  return new URL(back.headers.get('location')!).searchParams.get('code')!
}

const exchange = (client: Client, code: unknown) => client.call('POST', '/sessions', { body: { code } })

describe('POST /sessions', () => {
  it('takes a code once', async () => {
    const client = createClient()
    const code = await codeOf(client)
    expect((await exchange(client, code)).status).toBe(200)
    expect((await exchange(client, code)).body.error).toBe('ALREADY_AUTHORIZED')
  })

  it('gives one session even when a hundred calls bring the code at once', async () => {
    const client = createClient()
    const code = await codeOf(client)
    const answers = await Promise.all(Array.from({ length: 100 }, () => exchange(client, code)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    expect(client.simulator.state.sessions.size).toBe(1)
  })

  it('refuses a code that is late, invented, missing or another application’s', async () => {
    const client = createClient()
    const code = await codeOf(client)
    expect((await exchange(client, 'c0de')).body.error).toBe('WRONG_AUTHORIZATION_CODE')
    expect((await exchange(client, undefined)).body.error).toBe('WRONG_REQUEST_PARAMETERS')
    const { id } = client.simulator.registerApplication({
      ...client.simulator.state.applications.get(client.applicationId)!,
      id: '11111111-1111-4111-8111-111111111111',
    })
    const foreign = await client.call('POST', '/sessions', { body: { code }, token: await client.token({}, { kid: id }) })
    expect(foreign.body.error).toBe('WRONG_AUTHORIZATION_CODE')
    client.advance(5 * MINUTE + 1)
    expect((await exchange(client, code)).body.error).toBe('EXPIRED_AUTHORIZATION_CODE')
  })

  it('leaves out what a restricted application has not linked, and starts nothing when nothing is linked', async () => {
    const iban = createClient().simulator.world.accounts.get('fi-saaristo-bank/aino-savings')!.iban!
    const some = createClient({ application: { environment: 'PRODUCTION', linkedAccounts: [iban] } })
    expect((await some.connect(AINO)).accounts).toHaveLength(1)
    const other = createClient({ application: { environment: 'PRODUCTION', linkedAccounts: ['FI2112345600000785'] } })
    expect((await other.connect(AINO)).accounts).toHaveLength(0)
    const none = createClient({ application: { environment: 'PRODUCTION', linkedAccounts: [] } })
    expect((await none.call('POST', '/auth', { body: none.authBody(AINO) })).body.error).toBe('NO_ACCOUNTS_ADDED')
  })

  it('gives no id for an account that is closed', async () => {
    const { accounts } = await createClient().connect(AINO)
    expect(accounts.filter((account) => account.uid === null).map((account) => account.product)).toEqual(['Opiskelijatili'])
  })
})

describe('the status of a session', () => {
  it('goes from pending over returned to authorized', async () => {
    const client = createClient()
    const { body } = await client.call('POST', '/auth', { body: client.authBody(AINO) })
    const status = async () => (await client.call('GET', `/sessions/${body.authorization_id as string}`)).body.status
    expect(await status()).toBe('PENDING_AUTHORIZATION')
    const url = body.url as string
    await client.submit(url, { action: 'sign-in', username: AINO.username })
    await client.submit(url, { action: 'continue', account: ['fi-saaristo-bank/joint'] })
    const back = await client.submit(url, { action: 'approve' })
    expect(await status()).toBe('RETURNED_FROM_BANK')
    const session = await exchange(client, new URL(back.headers.get('location')!).searchParams.get('code'))
    const described = await client.call('GET', `/sessions/${session.body.session_id as string}`)
    expect(described.body).toMatchObject({
      status: 'AUTHORIZED',
      accounts: [(session.body.accounts as { uid: string }[])[0]!.uid],
      psu_type: 'personal',
      closed: null,
    })
  })

  it('is invalid when the person waits a quarter of an hour', async () => {
    const client = createClient()
    const { body } = await client.call('POST', '/auth', { body: client.authBody(AINO) })
    client.advance(15 * MINUTE + 1)
    expect((await client.simulator.fetch(new Request(body.url as string))).status).toBe(410)
    expect((await client.call('GET', `/sessions/${body.authorization_id as string}`)).body.status).toBe('INVALID')
  })

  it('is expired to the second, and then nothing can be read', async () => {
    const client = createClient()
    const { sessionId, accounts } = await client.connect({ ...AINO, days: 10 })
    client.advance(10 * 86_400_000 - 1000)
    expect((await client.call('GET', `/sessions/${sessionId}`)).body.status).toBe('AUTHORIZED')
    client.advance(1000)
    expect((await client.call('GET', `/sessions/${sessionId}`)).body.status).toBe('EXPIRED')
    const read = await client.call('GET', `/accounts/${accounts[0]!.uid}/balances`)
    expect([read.status, read.body.error]).toEqual([401, 'EXPIRED_SESSION'])
  })

  it('is closed by DELETE, once, and revoked by the person', async () => {
    const client = createClient()
    const first = await client.connect(AINO)
    expect((await client.call('DELETE', `/sessions/${first.sessionId}`)).body).toEqual({ message: 'OK' })
    const again = await client.call('DELETE', `/sessions/${first.sessionId}`)
    expect([again.status, again.body.error]).toEqual([400, 'CLOSED_SESSION'])
    expect((await client.call('GET', `/accounts/${first.accounts[0]!.uid}/details`)).body.error).toBe('CLOSED_SESSION')
    const second = await client.connect(AINO)
    client.simulator.revokeSession(second.sessionId)
    expect((await client.call('GET', `/accounts/${second.accounts[0]!.uid}/transactions`)).body.error).toBe('REVOKED_SESSION')
  })

  it('ends with the next approval at a bank that allows one session per person', async () => {
    const client = createClient()
    const astrid = { bank: 'Skärgårdskassan', country: 'SE', username: 'astrid.berglund' }
    const first = await client.connect(astrid)
    const nils = await client.connect({ ...astrid, username: 'nils.hedlund' })
    await client.connect(astrid)
    const status = async (id: string) => (await client.call('GET', `/sessions/${id}`)).body.status
    expect(await status(first.sessionId)).toBe('REVOKED')
    expect(await status(nils.sessionId)).toBe('AUTHORIZED')
  })

  it('is nobody else’s business', async () => {
    const client = createClient()
    const { sessionId, accounts } = await client.connect(AINO)
    const { id } = client.simulator.registerApplication({
      ...client.simulator.state.applications.get(client.applicationId)!,
      id: '11111111-1111-4111-8111-111111111111',
    })
    const token = await client.token({}, { kid: id })
    expect((await client.call('GET', `/sessions/${sessionId}`, { token })).body.error).toBe('SESSION_DOES_NOT_EXIST')
    expect((await client.call('DELETE', `/sessions/${sessionId}`, { token })).body.error).toBe('SESSION_DOES_NOT_EXIST')
    expect((await client.call('GET', `/accounts/${accounts[0]!.uid}/balances`, { token })).body.error).toBe('ACCOUNT_DOES_NOT_EXIST')
    expect((await client.call('GET', '/sessions/00000000-0000-4000-8000-000000000000')).status).toBe(404)
    expect((await client.call('GET', '/sessions/nonsense')).status).toBe(422)
    expect((await client.call('GET', '/accounts/nonsense/balances')).status).toBe(422)
  })
})
