import http from 'node:http'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { BACKGROUND_TIMEOUT_MS, INTERACTIVE_TIMEOUT_MS, neverLeft, send } from './http'
import { networkFetch } from './network'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function serve(handler: http.RequestListener): Promise<string> {
  const server = http.createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => (server.closeAllConnections(), server.close()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('the network behind the connectors', () => {
  it('sends method, headers and body, with their length, and reads status, headers and text', async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        response.writeHead(201, { 'x-method': request.method, 'x-length': request.headers['content-length'], 'set-cookie': ['a=1', 'b=2'] })
        response.end(`${request.headers.authorization} ${Buffer.concat(chunks).toString()}`)
      })
    })
    const request = new Request(url, { method: 'POST', body: '{"ä":1}', headers: { authorization: 'Bearer t' } })
    const answer = await send(networkFetch, request, 2_000)
    expect(answer).toMatchObject({ status: 201, text: 'Bearer t {"ä":1}' })
    expect([answer.headers.get('x-method'), answer.headers.get('x-length')]).toEqual(['POST', '8'])
  })

  it('opens compressed answers', async () => {
    const ways = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }
    const url = await serve((request, response) => {
      const way = (request.url ?? '').slice(1) as keyof typeof ways
      response.writeHead(200, { 'content-encoding': way })
      response.end(ways[way]('{"ok":true}'))
    })
    for (const way of Object.keys(ways)) expect((await send(networkFetch, new Request(`${url}/${way}`), 2_000)).text).toBe('{"ok":true}')
  })

  it('stops a small answer that unpacks into more than 20 MB', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20))
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(bomb)
    })
    await expect(send(networkFetch, new Request(url), 20_000)).rejects.toMatchObject({ kind: 'invalid_response' })
  })

  it('answers without a body where there is none', async () => {
    const url = await serve((_, response) => response.writeHead(204).end())
    expect(await send(networkFetch, new Request(url, { method: 'DELETE' }), 2_000)).toMatchObject({ status: 204, text: '' })
  })

  it('keeps connections between calls', async () => {
    const ports = new Set<number | undefined>()
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('x')
    })
    for (let call = 0; call < 3; call++) await send(networkFetch, new Request(url), 2_000)
    expect(ports.size).toBe(1)
  })

  it('reads again over a new connection when a kept one turns out to be closed, and never posts over a kept one', async () => {
    const seen: string[] = []
    const usesOf = new WeakMap<object, number>()
    const url = await serve((request, response) => {
      const uses = (usesOf.get(request.socket) ?? 0) + 1
      usesOf.set(request.socket, uses)
      seen.push(`${request.method} use ${uses}`)
      if (uses > 1) request.socket.destroy()
      else response.end('x')
    })
    for (const method of ['GET', 'GET', 'POST', 'POST'])
      expect((await send(networkFetch, new Request(url, { method }), 2_000)).text).toBe('x')
    expect(seen).toEqual(['GET use 1', 'GET use 2', 'GET use 1', 'POST use 1', 'POST use 1'])
  })

  it('tells a refused connection from one that broke after the request', async () => {
    const url = await serve((request) => request.socket.destroy())
    const broken = await send(networkFetch, new Request(url, { method: 'POST', body: 'x' }), 2_000).catch((error: Error) => error)
    const refused = await send(networkFetch, new Request(`http://127.0.0.1:${await closedPort()}`), 2_000).catch((error: Error) => error)
    expect([broken, refused]).toMatchObject([{ kind: 'unavailable' }, { kind: 'unreachable' }])
    expect([neverLeft(broken), neverLeft(refused)]).toEqual([false, true])
  })

  it('frees the connection of a call that ran out of time', async () => {
    let closed = false
    const url = await serve((request, response) => {
      request.socket.on('close', () => (closed = true))
      response.writeHead(200).write('{"slow":')
    })
    await expect(send(networkFetch, new Request(url), 100)).rejects.toMatchObject({ kind: 'unavailable' })
    await expect.poll(() => closed).toBe(true)
  })
})

describe('a bank that takes its time', () => {
  it('is given 5 s to make a connection, TLS included', async () => {
    const mute = net.createServer(() => undefined)
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    closers.push(() => mute.close())
    const startedMs = performance.now()
    const url = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`
    await expect(send(networkFetch, new Request(url), 30_000)).rejects.toMatchObject({ kind: 'unreachable' })
    expect(performance.now() - startedMs).toBeGreaterThan(4_900)
    expect(performance.now() - startedMs).toBeLessThan(7_000)
  }, 15_000)

  it('is cut off at the limit when it sends a byte now and then, and takes no slot from others', async () => {
    const open = new Set<object>()
    const url = await serve((request, response) => {
      if (request.url === '/quick') return void response.end('x')
      open.add(request.socket)
      request.socket.on('close', () => open.delete(request.socket))
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 20)
      request.socket.on('close', () => clearInterval(timer))
    })
    const slow = Array.from({ length: 140 }, () => send(networkFetch, new Request(url), 600).catch((error: { kind: string }) => error.kind))
    expect(new Set(await Promise.all(slow))).toEqual(new Set(['unavailable']))
    await expect.poll(() => open.size).toBe(0)
    expect((await send(networkFetch, new Request(`${url}/quick`), 2_000)).text).toBe('x')
  })

  it('is waited for 30 s by a person and 60 s in the background', () => {
    expect([INTERACTIVE_TIMEOUT_MS, BACKGROUND_TIMEOUT_MS]).toEqual([30_000, 60_000])
  })
})

async function closedPort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
