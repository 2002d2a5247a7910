import http from 'node:http'
import https from 'node:https'
import { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Fetch } from './http'

const CONNECT_TIMEOUT_MS = 5_000

/** More than the jobs and people of one process ask at a time: who waits for a socket would be taken for one without a connection. */
const SOCKETS_MAX = 128

/** Connections are kept between the pages of one account; TLS certificates are verified (Node's default). */
const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: SOCKETS_MAX, maxFreeSockets: 32 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: SOCKETS_MAX, maxFreeSockets: 32, minVersion: 'TLSv1.2' }),
}

/**
 * The real network behind the connectors. Not the global `fetch`: that one gives 10 s to a connection, and Next
 * replaces it by its own caching one. Redirects come back as they are, never followed.
 * @throws an Error with `code` (`ECONNREFUSED`, `CONNECT_TIMEOUT`, …)
 */
export const networkFetch: Fetch = async (request) => {
  const body = request.body ? Buffer.from(await request.arrayBuffer()) : null
  const message = await exchangeOverLiveSocket(request, body)
  const status = message.statusCode ?? 502
  const hasBody = status !== 204 && status !== 205 && status !== 304
  return new Response(hasBody ? toBody(message) : null, { status, headers: toHeaders(message) })
}

/**
 * A kept connection may have been closed by the other side at the very moment it is used again. A read is then sent once
 * more over a new connection; a POST always has a new one, so that a stale socket never leaves its outcome unknown.
 */
async function exchangeOverLiveSocket(request: Request, body: Buffer | null): Promise<http.IncomingMessage> {
  if (request.method === 'POST') return exchange(request, body, { fresh: true })
  try {
    return await exchange(request, body, { fresh: false })
  } catch (error) {
    if (!(error instanceof StaleSocket)) throw error
    return exchange(request, body, { fresh: true })
  }
}

class StaleSocket extends Error {}

function exchange(request: Request, body: Buffer | null, { fresh }: { fresh: boolean }): Promise<http.IncomingMessage> {
  const url = new URL(request.url)
  const secure = url.protocol === 'https:'
  const headers: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br', ...Object.fromEntries(request.headers) }
  if (body) headers['content-length'] = String(body.byteLength)
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? https : http).request(url, {
      method: request.method,
      headers,
      agent: fresh ? false : agents[secure ? 'https:' : 'http:'],
      signal: request.signal,
    })
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      reject(outgoing.reusedSocket && error.code === 'ECONNRESET' ? new StaleSocket('', { cause: error }) : error),
    )
    outgoing.on('response', resolve)
    limitConnecting(outgoing, secure)
    outgoing.end(body ?? undefined)
  })
}

function limitConnecting(outgoing: http.ClientRequest, secure: boolean): void {
  const timer = setTimeout(
    () => outgoing.destroy(Object.assign(new Error('no connection within 5 s'), { code: 'CONNECT_TIMEOUT' })),
    CONNECT_TIMEOUT_MS,
  )
  outgoing.once('close', () => clearTimeout(timer))
  outgoing.once('socket', (socket) => {
    if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(timer))
    else clearTimeout(timer)
  })
}

function toHeaders(message: http.IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  return headers
}

/** The caller counts bytes after decompression, so a small bomb cannot become a large text. */
function toBody(message: http.IncomingMessage): ReadableStream<Uint8Array> {
  const decoder = findDecoder(message.headers['content-encoding'])
  if (!decoder) return Readable.toWeb(message) as ReadableStream<Uint8Array>
  message.on('error', (error) => decoder.destroy(error))
  decoder.on('close', () => message.destroy())
  return Readable.toWeb(message.pipe(decoder)) as ReadableStream<Uint8Array>
}

function findDecoder(encoding = '') {
  switch (encoding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return null
  }
}
