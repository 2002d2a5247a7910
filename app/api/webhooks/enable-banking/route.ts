import { takeWebhook } from '@/lib/payments/following/webhook'

/** A message names one payment; anything longer is not one. */
const BODY_BYTES_MAX = 64 * 1024
/** Enable Banking waits ten seconds; we answer within one and ask the bank later. */
const ANSWER_MS = 900

/** Enable Banking tells that something changed about a payment. Nobody is signed in here: the message proves itself, or is nothing. */
export async function POST(request: Request): Promise<Response> {
  const signal = AbortSignal.timeout(ANSWER_MS)
  const body = await readBody(request, signal)
  if (body === 'too_large') return answer(413)
  if (body === 'too_slow') return answer(408)
  return answer(await takeWebhook({ authorization: request.headers.get('authorization'), body }, { signal, now: new Date() }))
}

async function readBody(request: Request, signal: AbortSignal): Promise<Uint8Array | 'too_large' | 'too_slow'> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) return 'too_large'
  const reader = request.body?.getReader()
  if (!reader) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  const aborted = new Promise<'too_slow'>((resolve) => signal.addEventListener('abort', () => resolve('too_slow'), { once: true }))
  for (;;) {
    const read = await Promise.race([reader.read(), aborted])
    if (read === 'too_slow' || length > BODY_BYTES_MAX) {
      reader.cancel().catch(() => undefined)
      return read === 'too_slow' ? read : 'too_large'
    }
    if (read.done) return Buffer.concat(chunks)
    chunks.push(read.value)
    length += read.value.byteLength
  }
}

function answer(status: number): Response {
  return new Response(null, { status, headers: { 'cache-control': 'no-store' } })
}
