import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { fork, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createRegistry } from '@/lib/banking/registry'
import { networkFetch } from '@/lib/banking/network'
import type { AuthorizedSession, Connector, ValidatedCallback } from '@/lib/banking/port'

export type BenchBank = {
  readonly connector: Connector
  readonly pid: number
  /** What a process of ours needs to know to speak with it. */
  readonly environment: Readonly<Record<string, string>>
  /** How often each account was asked for its booked rows, by path of the account as one access sees it. */
  countReads(): Promise<Map<string, number>>
  /** One more authorised access to the person's accounts. */
  authorize(): Promise<AuthorizedSession>
  stop(): Promise<void>
}

type Options = { readonly port: number; readonly accounts: number; readonly transactions: number; readonly latencyMs?: number }

const REDIRECT_URL = 'https://saldo.example/api/banks/callback'
const APPLICATION_ID = '6b0c1f6e-6f53-4f2e-9a55-5f6f3a1d0b17'

/** The simulator as a process of its own, spoken to over HTTP by the real connector. */
export async function openBenchBank({ port, accounts, transactions, latencyMs = 0 }: Options): Promise<BenchBank> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-bench-bank-'))
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateKeyPem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const publicKeyPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }).toString()
  const applications = path.join(dir, 'applications.json')
  fs.writeFileSync(
    applications,
    JSON.stringify([
      { id: APPLICATION_ID, name: 'Bench', environment: 'SANDBOX', active: true, publicKeyPem, redirectUrls: [REDIRECT_URL] },
    ]),
  )
  const child = fork('scripts/run-ts.mjs', [
    ...['lib/simulator/server.ts', '--port', String(port), '--applications', applications, '--unattended-reads', '1000000'],
    ...['--bench-accounts', String(accounts), '--bench-transactions', String(transactions)],
    ...['--latency', String(latencyMs), '--control'],
  ])
  const apiUrl = `http://127.0.0.1:${port}`
  await waitUntilUp(child, `${apiUrl}/health`)
  const keyFile = path.join(dir, 'private-key.pem')
  fs.writeFileSync(keyFile, privateKeyPem, { mode: 0o600 })
  const enableBanking = { apiUrl, appId: APPLICATION_ID, privateKeyPem }
  const registry = createRegistry({ fetch: networkFetch, now: () => new Date(), env: () => ({ enableBanking }) })
  const connector = registry.getConnector({ kind: 'instance' })
  return {
    connector,
    pid: child.pid!,
    environment: {
      ENABLE_BANKING_API_URL: apiUrl,
      ENABLE_BANKING_APP_ID: APPLICATION_ID,
      ENABLE_BANKING_PRIVATE_KEY_FILE: keyFile,
      ECB_RATES_URL: `${apiUrl}/stats/eurofxref/`,
    },
    countReads: () => countReads(apiUrl),
    authorize: () => authorize(connector, apiUrl),
    stop: () => stop(child, dir),
  }
}

async function authorize(connector: Connector, apiUrl: string): Promise<AuthorizedSession> {
  const aspsp = { name: 'Bench Bank', country: 'FI' }
  const started = await connector.startAuthorization({
    ...{ aspsp, psuType: 'personal', authMethod: null, credentials: null, state: 'bench', redirectUrl: REDIRECT_URL, language: 'en' },
    ...{ validUntil: new Date(Date.now() + 30 * 86_400_000), psuId: 'bench', psuContext: null },
  })
  const approval = await fetch(`${apiUrl}/simulator/approve`, {
    method: 'POST',
    body: JSON.stringify({ url: started.url, person: 'bench.person' }),
  })
  const { redirectUrl } = (await approval.json()) as { redirectUrl: string }
  const code = new URL(redirectUrl).searchParams.get('code')
  // Checked nowhere, because nobody's browser is involved: the brand is only for callbacks of people.
  const callback = { code, aspsp, authorizationId: started.authorizationId } as ValidatedCallback
  return connector.completeAuthorization(callback, null)
}

async function countReads(apiUrl: string): Promise<Map<string, number>> {
  const answer = await fetch(`${apiUrl}/simulator/ledger?what=calls`)
  const calls = (await answer.json()) as { path: string; status: number }[]
  const counts = new Map<string, number>()
  for (const { path: asked } of calls) {
    const url = new URL(asked, apiUrl)
    const isRead = url.pathname.endsWith('/transactions') && url.searchParams.get('transaction_status') === 'BOOK'
    if (isRead && !url.searchParams.has('continuation_key')) counts.set(url.pathname, (counts.get(url.pathname) ?? 0) + 1)
  }
  return counts
}

async function waitUntilUp(child: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the simulator ended with ${child.exitCode}`)
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the simulator did not start within 30 s')
}

async function stop(child: ChildProcess, dir: string): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  fs.rmSync(dir, { recursive: true, force: true })
}
