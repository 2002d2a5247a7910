import { createHash, X509Certificate } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, it, vi } from 'vitest'
import type { WebhookFault } from '../faults'
import { createClient, ORIGIN } from '../test-client'
import { HOUR_MS } from '../world/calendar'
import type { Webhook } from './webhook'
import { answerAtBank, pay } from './test-payment'

// Lives of years are written down on the first question; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

const HOOK = 'https://saldo.example/hook'

async function approvedAndTold(how: WebhookFault['how'] | null = null) {
  const received: Webhook[] = []
  const client = createClient({
    application: { webhookUrls: ['https://saldo.example'] },
    sendWebhook: (webhook) => Promise.resolve(void received.push(webhook)),
    faults: how ? [{ operation: 'webhook', aspsp: 'Saaristo Bank', effect: { kind: 'webhook', how } }] : [],
  })
  const { body } = await pay(client, { body: { webhook_url: HOOK } })
  await client.simulator.sendWebhooks()
  expect(received).toEqual([])
  await answerAtBank(client, body.url)
  await client.simulator.sendWebhooks()
  return { client, received, paymentId: body.payment_id as string }
}

async function isGenuine({ authorization, body }: Webhook, fetchCertificate: (url: string) => Promise<string>): Promise<boolean> {
  const token = authorization.replace('Bearer ', '')
  const { x5u } = decodeProtectedHeader(token)
  if (!x5u?.startsWith(ORIGIN)) return false
  try {
    const key = new X509Certificate(await fetchCertificate(x5u)).publicKey
    const { payload } = await jwtVerify(token, key, { algorithms: ['RS256'] })
    return payload.msgi === `sha256-${createHash('sha256').update(body).digest('base64')}`
  } catch {
    return false
  }
}

it('tells of each change once, in a token over the body whose key is where it says', async () => {
  const { client, received, paymentId } = await approvedAndTold()
  const fetchCertificate = async (url: string) => (await client.simulator.fetch(new Request(url))).text()
  expect(received).toHaveLength(1)
  expect(JSON.parse(received[0]!.body)).toMatchObject({ payment_id: paymentId, status: 'ACTC' })
  expect(received[0]!.url).toBe(HOOK)
  expect(await isGenuine(received[0]!, fetchCertificate)).toBe(true)
  expect(decodeJwt(received[0]!.authorization.slice(7))).toMatchObject({ sub: client.applicationId, environment: 'SANDBOX' })
  await client.simulator.sendWebhooks()
  expect(received).toHaveLength(1)
  client.advance(30_000)
  await client.simulator.sendWebhooks()
  expect(received.map(({ body }) => (JSON.parse(body) as { status: string }).status)).toEqual(['ACTC', 'ACSC'])
})

it('takes only addresses of the application', async () => {
  const client = createClient({ application: { webhookUrls: ['https://saldo.example'] } })
  expect((await pay(client, { body: { webhook_url: 'https://evil.example/hook' } })).body.error).toBe('WEBHOOK_URI_NOT_ALLOWED')
  expect((await pay(client, { body: { webhook_url: HOOK } })).status).toBe(200)
})

it.each<[WebhookFault['how'], number]>([
  ['forged-signature', 1],
  ['foreign-key-address', 1],
  ['wrong-digest', 1],
  ['unsigned', 1],
])('%s: what arrives does not hold', async (how, times) => {
  const { client, received } = await approvedAndTold(how)
  const fetchCertificate = async (url: string) => (await client.simulator.fetch(new Request(url))).text()
  expect(received).toHaveLength(times)
  expect(await isGenuine(received[0]!, fetchCertificate)).toBe(false)
})

it('can be told to say it three times, never or an hour late, or about another application', async () => {
  expect((await approvedAndTold('duplicate')).received).toHaveLength(3)
  expect((await approvedAndTold('lost')).received).toHaveLength(0)
  const late = await approvedAndTold('late')
  expect(late.received).toHaveLength(0)
  late.client.advance(HOUR_MS)
  await late.client.simulator.sendWebhooks()
  expect(late.received).toHaveLength(1)
  const { received, client } = await approvedAndTold('other-application')
  expect(decodeJwt(received[0]!.authorization.slice(7)).sub).not.toBe(client.applicationId)
})
