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
 * @throws BankError `unavailable` (no connection, timeout) or `invalid_response` (too large, redirect)
 */
export async function send(fetch: Fetch, request: Request, timeoutMs: number): Promise<HttpAnswer> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(new Request(request, { signal, redirect: 'manual' }))
    if (response.status >= 300 && response.status < 400) {
      throw new BankError('invalid_response', { httpStatus: response.status, bankMessage: 'redirect refused' })
    }
    return { status: response.status, headers: response.headers, text: await readBounded(response, signal) }
  } catch (error) {
    if (error instanceof BankError) throw error
    throw new BankError('unavailable', { cause: error })
  }
}

async function readBounded(response: Response, signal: AbortSignal): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  )
  aborted.catch(() => undefined)
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted])
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > RESPONSE_BYTES_MAX) throw new BankError('invalid_response', { bankMessage: 'answer larger than 20 MB' })
      text += decoder.decode(value, { stream: true })
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined)
    if (error instanceof TypeError && !signal.aborted) throw new BankError('invalid_response', { bankMessage: 'answer is not UTF-8', cause: error })
    throw error
  }
}
