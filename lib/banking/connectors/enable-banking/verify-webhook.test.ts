import { createHash, createHmac, createPublicKey, createSecretKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createWebhookSigner, type WebhookSigner } from '@/lib/testing/signed-webhook'
import { HOSTILE_URLS } from './fixtures/hostile-urls'
import { createWebhookVerifier, type KnowsPayment } from './verify-webhook'

const NOW = new Date('2026-11-20T12:00:00Z')
const X5U = 'https://api.enablebanking.com/certificates/webhooks.pem'
const APPLICATION = 'cf589be3-3755-465b-a8df-a90a16a31403'
const PAYMENT = '075d85d2-1683-4b77-9582-1a99f1708146'
const BODY = JSON.stringify({ payment_id: PAYMENT, status: 'ACSC' })
const FACTS = { notBefore: new Date('2026-01-01T00:00:00Z'), x5u: X5U, applicationId: APPLICATION, environment: 'SANDBOX' }

let signer: WebhookSigner
beforeAll(async () => {
  signer = await createWebhookSigner(FACTS)
})

type Answer = (url: string) => Response | Promise<Response>

const nobodys: KnowsPayment = () => Promise.resolve(false)

function open(answer: Answer = () => new Response(signer.certificate), apiUrl = 'https://api.enablebanking.com', knowsPayment = nobodys) {
  const fetched: string[] = []
  const clock = { now: NOW }
  const fetch = async (request: Request) => {
    fetched.push(request.url)
    expect(request.redirect).toBe('manual')
    return answer(request.url)
  }
  const verify = createWebhookVerifier({ apiUrl, fetch, now: () => clock.now })
  const check = (authorization: string | null, body: string | Uint8Array = BODY, waitMs = 500) =>
    verify({ authorization, body: typeof body === 'string' ? Buffer.from(body) : body }, AbortSignal.timeout(waitMs), knowsPayment)
  return { check, fetched, clock }
}

/** A token that costs its sender nothing: its signature is none. */
function forged(x5u: string, body: string): string {
  const msgi = `sha256-${createHash('sha256').update(body).digest('base64')}`
  return `${encode({ alg: 'RS256', typ: 'JWT', x5u })}.${encode({ sub: APPLICATION, environment: 'SANDBOX', msgi })}.c2ln`
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a genuine webhook', () => {
  it('names the application, its environment and the payment', async () => {
    const { check } = open()
    const genuine = { kind: 'genuine', applicationId: APPLICATION, environment: 'SANDBOX', paymentIds: [PAYMENT] }
    expect(await check(await signer.sign(BODY))).toEqual(genuine)
  })

  it('fetches the key once in an hour', async () => {
    const { check, fetched, clock } = open()
    const token = await signer.sign(BODY)
    for (let nth = 0; nth < 100; nth++) expect((await check(token)).kind).toBe('genuine')
    expect(fetched).toEqual([X5U])
    clock.now = new Date(NOW.getTime() + 3_600_001)
    expect((await check(token)).kind).toBe('genuine')
    expect(fetched).toHaveLength(2)
  })

  it.each(['https://enablebanking.com/k', 'https://a.b.enablebanking.com/k?v=1'])('may have its key at %s', async (x5u) => {
    expect((await open().check(await signer.sign(BODY, { header: { x5u } }))).kind).toBe('genuine')
  })

  it('may have a bare key in X.509 form, or a chain of certificates', async () => {
    const token = await signer.sign(BODY)
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const other = publicKey.export({ type: 'spki', format: 'pem' }) as string
    const bare = createPublicKey(signer.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string).export({
      type: 'spki',
      format: 'pem',
    })
    expect((await open(() => new Response(bare as string)).check(token)).kind).toBe('genuine')
    const second = await createWebhookSigner(FACTS)
    expect((await open(() => new Response(`${signer.certificate}${second.certificate}`)).check(token)).kind).toBe('genuine')
    expect(await open(() => new Response(other)).check(token)).toEqual({ kind: 'refused', reason: 'signature' })
  })

  it('may write its digest in the alphabet for URLs or without padding', async () => {
    const { check } = open()
    const digest = createHash('sha256').update(BODY).digest('base64')
    for (const msgi of [digest.replace('=', ''), digest.replaceAll('+', '-').replaceAll('/', '_')])
      expect((await check(await signer.sign(BODY, { claims: { msgi: `sha256-${msgi}` } }))).kind).toBe('genuine')
  })

  it('names a payment wherever the body does, or none', async () => {
    const idsOf = async (body: string) => {
      const verdict = await open().check(await signer.sign(body), body)
      return verdict.kind === 'genuine' ? verdict.paymentIds : verdict
    }
    expect(await idsOf(JSON.stringify({ event: { type: 'PAYMENT_STATUS', payment: { id: PAYMENT } } }))).toEqual([PAYMENT])
    expect(await idsOf(JSON.stringify([{ paymentId: PAYMENT }, { payment_id: PAYMENT }]))).toEqual([PAYMENT])
    for (const body of [
      '',
      'null',
      '[]',
      '{}',
      'not JSON',
      '{"payment_id":7}',
      '{"payment_id":"a b"}',
      '{"a":'.repeat(200) + '1' + '}'.repeat(200),
    ])
      expect(await idsOf(body)).toEqual([])
    expect(await idsOf(JSON.stringify(Array.from({ length: 50 }, (_, nth) => ({ id: `payment-${nth}` }))))).toHaveLength(5)
  })

  it('is answered without the network when the API is on this machine, at exactly its address', async () => {
    const apiUrl = 'http://127.0.0.1:3001'
    const sign = (x5u: string) => signer.sign(BODY, { header: { x5u } })
    expect((await open(undefined, apiUrl).check(await sign(`${apiUrl}/keys/webhook.pem`))).kind).toBe('genuine')
    for (const x5u of [
      'http://127.0.0.1:3002/k',
      'http://localhost:3001/k',
      'https://127.0.0.1:3001/k',
      'http://127.0.0.1.evil.example:3001/k',
    ])
      expect(await open(undefined, apiUrl).check(await sign(x5u))).toEqual({ kind: 'refused', reason: 'key_address' })
  })
})

describe('a forged webhook', () => {
  const refused = (reason: string) => ({ kind: 'refused', reason })

  it('is refused without a token that could be one', async () => {
    const { check, fetched } = open()
    const token = await signer.sign(BODY)
    for (const authorization of [
      null,
      '',
      'Bearer',
      'Bearer x',
      'Basic dXNlcjpwYXNz',
      token.replace('Bearer ', ''),
      `${token}.x`,
      `Bearer ${'a'.repeat(9_000)}.b.c`,
    ])
      expect(await check(authorization)).toEqual(refused('no_token'))
    expect(fetched).toEqual([])
  })

  it('is refused unsigned, or signed with anything but RS256', async () => {
    const { check, fetched } = open()
    const claims = encode({ sub: APPLICATION, environment: 'SANDBOX', msgi: 'x' })
    expect(await check(`Bearer ${encode({ alg: 'none', x5u: X5U })}.${claims}.`)).toEqual(refused('no_token'))
    for (const alg of ['none', 'None', 'rs256', 'PS256', 'ES256', 'RS512'])
      expect(await check(`Bearer ${encode({ alg, typ: 'JWT', x5u: X5U })}.${claims}.c2ln`)).toEqual(refused('algorithm'))
    const secret = createSecretKey(Buffer.from(signer.certificate))
    const head = `${encode({ alg: 'HS256', typ: 'JWT', x5u: X5U })}.${claims}`
    expect(await check(`Bearer ${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`)).toEqual(refused('algorithm'))
    expect(fetched).toEqual([])
  })

  it('makes us fetch no key from anywhere else', async () => {
    const { check, fetched } = open()
    const hostile = [
      ...[
        'http://enablebanking.com/k',
        'https://enablebanking.com.evil.example/k',
        'https://evil@enablebanking.com/k',
        'https://enablebanking.com@evil.example/k',
      ],
      ...[
        'https://enablebanking.com:444/k',
        'https://evilenablebanking.com/k',
        'https://169.254.169.254/latest',
        'file:///etc/passwd',
        'http://127.0.0.1:3001/k',
      ],
      ...['', '//enablebanking.com/k', 'https://enablebanking.com\\@evil.example/k', 'https://enablebanking.com./k'],
      ...HOSTILE_URLS,
      ...[undefined, null, 7, [X5U]],
    ]
    expect(hostile.length).toBeGreaterThan(150)
    for (const x5u of hostile) expect(await check(await signer.sign(BODY, { header: { x5u } }))).toEqual(refused('key_address'))
    expect(fetched).toEqual([])
  })

  it('is refused with another key, another body or another claim than was signed', async () => {
    const { check } = open()
    const { privateKey: strange } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    expect(await check(await signer.sign(BODY, { key: strange }))).toEqual(refused('signature'))
    const [head, claims, signature] = (await signer.sign(BODY)).split('.')
    const other = encode({ ...(JSON.parse(Buffer.from(claims!, 'base64url').toString()) as object), sub: 'another' })
    expect(await check(`${head}.${other}.${signature}`)).toEqual(refused('signature'))
    expect(await check(await signer.sign(BODY), `${BODY} `)).toEqual(refused('digest'))
    expect(await check(await signer.sign(BODY), '')).toEqual(refused('digest'))
  })

  it('is refused without the documented claims, before any key is fetched', async () => {
    const { check, fetched } = open()
    for (const claims of [
      { sub: '' },
      { sub: 7 },
      { environment: null },
      { msgi: undefined },
      { msgi: 'sha256-x' },
      { msgi: 'md5-' },
      { msgi: ['x'] },
    ])
      expect(await check(await signer.sign(BODY, { claims }))).toEqual(refused('claims'))
    expect(fetched).toEqual([])
  })

  it('is refused when it says itself that it has expired', async () => {
    const { check } = open()
    const seconds = NOW.getTime() / 1000
    expect(await check(await signer.sign(BODY, { claims: { exp: seconds - 3_600 } }))).toEqual(refused('signature'))
    expect((await check(await signer.sign(BODY, { claims: { exp: seconds - 60, iat: seconds - 120 } }))).kind).toBe('genuine')
  })
})

describe('the key of a webhook', () => {
  const unproven = { kind: 'unproven' }

  it.each<readonly [string, Answer]>([
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example/k' } })],
    ['an error', () => new Response('no', { status: 500 })],
    ['no PEM', () => new Response('<html>')],
    ['a broken certificate', () => new Response('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')],
    ['too much', () => new Response(' '.repeat(100_000) + signer.certificate)],
    ['a failure', () => Promise.reject(new TypeError('fetch failed'))],
  ])('is not believed when its address answers with %s', async (_, answer) => {
    expect(await open(answer).check(await signer.sign(BODY))).toEqual(unproven)
  })

  it('is not believed before its certificate begins, after it ends, or when it is too short', async () => {
    const { check, clock } = open()
    const token = await signer.sign(BODY)
    clock.now = new Date('2025-12-31T23:00:00Z')
    expect(await check(token)).toEqual(unproven)
    clock.now = new Date('2036-02-01T00:00:00Z')
    expect(await check(token)).toEqual(unproven)
    const weak = await createWebhookSigner({ ...FACTS, bits: 1024 })
    expect(await open(() => new Response(weak.certificate)).check(token)).toEqual(unproven)
  })

  it('is waited for only as long as the answer may take, and is there for the next delivery', async () => {
    let deliver: (response: Response) => void = () => undefined
    const { check, fetched } = open(() => new Promise((resolve) => (deliver = resolve)))
    const token = await signer.sign(BODY)
    const begun = performance.now()
    expect(await check(token, BODY, 50)).toEqual(unproven)
    expect(performance.now() - begun).toBeLessThan(500)
    deliver(new Response(signer.certificate))
    expect((await check(token)).kind).toBe('genuine')
    expect(fetched).toHaveLength(1)
  })

  it('is asked for ten times a minute at most at addresses strangers name, and the right one is still fetched', async () => {
    const { check, fetched, clock } = open((url) => (url === X5U ? new Response(signer.certificate) : new Response('no', { status: 404 })))
    const token = await signer.sign(BODY)
    expect((await check(token)).kind).toBe('genuine')
    for (let nth = 0; nth < 100; nth++) await check(await signer.sign(BODY, { header: { x5u: `https://enablebanking.com/${nth}` } }))
    expect(fetched).toHaveLength(10)
    expect((await check(token)).kind).toBe('genuine')
    clock.now = new Date(NOW.getTime() + 3_600_001)
    for (let nth = 0; nth < 100; nth++) await check(await signer.sign(BODY, { header: { x5u: `https://enablebanking.com/${nth}` } }))
    expect((await check(token)).kind).toBe('genuine')
    expect(fetched.filter((url) => url === X5U)).toHaveLength(2)
  })

  it('is fetched for a payment of ours however many strangers named other addresses before, since the start too', async () => {
    const asked: string[][] = []
    const knowsPayment = (ids: readonly string[]) => {
      asked.push([...ids])
      return Promise.resolve(ids.includes(PAYMENT))
    }
    const answer = (url: string) => (url === X5U ? new Response(signer.certificate) : new Response('no', { status: 404 }))
    const { check, fetched } = open(answer, undefined, knowsPayment)
    const strange = JSON.stringify({ payment_id: '11111111-1683-4b77-9582-1a99f1708146' })
    for (let nth = 0; nth < 200; nth++)
      expect(await check(await signer.sign(strange, { header: { x5u: `https://enablebanking.com/${nth}` } }), strange)).toEqual(unproven)
    expect(fetched).toHaveLength(10)
    expect(asked).toHaveLength(190)
    expect((await check(await signer.sign(BODY))).kind).toBe('genuine')
    for (let nth = 0; nth < 100; nth++) await check(await signer.sign(BODY, { header: { x5u: `https://enablebanking.com/ours-${nth}` } }))
    expect(fetched).toHaveLength(20)
    expect((await check(await signer.sign(BODY))).kind).toBe('genuine')
  })

  it('is fetched in no flood more often than twenty times a minute, and no failure twice in one', async () => {
    const flood = fc.array(fc.record({ at: fc.nat(40), isOurs: fc.boolean() }), { minLength: 30, maxLength: 80 })
    const ours = JSON.stringify({ payment_id: PAYMENT })
    await fc.assert(
      fc.asyncProperty(flood, async (messages) => {
        const { check, fetched } = open(
          () => new Response('no', { status: 404 }),
          undefined,
          (ids) => Promise.resolve(ids.includes(PAYMENT)),
        )
        const sign = async ({ at, isOurs }: (typeof messages)[number]) => {
          const body = isOurs ? ours : '{}'
          return check(`Bearer ${forged(`https://enablebanking.com/${at}`, body)}`, body)
        }
        await Promise.all(messages.map(sign))
        expect(fetched.length).toBeLessThanOrEqual(20)
        expect(new Set(fetched).size).toBe(fetched.length)
      }),
      { numRuns: 50 },
    )
  })

  it('has at most two questions open about whose a payment is, and the rest of a flood costs none', async () => {
    const answers: (() => void)[] = []
    const knowsPayment = () => new Promise<boolean>((resolve) => answers.push(() => resolve(false)))
    const { check } = open(() => new Response('no', { status: 404 }), undefined, knowsPayment)
    const flood = (from: number) =>
      Array.from({ length: 200 }, (_, nth) => check(`Bearer ${forged(`https://enablebanking.com/${from + nth}`, BODY)}`, BODY, 50))
    expect(new Set((await Promise.all(flood(0))).map(({ kind }) => kind))).toEqual(new Set(['unproven']))
    expect(answers).toHaveLength(2)
    // Answered long ago as far as the sender knows; whoever is asked still works on it.
    await Promise.all(flood(1_000))
    expect(answers).toHaveLength(2)
    for (const answer of answers) answer()
    await new Promise((resolve) => setTimeout(resolve, 0))
    await Promise.all(flood(2_000))
    expect(answers).toHaveLength(4)
  })

  it('is not asked about again when nobody can say whose a payment is', async () => {
    const { check, fetched } = open(undefined, undefined, () => Promise.reject(new Error('no database')))
    for (let nth = 0; nth < 10; nth++) await check(await signer.sign(BODY, { header: { x5u: `https://enablebanking.com/${nth}` } }))
    expect(await check(await signer.sign(BODY))).toEqual(unproven)
    expect(fetched).toHaveLength(10)
  })

  it('is given up after five seconds, also where the fetch does not stop when told to', async () => {
    const { check } = open(() => new Promise<Response>(() => undefined))
    const begun = performance.now()
    expect(await check(await signer.sign(BODY), BODY, 10_000)).toEqual(unproven)
    expect(performance.now() - begun).toBeLessThan(7_000)
  }, 15_000)

  it('is asked for again a minute after it could not be had', async () => {
    let isUp = false
    const { check, fetched, clock } = open(() => (isUp ? new Response(signer.certificate) : new Response('no', { status: 503 })))
    const token = await signer.sign(BODY)
    for (let nth = 0; nth < 5; nth++) expect(await check(token)).toEqual(unproven)
    isUp = true
    clock.now = new Date(NOW.getTime() + 60_001)
    expect((await check(token)).kind).toBe('genuine')
    expect(fetched).toHaveLength(2)
  })
})
