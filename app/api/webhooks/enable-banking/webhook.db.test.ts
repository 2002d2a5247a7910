import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paymentInput } from '@/lib/banking/connectors/enable-banking/fixtures/documented-payments'
import { createRegistry, replaceRegistry } from '@/lib/banking/registry'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { paymentIndex } from '@/lib/payments/following/payment-index'
import type { WebhookFault } from '@/lib/simulator/faults'
import { createSimulator } from '@/lib/simulator/simulator'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { seedAccount } from '@/lib/testing/seed-account'
import { createWebhookSigner, type WebhookSigner, type WebhookToken } from '@/lib/testing/signed-webhook'
import { POST } from './route'

const X5U = 'https://enablebanking.com/keys/webhook.pem'
const APPLICATION = 'cf589be3-3755-465b-a8df-a90a16a31403'
const MEMBERS_APPLICATION = '11111111-3755-465b-a8df-a90a16a31403'
const HOUR_MS = 3_600_000
const privateKeyPem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

let database: TestDatabase
let signer: WebhookSigner
let fetched: string[]
let bank: { environment: string; isDown: boolean }

beforeAll(async () => {
  database = await createTestDatabase()
  const notBefore = new Date(Date.now() - 24 * HOUR_MS)
  signer = await createWebhookSigner({ notBefore, x5u: X5U, applicationId: APPLICATION, environment: 'PRODUCTION' })
})

beforeEach(async () => {
  fetched = []
  bank = { environment: 'PRODUCTION', isDown: false }
  await database.ownerQuery('DELETE FROM graphile_worker._private_jobs')
  const enableBanking = { apiUrl: 'https://api.enablebanking.com', appId: APPLICATION, privateKeyPem }
  const fetch = async (request: Request) => {
    fetched.push(request.url)
    if (request.url === X5U) return new Response(signer.certificate)
    if (bank.isDown) throw Object.assign(new Error('down'), { code: 'ECONNREFUSED' })
    return Response.json({ kid: APPLICATION, environment: bank.environment, active: true })
  }
  replaceRegistry(createRegistry({ fetch, now: () => new Date(), env: () => ({ enableBanking }) }))
})

afterAll(() => replaceRegistry(undefined))

type Change = { readonly isFinal?: boolean; readonly lastAskedAt?: Date; readonly own?: string | null; readonly bankPaymentId?: string }

/** A payment that waits at its bank, to be asked about again in half an hour. `own`: made with the member's own application. */
async function seedPayment({ isFinal = false, lastAskedAt, own, bankPaymentId = crypto.randomUUID() }: Change = {}) {
  const { householdId, memberId } = await seedHousehold()
  const accountId = await seedAccount({ householdId, holders: [memberId] })
  const [id, bankAppId] = [newId(), own === undefined ? null : newId()]
  const nextPollAt = isFinal ? null : new Date(Date.now() + HOUR_MS / 2)
  await asSystem(householdId, async (db) => {
    if (bankAppId !== null && own !== undefined) {
      const keys = { connectorId: 'enable-banking', applicationId: MEMBERS_APPLICATION, sealedPrivateKey: 'sealed', environment: own }
      await db.bankApp.create({ data: { householdId, id: bankAppId, memberId, services: [], countries: [], redirectUrls: [], ...keys } })
    }
    await db.payment.create({
      data: {
        ...{ householdId, id, memberId, accountId, channel: 'bank', connectorId: 'enable-banking', bankAppId, status: 'waiting', isFinal },
        ...{
          aspspName: 'Test Bank',
          aspspCountry: 'FI',
          psuType: 'personal',
          paymentType: 'SEPA',
          sealedOrder: 'sealed',
          orderHash: 'hash',
        },
        ...{
          amountMinor: 100n,
          currency: 'EUR',
          creditorName: 'Kauppa Oy',
          createdAt: new Date(),
          nextPollAt,
          lastAskedAt: lastAskedAt ?? null,
        },
      },
    })
    await db.paymentAttempt.create({
      data: {
        ...{ householdId, id: newId(), paymentId: id, number: 1, state: 'open', sealedHandle: 'sealed', startedAt: new Date() },
        ...{ bankPaymentId, bankPaymentIndex: paymentIndex(bankPaymentId) },
      },
    })
  })
  return { householdId, id, bankPaymentId, nextPollAt }
}

const bodyFor = (bankPaymentId: string) => JSON.stringify({ payment_id: bankPaymentId, status: 'ACSC' })

async function post(body: BodyInit | null, authorization: string | null, headers: Record<string, string> = {}): Promise<number> {
  const url = 'https://saldo.example/api/webhooks/enable-banking'
  const request = new Request(url, {
    method: 'POST',
    body,
    headers: { ...(authorization && { authorization }), ...headers },
    duplex: 'half',
  } as RequestInit)
  return (await POST(request)).status
}

async function tell(bankPaymentId: string, change?: Partial<WebhookToken>): Promise<number> {
  const body = bodyFor(bankPaymentId)
  return post(body, await signer.sign(body, change))
}

/** Every look-up by key takes 100 ms and is counted, also of a transaction that fails. */
async function slowDownLookUps() {
  const { ownerQuery } = database
  const [known] = await ownerQuery<{ text: string }>("SELECT pg_get_functiondef('saldo_enter_lookup'::regproc) AS text")
  await ownerQuery('CREATE SEQUENCE look_ups')
  await ownerQuery('GRANT USAGE ON SEQUENCE look_ups TO saldo_app')
  await ownerQuery(`CREATE OR REPLACE FUNCTION saldo_enter_lookup(p_key text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN PERFORM nextval('look_ups'), set_config('saldo.lookup', p_key, true), pg_sleep(0.1); END $$`)
  return {
    count: async () =>
      Number((await ownerQuery<{ n: string }>('SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS n FROM look_ups'))[0]!.n),
    restore: async () => {
      await ownerQuery(known!.text)
      await ownerQuery('DROP SEQUENCE look_ups')
    },
  }
}

const jobs = () => database.ownerQuery('SELECT key, run_at FROM graphile_worker._private_jobs')

async function expectUntouched({ householdId, id, nextPollAt }: Awaited<ReturnType<typeof seedPayment>>): Promise<void> {
  expect(await jobs()).toEqual([])
  const payment = await asSystem(householdId, (db) => db.payment.findFirstOrThrow({ where: { householdId, id } }))
  expect(payment).toMatchObject({ status: 'waiting', nextPollAt })
}

describe('a webhook', () => {
  it('has its payment asked about at once, and changes nothing else', async () => {
    const payment = await seedPayment()
    expect(await tell(payment.bankPaymentId)).toBe(204)
    expect(await jobs()).toMatchObject([{ key: `poll-payment:${payment.id}` }])
    const after = await asSystem(payment.householdId, (db) => db.payment.findFirstOrThrow({ where: { id: payment.id } }))
    expect(after.status).toBe('waiting')
    expect(after.nextPollAt!.getTime()).toBeLessThanOrEqual(Date.now())
  })

  it('is one question, however often it comes', async () => {
    const payment = await seedPayment()
    const body = bodyFor(payment.bankPaymentId)
    const token = await signer.sign(body)
    const answers = await Promise.all(Array.from({ length: 100 }, () => post(body, token)))
    expect(new Set(answers)).toEqual(new Set([204]))
    const [job, ...more] = await jobs()
    expect(more).toEqual([])
    expect(await post(body, token)).toBe(204)
    expect(await jobs()).toEqual([job])
  })

  it('about a payment of ours is heard though strangers have just named a hundred other keys', async () => {
    const payment = await seedPayment()
    const strange = bodyFor(crypto.randomUUID())
    for (let nth = 0; nth < 100; nth++) {
      const header = { x5u: `https://enablebanking.com/keys/${nth}` }
      expect(await post(strange, await signer.sign(strange, { header }))).not.toBe(204)
    }
    expect(fetched).toHaveLength(10)
    expect(await tell(payment.bankPaymentId)).toBe(204)
    expect(await jobs()).toHaveLength(1)
  })

  it('that strangers send in a flood keeps two connections of the database busy at most, and not the household’s', async () => {
    const payment = await seedPayment()
    const lookUp = await slowDownLookUps()
    try {
      const strange = JSON.stringify(Array.from({ length: 5 }, () => ({ payment_id: crypto.randomUUID() })))
      const tokens = await Promise.all(
        Array.from({ length: 210 }, (_, nth) => signer.sign(strange, { header: { x5u: `https://enablebanking.com/flood/${nth}` } })),
      )
      const answers = tokens.map((token) => post(strange, token))
      await new Promise((resolve) => setTimeout(resolve, 100))
      const begun = performance.now()
      await asSystem(payment.householdId, (db) => db.payment.count())
      expect(performance.now() - begun).toBeLessThan(500)
      expect(new Set(await Promise.all(answers))).toEqual(new Set([503]))
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      // Two messages, five numbers each, and one to begin with.
      expect(await lookUp.count()).toBe(2 * (5 + 1))
    } finally {
      await lookUp.restore()
    }
    await expect.poll(() => tell(payment.bankPaymentId), { timeout: 10_000 }).toBe(204)
  })

  it('leaves a bank that has just been asked its rest', async () => {
    const lastAskedAt = new Date(Date.now() - 1_000)
    const payment = await seedPayment({ lastAskedAt })
    expect(await tell(payment.bankPaymentId)).toBe(204)
    expect(await jobs()).toMatchObject([{ run_at: new Date(lastAskedAt.getTime() + 10_000) }])
  })

  it('counts for a payment made with a member’s own application', async () => {
    const payment = await seedPayment({ own: 'PRODUCTION' })
    expect(await tell(payment.bankPaymentId, { claims: { sub: MEMBERS_APPLICATION } })).toBe(204)
    expect(await jobs()).toHaveLength(1)
  })

  it('about a payment we do not know, or one that is over, is taken like any other and does nothing', async () => {
    const over = await seedPayment({ isFinal: true })
    expect(await tell(crypto.randomUUID())).toBe(204)
    expect(await tell(over.bankPaymentId)).toBe(204)
    for (const body of ['', '{}', 'not JSON']) expect(await post(body, await signer.sign(body))).toBe(204)
    await expectUntouched(over)
  })

  it('for another application or environment than the payment’s is refused', async () => {
    const payment = await seedPayment()
    for (const claims of [{ sub: 'another' }, { sub: MEMBERS_APPLICATION }, { environment: 'SANDBOX' }, { environment: '' }])
      expect(await tell(payment.bankPaymentId, { claims })).toBe(401)
    await expectUntouched(payment)
    const own = await seedPayment({ own: 'SANDBOX' })
    const unknown = await seedPayment({ own: null as never })
    expect(await tell(own.bankPaymentId)).toBe(401)
    for (const { bankPaymentId } of [own, unknown]) expect(await tell(bankPaymentId, { claims: { sub: MEMBERS_APPLICATION } })).toBe(401)
    await expectUntouched(own)
  })

  it('for an application of the other environment is refused when the API says so', async () => {
    bank.environment = 'SANDBOX'
    const payment = await seedPayment()
    expect(await tell(payment.bankPaymentId)).toBe(401)
    await expectUntouched(payment)
    expect(await tell(payment.bankPaymentId, { claims: { environment: 'SANDBOX' } })).toBe(204)
  })

  it('is to come again when it cannot be judged now', async () => {
    bank.isDown = true
    const payment = await seedPayment()
    expect(await tell(payment.bankPaymentId)).toBe(503)
    await expectUntouched(payment)
    bank.isDown = false
    expect(await tell(payment.bankPaymentId)).toBe(204)
    expect(await jobs()).toHaveLength(1)
  })

  it('that is forged in any way is refused and does nothing', async () => {
    const payment = await seedPayment()
    const { privateKey: strange } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const body = bodyFor(payment.bankPaymentId)
    const forged = [
      ...[null, 'Bearer x', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.x`],
      await signer.sign(body, { key: strange }),
      await signer.sign(`${body} `),
      ...(await Promise.all(
        [
          'http://enablebanking.com/k',
          'https://enablebanking.com.evil.example/k',
          'https://evil@enablebanking.com/k',
          'http://127.0.0.1:3001/k',
        ].map((x5u) => signer.sign(body, { header: { x5u } })),
      )),
    ]
    for (const authorization of forged) expect(await post(body, authorization)).toBe(401)
    await expectUntouched(payment)
    expect(new Set(fetched)).toEqual(new Set([X5U]))
  })

  it('that is too large is refused before it is read, told or not', async () => {
    const large = 'x'.repeat(10 * 1024 * 1024)
    const begun = performance.now()
    expect(await post(large, await signer.sign('x'), { 'content-length': String(large.length) })).toBe(413)
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (stream) => {
        pulled += 1
        stream.enqueue(new Uint8Array(16 * 1024))
      },
    })
    expect(await post(endless, 'Bearer a.b.c')).toBe(413)
    expect(pulled).toBeLessThan(12)
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  it('is answered within a second, also when its body or its key does not come', async () => {
    const slow = new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new Uint8Array([123])) })
    const begun = performance.now()
    expect(await post(slow, 'Bearer a.b.c')).toBe(408)
    expect(performance.now() - begun).toBeLessThan(1_100)
    const enableBanking = { apiUrl: 'https://api.enablebanking.com', appId: APPLICATION, privateKeyPem }
    replaceRegistry(createRegistry({ fetch: () => new Promise(() => undefined), now: () => new Date(), env: () => ({ enableBanking }) }))
    const again = performance.now()
    expect(await post('{}', await signer.sign('{}'))).toBe(503)
    expect(performance.now() - again).toBeLessThan(1_100)
  })
})

describe('what the simulator tells', () => {
  const apiUrl = 'http://127.0.0.1:3001'
  const redirectUrl = 'https://saldo.example/api/payments/callback'

  /** A payment made and approved there, and how we answered what was told of it. */
  async function payAndHear(how: WebhookFault['how'] | null) {
    const answers: number[] = []
    const simulator = createSimulator({
      seed: 'webhooks',
      now: () => new Date(),
      baseUrl: apiUrl,
      faults: how ? [{ operation: 'webhook', effect: { kind: 'webhook', how } }] : [],
      sendWebhook: async ({ body, authorization }) => void answers.push(await post(body, authorization)),
    })
    const publicKeyPem = createPublicKey(privateKeyPem).export({ type: 'spki', format: 'pem' }) as string
    const { id: appId } = simulator.registerApplication({
      publicKeyPem,
      redirectUrls: [redirectUrl],
      webhookUrls: ['https://saldo.example'],
    })
    const enableBanking = { apiUrl, appId, privateKeyPem }
    const registry = createRegistry({ fetch: (request) => simulator.fetch(request), now: () => new Date(), env: () => ({ enableBanking }) })
    replaceRegistry(registry)
    const webhookUrl = 'https://saldo.example/api/webhooks/enable-banking'
    const started = await registry
      .getConnector({ kind: 'instance' })
      .payments!.startPayment(paymentInput({ aspsp: { name: 'Saaristo Bank', country: 'FI' }, language: 'en', redirectUrl, webhookUrl }))
    const payment = await seedPayment({ bankPaymentId: started.bankPaymentId })
    const approval = JSON.stringify({ url: started.url, person: 'aino.virtanen' })
    await simulator.fetch(new Request(`${apiUrl}/simulator/approve`, { method: 'POST', body: approval }))
    await simulator.sendWebhooks()
    return { answers, payment }
  }

  it('has the payment asked about once, told once or three times', async () => {
    expect((await payAndHear(null)).answers).toEqual([204])
    expect(await jobs()).toHaveLength(1)
    expect((await payAndHear('duplicate')).answers).toEqual([204, 204, 204])
    expect(await jobs()).toHaveLength(2)
  })

  it.each(['unsigned', 'forged-signature', 'foreign-key-address', 'wrong-digest', 'other-application', 'other-environment'] as const)(
    'does nothing when it is %s',
    async (how) => {
      const { answers, payment } = await payAndHear(how)
      expect(answers).toEqual([401])
      await expectUntouched(payment)
    },
  )
})
