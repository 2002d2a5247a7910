import { generateKeyPairSync } from 'node:crypto'
import { describe } from 'vitest'
import { describeConnector } from '@/lib/banking/contract'
import type { ContractWorld, SentRequest } from '@/lib/banking/contract-world'
import type { Fetch } from '@/lib/banking/http'
import { createEnableBankingConnector } from './connector'
import { APPLICATION } from './fixtures/documented-answers'
import { createDocumentedApi } from './fixtures/documented-api'
import { createSimulator } from '@/lib/simulator/simulator'

/** An evening: some of the day's card purchases are still pending. */
const NOW = new Date('2026-11-19T18:30:00Z')
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

describeConnector('Enable Banking against the documents', async () => {
  const apiUrl = 'https://api.enablebanking.com'
  const api = createDocumentedApi({ apiUrl, publicKeyPem: keys.publicKey, now: NOW })
  const wire = tap(api.fetch)
  return {
    connector: createEnableBankingConnector({
      apiUrl,
      applicationId: APPLICATION.kid,
      privateKeyPem: keys.privateKey,
      fetch: wire.fetch,
      now: () => NOW,
    }),
    now: NOW,
    aspsp: { name: 'Nordea', country: 'FI' },
    otherAspsp: { name: 'S-Pankki', country: 'FI' },
    redirectUrl: APPLICATION.redirect_urls[0]!,
    approve: (url) => Promise.resolve(api.visit(url, 'approve')),
    decline: (url) => Promise.resolve(api.visit(url, 'decline')),
    paying: {
      debtorAccount: { scheme: 'IBAN', identification: 'FI0455231152453547' },
      creditorAccount: { scheme: 'IBAN', identification: 'FI2112345600000785' },
      approve: (url) => Promise.resolve(api.visit(url, 'approve')),
      decline: (url) => Promise.resolve(api.visit(url, 'decline')),
    },
    ...wire,
  } satisfies ContractWorld & { fetch: Fetch }
})

/** Banks with a customer who has several accounts there; the personality of each is one more way of answering. */
const SIMULATED = [
  { country: 'FI', bank: 'Kontur', other: 'Saaristo Bank', person: 'elias.lindqvist', paysFrom: 'fi-kontur/elias-eur' },
  {
    country: 'FI',
    bank: 'Pihlaja Cooperative Bank',
    other: 'Paju Cooperative Bank',
    person: 'aino.virtanen',
    paysFrom: 'fi-pihlaja-cooperative-bank/aino-current',
  },
  { country: 'FI', bank: 'Saaristo Bank', other: 'Kontur', person: 'aino.virtanen', paysFrom: 'fi-saaristo-bank/aino-current' },
]

describe.each(SIMULATED)('Enable Banking against the simulator', (simulated) => {
  describeConnector(simulated.bank, async () => simulatedWorld(simulated))
})

function simulatedWorld({ country, bank, other, person, paysFrom }: (typeof SIMULATED)[number]): ContractWorld {
  const apiUrl = 'http://localhost:4160'
  const redirectUrl = 'https://saldo.example/api/banks/callback'
  const simulator = createSimulator({ seed: 'contract', now: () => NOW, baseUrl: apiUrl })
  const { id } = simulator.registerApplication({ publicKeyPem: keys.publicKey, redirectUrls: [redirectUrl] })
  const press = async (url: string, fields: Record<string, string>) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await simulator.fetch(new Request(url, { method: 'POST', headers, body: new URLSearchParams(fields).toString() }))
    return new URL(answer.headers.get('location') ?? '').searchParams
  }
  const wire = tap((request) => simulator.fetch(request))
  const answerPayment = async (url: string, decision: 'approve' | 'decline') => {
    const body = JSON.stringify({ url, person, decision })
    const answer = await simulator.fetch(new Request(`${apiUrl}/simulator/approve`, { method: 'POST', body }))
    return new URL(((await answer.json()) as { redirectUrl: string }).redirectUrl).searchParams
  }
  const iban = (key: string) => ({ scheme: 'IBAN', identification: simulator.world.accounts.get(key)!.iban! })
  return {
    connector: createEnableBankingConnector({
      apiUrl,
      applicationId: id,
      privateKeyPem: keys.privateKey,
      fetch: wire.fetch,
      now: () => NOW,
    }),
    now: NOW,
    aspsp: { name: bank, country },
    otherAspsp: { name: other, country },
    redirectUrl,
    approve: async (url) => {
      const answer = await simulator.fetch(
        new Request(`${apiUrl}/simulator/approve`, { method: 'POST', body: JSON.stringify({ url, person }) }),
      )
      const { redirectUrl: back } = (await answer.json()) as { redirectUrl: string }
      return new URL(back).searchParams
    },
    decline: (url) => press(url, { action: 'cancel' }),
    paying: {
      debtorAccount: iban(paysFrom),
      creditorAccount: iban('fi-saaristo-bank/joint'),
      approve: (url) => answerPayment(url, 'approve'),
      decline: (url) => answerPayment(url, 'decline'),
    },
    ...wire,
  }
}

/** Writes down what is sent and, when told to, lets an answer get lost after the bank has acted. */
function tap(fetch: Fetch) {
  const sent: SentRequest[] = []
  const lost: (() => Promise<Response>)[] = []
  return {
    sent,
    loseNextAnswer: (answer: () => Promise<Response>) => void lost.push(answer),
    fetch: async (request: Request) => {
      const copy = request.clone()
      sent.push({ method: request.method, url: new URL(request.url), headers: request.headers, body: await copy.text() })
      const answer = await fetch(request)
      return lost.shift()?.() ?? answer
    },
  }
}
