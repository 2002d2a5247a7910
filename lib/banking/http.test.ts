import { describe, expect, it } from 'vitest'
import { neverLeft, RESPONSE_BYTES_MAX, send, type Fetch } from './http'
import type { BankErrorKind } from './errors'

const REQUEST = () =>
  new Request('https://api.example/x', { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } })

function answering(response: () => Response | Promise<Response>): Fetch {
  return () => Promise.resolve(response())
}

async function kindOf(fetch: Fetch, timeoutMs = 1_000): Promise<BankErrorKind | string> {
  return send(fetch, REQUEST(), timeoutMs).then(
    (answer) => `answered ${answer.status}`,
    (error: { kind: BankErrorKind }) => error.kind,
  )
}

describe('send', () => {
  it('passes on request and answer as they are', async () => {
    const seen: string[] = []
    const fetch: Fetch = async (request) => {
      seen.push(request.method, request.headers.get('content-type') ?? '', await request.text(), request.redirect)
      return new Response('ä 🏦', { status: 418, headers: { 'x-request-id': '7' } })
    }
    const answer = await send(fetch, REQUEST(), 1_000)
    expect(seen).toEqual(['POST', 'application/json', '{"a":1}', 'manual'])
    expect([answer.status, answer.text, answer.headers.get('x-request-id')]).toEqual([418, 'ä 🏦', '7'])
  })

  it('joins characters that arrive in two pieces', async () => {
    const bytes = new TextEncoder().encode('ä🏦')
    expect(
      (
        await send(
          answering(() => new Response(streamOf([...bytes].map((byte) => Uint8Array.of(byte))))),
          REQUEST(),
          1_000,
        )
      ).text,
    ).toBe('ä🏦')
  })

  it('follows no redirect', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      expect(await kindOf(answering(() => new Response(null, { status, headers: { location: 'https://evil.example/' } })))).toBe(
        'invalid_response',
      )
    }
  })

  it('reads at most 20 MB, even of a body that never ends', async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    const endless = () =>
      new Response(new ReadableStream({ pull: (controller) => void (controller.enqueue(megabyte), (sent += megabyte.byteLength)) }))
    expect(await kindOf(answering(endless), 20_000)).toBe('invalid_response')
    expect(sent).toBeLessThanOrEqual(RESPONSE_BYTES_MAX + 3 * megabyte.byteLength)
  })

  it('takes no answer that is not UTF-8', async () => {
    expect(await kindOf(answering(() => new Response(streamOf([Uint8Array.of(0x7b, 0xff, 0xfe)]))))).toBe('invalid_response')
    expect(await kindOf(answering(() => new Response(streamOf([Uint8Array.of(0xc3)]))))).toBe('invalid_response')
  })

  it('gives up in time on a bank that never answers, stops in mid-body, or ignores being told to stop', async () => {
    expect(await kindOf(() => new Promise(() => undefined), 20)).toBe('unavailable')
    expect(
      await kindOf(
        answering(() => new Response(new ReadableStream({ start: (controller) => controller.enqueue(Uint8Array.of(0x7b)) }))),
        20,
      ),
    ).toBe('unavailable')
    const deaf = new ReadableStream({ pull: () => new Promise(() => undefined), cancel: () => new Promise(() => undefined) })
    expect(
      await kindOf(
        answering(() => new Response(deaf)),
        20,
      ),
    ).toBe('unavailable')
  })

  it('calls a cut connection unavailable, not badly encoded', async () => {
    const cut = () => new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) }))
    expect(await kindOf(answering(cut))).toBe('unavailable')
    expect(await kindOf(() => Promise.reject(new TypeError('fetch failed')))).toBe('unavailable')
  })
})

describe('neverLeft', () => {
  it('is certain only where no connection was made', () => {
    const failed = (code: string) => new Error('outer', { cause: Object.assign(new Error('inner'), { code }) })
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'CONNECT_TIMEOUT', 'ERR_TLS_CERT_ALTNAME_INVALID', 'CERT_HAS_EXPIRED'])
      expect(neverLeft(failed(code))).toBe(true)
    for (const code of ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET']) expect(neverLeft(failed(code))).toBe(false)
    const within = (syscall: string) => Object.assign(new Error('inner'), { code: 'EHOSTUNREACH', syscall })
    expect(neverLeft(within('connect'))).toBe(true)
    for (const syscall of ['read', 'write']) expect(neverLeft(within(syscall))).toBe(false)
    expect(neverLeft(new Error('x'))).toBe(false)
    expect(neverLeft(null)).toBe(false)
  })
})

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}
