import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Json = Record<string, unknown>

/** What the interface serves: plain JSON in the shape of its documents, written without any of the app's own code. */
export type FakeBank = {
  readonly countries: readonly string[]
  readonly aspsps: readonly Json[]
  readonly accounts: readonly Json[]
  transactionsOf(uid: string): readonly Json[]
  balancesOf(uid: string): readonly Json[]
  /** What the bank's page sends back instead of a code, if anything. */
  readonly refusal?: { error: string; description: string } | undefined
}

export type FakeBankApi = { readonly url: string; serve(bank: FakeBank): void; readonly calls: readonly string[]; stop(): Promise<void> }

const PAGE = 100

/**
 * The account-information operations of Enable Banking from its public documents (OpenAPI 3030f99c), over HTTP, for an
 * instance that runs without the simulator. The bank's page sends the browser straight back.
 */
export async function startFakeBankApi(first: FakeBank): Promise<FakeBankApi> {
  let bank = first
  const calls: string[] = []
  const authorizations = new Map<string, Json>()
  const sessions = new Map<string, Json>()
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => send(response, 500, { message: String(error) }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url)
    const operation = `${request.method} ${pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}')}`
    calls.push(operation)
    const id = pathname.split('/')[2] ?? ''
    if (operation === 'GET /go/{id}') return goBack(response, id)
    if (!/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(request.headers.authorization ?? ''))
      return send(response, 401, { error: 'UNAUTHORIZED', message: 'no token' })
    switch (operation) {
      case 'GET /application':
        return send(response, 200, application(bank.countries))
      case 'GET /aspsps':
        return send(response, 200, {
          aspsps: bank.aspsps.filter(({ country }) => !searchParams.has('country') || country === searchParams.get('country')),
        })
      case 'POST /auth':
        return begin(response, await readJson(request))
      case 'POST /sessions':
        return exchange(response, await readJson(request))
      case 'GET /sessions/{id}':
        return sessions.has(id)
          ? send(response, 200, { status: 'AUTHORIZED', ...sessions.get(id) })
          : send(response, 404, { error: 'SESSION_DOES_NOT_EXIST' })
      case 'DELETE /sessions/{id}':
        return send(response, 200, { message: 'OK' })
      case 'GET /accounts/{id}/details':
        return send(response, 200, bank.accounts.find(({ uid }) => uid === id) ?? {})
      case 'GET /accounts/{id}/balances':
        return send(response, 200, { balances: bank.balancesOf(id) })
      case 'GET /accounts/{id}/transactions':
        return send(response, 200, pageOf(bank.transactionsOf(id), searchParams))
      default:
        return send(response, 404, { error: 'NOT_FOUND', message: 'no such operation' })
    }
  }

  function begin(response: ServerResponse, body: Json): void {
    const id = randomUUID()
    authorizations.set(id, body)
    send(response, 200, { url: `${url}/go/${id}`, authorization_id: id, psu_id_hash: 'hash' })
  }

  function goBack(response: ServerResponse, id: string): void {
    const { redirect_url, state } = authorizations.get(id) ?? {}
    const { refusal } = bank
    const query: Record<string, string> = refusal
      ? { error: refusal.error, error_description: refusal.description, state: String(state) }
      : { code: id, state: String(state) }
    response.writeHead(302, { Location: `${String(redirect_url)}?${new URLSearchParams(query)}` }).end()
  }

  function exchange(response: ServerResponse, { code }: Json): void {
    const asked = authorizations.get(String(code))
    if (!asked) return send(response, 422, { error: 'WRONG_AUTHORIZATION_CODE', message: 'Wrong authorization code provided' })
    authorizations.delete(String(code))
    const session = {
      session_id: randomUUID(),
      accounts: bank.accounts,
      aspsp: asked.aspsp,
      psu_type: asked.psu_type,
      access: asked.access,
    }
    const facts = { access: asked.access, aspsp: asked.aspsp, psu_type: asked.psu_type }
    const known = bank.accounts.map(({ uid, identification_hash, identification_hashes }) => ({
      uid,
      identification_hash,
      identification_hashes,
    }))
    sessions.set(session.session_id, { ...facts, accounts: known.map(({ uid }) => uid), accounts_data: known })
    send(response, 200, session)
  }

  async function stop(): Promise<void> {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }

  return { url, calls, stop, serve: (next) => (bank = next) }
}

function application(countries: readonly string[]): Json {
  return { kid: randomUUID(), name: 'Fake', environment: 'SANDBOX', active: true, countries, services: ['AIS'], redirect_urls: [] }
}

function pageOf(rows: readonly Json[], query: URLSearchParams): Json {
  const status = query.get('transaction_status')
  const asked = rows.filter((row) => status === null || row.status === status)
  const begin = Number.parseInt(query.get('continuation_key') ?? '0', 10)
  const isLast = begin + PAGE >= asked.length
  return { transactions: asked.slice(begin, begin + PAGE), continuation_key: isLast ? null : String(begin + PAGE) }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

async function readJson(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return JSON.parse(Buffer.concat(chunks).toString()) as Json
}
