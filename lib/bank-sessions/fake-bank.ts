import { generateKeyPairSync } from 'node:crypto'
import type { Fetch } from '@/lib/banking/http'
import { createRegistry, replaceRegistry } from '@/lib/banking/registry'

/** What a test wants an operation to do instead of answering well. */
type Script = {
  auth?: () => Response
  sessions?: (code: string) => Response
  /** The answer to GET /sessions/{id}. */
  status?: (sessionId: string) => Response
  deleted?: () => Response
}

type Wire = Record<string, unknown>

/**
 * The aggregator's side as far as connecting a bank needs it, written from its documents: enough to count what was asked.
 * `install` makes it the world behind the connectors of this process.
 */
export function createFakeBank(now: () => Date) {
  const calls = { auth: [] as Wire[], exchanges: [] as string[], deleted: [] as string[] }
  const script: Script = {}
  const aspsps = [bankOf('Saaristo Bank'), bankOf('Kontur', { maximum_consent_validity: 90 * 86_400 })]

  const fetch: Fetch = async (request) => {
    const { pathname } = new URL(request.url)
    const operation = `${request.method} ${pathname}`
    if (operation === 'GET /aspsps') return Response.json({ aspsps })
    if (operation === 'GET /application') return Response.json(APPLICATION)
    if (operation === 'POST /auth') return startAuthorization((await request.json()) as Wire)
    if (operation === 'POST /sessions') return exchange(((await request.json()) as { code: string }).code)
    if (operation.startsWith('GET /sessions/')) return script.status?.(pathname.slice('/sessions/'.length)) ?? errorAnswer(404, 'NOT_FOUND')
    if (operation.startsWith('DELETE /sessions/')) {
      calls.deleted.push(pathname.slice('/sessions/'.length))
      return script.deleted?.() ?? Response.json({ message: 'OK' })
    }
    return errorAnswer(404, 'NOT_FOUND')
  }

  function startAuthorization(body: Wire): Response {
    calls.auth.push(body)
    if (script.auth) return script.auth()
    const id = `00000000-0000-4000-8000-${String(calls.auth.length).padStart(12, '0')}`
    return Response.json({ url: `https://tilisy.enablebanking.com/welcome?sessionid=${id}`, authorization_id: id, psu_id_hash: 'h' })
  }

  function exchange(code: string): Response {
    calls.exchanges.push(code)
    if (script.sessions) return script.sessions(code)
    return Response.json(sessionOf(calls.exchanges.length, now()))
  }

  function install(): void {
    const enableBanking = { apiUrl: 'https://api.enablebanking.com', appId: APPLICATION.kid, privateKeyPem: KEY }
    replaceRegistry(createRegistry({ fetch, now, env: () => ({ enableBanking }) }))
  }

  return { calls, script, aspsps, install }
}

export function errorAnswer(status: number, error: string): Response {
  return Response.json({ code: status, message: error, error, detail: null }, { status })
}

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

const APPLICATION = {
  kid: 'cf589be3-3755-465b-a8df-a90a16a31403',
  name: 'Test',
  environment: 'SANDBOX',
  active: true,
  countries: ['FI', 'SE'],
  services: ['AIS'],
  redirect_urls: ['http://localhost:3000/api/banks/callback'],
}

function bankOf(name: string, more: Wire = {}): Wire & { name: string } {
  return {
    name,
    country: 'FI',
    logo: `https://enablebanking.com/brands/FI/${encodeURIComponent(name)}/`,
    psu_types: ['personal', 'business'],
    auth_methods: [],
    maximum_consent_validity: 180 * 86_400,
    beta: false,
    bic: 'SARIFI22',
    required_psu_headers: ['Psu-Ip-Address'],
    payments: [],
    ...more,
  }
}

export function sessionOf(nth: number, now: Date, more: Wire = {}): Wire {
  return {
    session_id: `11111111-0000-4000-8000-${String(nth).padStart(12, '0')}`,
    accounts: [accountOf(nth, 1, 'FI2112345600000785'), accountOf(nth, 2, 'FI5542345670000081')],
    aspsp: { name: 'Saaristo Bank', country: 'FI' },
    psu_type: 'personal',
    access: { valid_until: new Date(now.getTime() + 179 * 86_400_000).toISOString() },
    ...more,
  }
}

export function accountOf(nth: number, number: number, iban: string, more: Wire = {}): Wire {
  return {
    account_id: { iban },
    name: 'Aino Virtanen',
    details: `Account ${number}`,
    cash_account_type: 'CACC',
    currency: 'EUR',
    uid: `22222222-0000-4000-8000-${String(nth * 10 + number).padStart(12, '0')}`,
    identification_hash: `hash-${number}`,
    identification_hashes: [`hash-${number}`],
    ...more,
  }
}
