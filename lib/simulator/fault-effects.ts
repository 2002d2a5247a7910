import type { FaultEffect, Strike } from './faults'
import { leaveOut, mixTypes, withMore } from './spoiled-answer'

/** The connection breaks: the caller sees no answer at all. The HTTP server turns this into a closed socket. */
export class ConnectionReset extends Error {
  override readonly name = 'ConnectionReset'
}

/** Told to the HTTP server, which takes it off again. */
export const COMPRESS_HEADER = 'x-simulator-compress'

/** What happens instead of the answer, before the bank even looks; null when the call goes through first. */
export async function strikeBefore(strike: Strike | null, request: Request): Promise<Response | null> {
  const effect = strike?.effect
  switch (effect?.kind) {
    case 'error':
      return effect.when === 'after' ? null : refusalOf(effect)
    case 'text':
      return new Response(effect.text, {
        status: effect.status ?? 200,
        headers: { 'Content-Type': effect.contentType ?? 'text/html; charset=utf-8' },
      })
    case 'no-content':
      return new Response(null, { status: 204 })
    case 'hang':
      await wait(effect.ms ?? HANGS_MS, request.signal)
      throw new ConnectionReset('gave up waiting')
    case 'late':
      if (effect.when !== 'after') await wait(effect.ms, request.signal)
      return null
    case 'large':
      return large(effect)
    case 'reset':
      if (effect.when === 'before') throw new ConnectionReset('connection reset')
      return null
    default:
      return null
  }
}

type Asked = { readonly signal: AbortSignal; readonly requestKey: string | null }

/** What becomes of the right answer on its way. */
export async function strikeAfter(strike: Strike | null, response: Response, { signal, requestKey }: Asked): Promise<Response> {
  const effect = strike?.effect
  switch (effect?.kind) {
    case 'reset':
      throw new ConnectionReset('answer lost')
    case 'error':
      return refusalOf(effect)
    case 'late':
      if (effect.when === 'after') await wait(effect.ms, signal)
      return response
    case 'other-fields':
      return reworded(response, (answer) => ({ ...(answer as Record<string, unknown>), ...effect.fields }))
    case 'truncated': {
      const text = await response.text()
      return rebuilt(response, text.slice(0, Math.floor(text.length / 2)))
    }
    case 'wrong-charset':
      return rebuilt(response, Buffer.from(`${await response.text()} äöå`, 'latin1'))
    case 'wrong-types':
      return reworded(response, mixTypes)
    case 'missing-fields':
      return reworded(response, (answer) => leaveOut(answer, effect.fields))
    case 'extra-fields':
      return reworded(response, withMore)
    case 'slow':
      return rebuilt(response, slowly(Buffer.from(await response.arrayBuffer()), effect))
    case 'paging':
      return response.ok ? withOtherKey(strike!, response, requestKey) : response
    default:
      return response
  }
}

/** `repeat-key` gives back the key it was asked with; `loop` goes back to the first key after the second. */
async function withOtherKey({ effect, keysSeen }: Strike, response: Response, requestKey: string | null): Promise<Response> {
  if (effect.kind !== 'paging' || (effect.how !== 'repeat-key' && effect.how !== 'loop')) return response
  const body = (await response.json()) as { continuation_key: string | null }
  if (effect.how === 'repeat-key') return Response.json({ ...body, continuation_key: requestKey ?? body.continuation_key })
  if (keysSeen.length >= 2)
    return Response.json({ ...body, continuation_key: keysSeen[keysSeen.length === 2 && requestKey === keysSeen[0] ? 1 : 0] })
  if (body.continuation_key) keysSeen.push(body.continuation_key)
  return Response.json(body)
}

function refusalOf({ body, status, headers }: Extract<FaultEffect, { kind: 'error' }>): Response {
  return Response.json(body, { status, headers })
}

function rebuilt(response: Response, body: BodyInit | Buffer): Response {
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  return new Response(body as BodyInit, { status: response.status, headers })
}

async function reworded(response: Response, spoil: (answer: unknown) => unknown): Promise<Response> {
  return rebuilt(response, JSON.stringify(spoil(await response.json())))
}

/** Longer than anybody waits; a program that is done need not wait for it either. */
const HANGS_MS = 300_000

/** Nobody there any more is an error of its own. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    if (ms >= HANGS_MS) timer.unref()
    const abort = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

const CHUNK = 64 * 1024

function large({ bytes, compressed = false }: Extract<FaultEffect, { kind: 'large' }>): Response {
  let left = bytes
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const size = Math.min(left, CHUNK)
      if (size === 0) return controller.close()
      controller.enqueue(new Uint8Array(size).fill(0x20))
      left -= size
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/json', ...(compressed ? { [COMPRESS_HEADER]: 'gzip' } : {}) } })
}

function slowly(bytes: Buffer, { chunkBytes, everyMs }: Extract<FaultEffect, { kind: 'slow' }>): ReadableStream<Uint8Array> {
  let offset = 0
  return new ReadableStream({
    async pull(controller) {
      if (offset >= bytes.length) return controller.close()
      await new Promise((resolve) => setTimeout(resolve, everyMs))
      controller.enqueue(new Uint8Array(bytes.subarray(offset, offset + chunkBytes)))
      offset += chunkBytes
    },
  })
}
