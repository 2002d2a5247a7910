import { BankError } from '@/lib/banking/errors'
import { BACKGROUND_TIMEOUT_MS, INTERACTIVE_TIMEOUT_MS, neverLeft, send, type Fetch, type HttpAnswer } from '@/lib/banking/http'
import { KIND_BY_CODE, toBankError, type Operation } from './errors'
import { toPaymentError } from './payment-errors'
import { createSigner } from './sign'
import { apiEndpoint } from './urls'

export type ClientOptions = {
  readonly apiUrl: string
  readonly applicationId: string
  readonly privateKeyPem: string
  readonly fetch: Fetch
  readonly now: () => Date
  /** One limit for all calls; by default 30 s while a person waits and 60 s in the background. */
  readonly timeoutMs?: number | undefined
}

export type Call = {
  readonly operation: Operation
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly path: readonly string[]
  readonly query?: Record<string, string | null>
  readonly body?: unknown
  readonly headers?: Record<string, string>
  /** Nobody is waiting for this call. */
  readonly background?: boolean
}

/** Builds, signs and sends one call. Answers with a success or throws the BankError the answer means. */
export type Client = (call: Call) => Promise<HttpAnswer>

export function createClient(options: ClientOptions): Client {
  const signer = createSigner(options)
  return async (call) => {
    const request = buildRequest(options.apiUrl, call, await signer.token())
    const timeoutMs = options.timeoutMs ?? (call.background ? BACKGROUND_TIMEOUT_MS : INTERACTIVE_TIMEOUT_MS)
    const answer = await sendOnce({ fetch: options.fetch, request, timeoutMs, operation: call.operation })
    if (answer.status >= 200 && answer.status < 300) return answer
    throw toError(answer, call.operation, options.now())
  }
}

function buildRequest(apiUrl: string, call: Call, token: string): Request {
  const headers = new Headers({ accept: 'application/json', authorization: `Bearer ${token}`, ...call.headers })
  if (call.body !== undefined) headers.set('content-type', 'application/json')
  return new Request(apiEndpoint(apiUrl, call.path, call.query), {
    method: call.method ?? 'GET',
    headers,
    body: call.body === undefined ? null : JSON.stringify(call.body),
  })
}

/** What is done once only: when the answer is lost after the request left, nobody can say whether it was done. */
async function sendOnce({ fetch, request, timeoutMs, operation }: SendInput): Promise<HttpAnswer> {
  try {
    return await send(fetch, request, timeoutMs)
  } catch (error) {
    const isOnce = operation === 'complete' || operation === 'pay'
    if (!isOnce || !(error instanceof BankError) || neverLeft(error.cause)) throw error
    throw toUnknownOutcome(error)
  }
}

type SendInput = { fetch: Fetch; request: Request; timeoutMs: number; operation: Operation }

function toError(answer: HttpAnswer, operation: Operation, now: Date): BankError {
  const error = toBankError(answer, operation, now)
  if (operation === 'pay') return toPaymentError(answer, error)
  // A documented code is a definite answer; a bare 5xx from somewhere on the way is not.
  const isDefinite = error.kind !== 'unavailable' || Object.hasOwn(KIND_BY_CODE, error.facts.bankCode ?? '')
  return operation !== 'complete' || isDefinite ? error : toUnknownOutcome(error)
}

function toUnknownOutcome(error: BankError): BankError {
  return new BankError('unknown_outcome', { ...error.facts, cause: error })
}
