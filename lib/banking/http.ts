import { BankError } from './errors'

/** Limits on every call to a bank (architecture §7). */
export const RESPONSE_BYTES_MAX = 20 * 1024 * 1024
export const INTERACTIVE_TIMEOUT_MS = 30_000
export const BACKGROUND_TIMEOUT_MS = 60_000

export type Fetch = (request: Request) => Promise<Response>

export type HttpAnswer = { readonly status: number; readonly headers: Headers; readonly text: string }

/**
 * Sends one request and reads its whole body within the limits. Redirects are never followed: no documented
 * operation answers with one, and following would carry the Authorization header elsewhere.
 * @throws BankError `unreachable` (no connection), `unavailable` (timeout, cut off) or `invalid_response` (too large, redirect)
 */
export async function send(fetch: Fetch, request: Request, timeoutMs: number): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(timeoutMs)
  const aborted = rejectOnAbort(signal)
  try {
    const response = await Promise.race([fetch(new Request(request, { signal, redirect: 'manual' })), aborted])
    if (response.status >= 300 && response.status < 400) {
      throw new BankError('invalid_response', { httpStatus: response.status, bankMessage: 'redirect refused' })
    }
    return { status: response.status, headers: response.headers, text: await readBounded(response, aborted) }
  } catch (error) {
    if (error instanceof BankError) throw error
    throw new BankError(neverLeft(error) ? 'unreachable' : 'unavailable', { cause: error })
  }
}

async function readBounded(response: Response, aborted: Promise<never>): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted])
      if (done) return text + decode(decoder)
      bytes += value.byteLength
      if (bytes > RESPONSE_BYTES_MAX) throw new BankError('invalid_response', { bankMessage: 'answer larger than 20 MB' })
      text += decode(decoder, value)
    }
  } catch (error) {
    // Not awaited: a peer that never acknowledges must not hold the caller beyond its time limit.
    reader.cancel().catch(() => undefined)
    throw error
  }
}

/** The limit holds even where a fetch ignores its signal. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  aborted.catch(() => undefined)
  return aborted
}

/** Decoding fails with a TypeError, and so does a connection cut in mid-body; only here it is certain which one it was. */
function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
  } catch (cause) {
    throw new BankError('invalid_response', { bankMessage: 'answer is not UTF-8', cause })
  }
}

const NEVER_LEFT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|CONNECT_TIMEOUT|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

/**
 * True when no connection was made, so the request of a failed `send` cannot have arrived. A network that goes away under an open
 * connection has the same codes (`EHOSTUNREACH`), but says that it was reading or writing.
 */
export function neverLeft(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth++) {
    if ('code' in cause && NEVER_LEFT.test(String(cause.code))) return !('syscall' in cause && /^(read|write)/.test(String(cause.syscall)))
  }
  return false
}
