import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { COMPRESS_HEADER, ConnectionReset } from './fault-effects'

const BODY_BYTES_MAX = 1024 * 1024

/** Only paths are told apart: under which name the server was reached does not matter. */
const ORIGIN = 'http://localhost'

/** Puts a `Request → Response` function on a socket. */
export function serveHttp(fetch: (request: Request) => Promise<Response>): Server {
  return createServer((incoming, outgoing) => {
    void answer(fetch, { incoming, outgoing })
  })
}

type Exchange = { incoming: IncomingMessage; outgoing: ServerResponse }

async function answer(fetch: (request: Request) => Promise<Response>, { incoming, outgoing }: Exchange): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => gone.abort())
  try {
    const body = await readBody(incoming)
    if (body === null) return void outgoing.writeHead(413).end()
    const request = new Request(new URL(incoming.url ?? '/', ORIGIN), {
      method: incoming.method ?? 'GET',
      headers: headersOf(incoming),
      signal: gone.signal,
      ...(body.length > 0 && incoming.method !== 'GET' && incoming.method !== 'HEAD' ? { body: new Uint8Array(body) } : {}),
    })
    await send(await fetch(request), outgoing)
  } catch (error) {
    if (error instanceof ConnectionReset || outgoing.headersSent) return void outgoing.destroy()
    if (gone.signal.aborted) return
    process.stderr.write(`simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    outgoing.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message":"Internal server error","code":500,"detail":null}')
  }
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const compress = response.headers.get(COMPRESS_HEADER) === 'gzip'
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== COMPRESS_HEADER))
  outgoing.writeHead(response.status, compress ? { ...headers, 'Content-Encoding': 'gzip' } : headers)
  if (!response.body) return void outgoing.end()
  const body = Readable.fromWeb(response.body as unknown as NodeReadableStream)
  await (compress ? pipeline(body, createGzip(), outgoing) : pipeline(body, outgoing))
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(headersDistinct)) for (const value of values ?? []) headers.append(name, value)
  return headers
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > BODY_BYTES_MAX) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
