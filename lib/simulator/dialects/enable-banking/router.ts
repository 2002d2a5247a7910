import type { FaultTarget, Operation, Strike } from '../../faults'
import { strikeAfter, strikeBefore } from '../../fault-effects'
import type { Simulation } from '../../simulation'
import type { Application } from '../../state'
import { describeApplication, registerByApi } from './application'
import { listAspsps } from './aspsps'
import { startAuthorization } from './auth'
import { authenticate } from './authenticate'
import { listBalances } from './balances'
import { getDetails } from './details'
import { ApiError, refusalFor } from './errors'
import { createPayment, deletePayment, getPayment, getPaymentTransaction } from './payments'
import { PSU_HEADERS } from './psu-headers'
import { authorizeSession, closeSession, describeSession } from './sessions'
import { getTransaction, listTransactions } from './transactions'

type Handled = {
  readonly simulation: Simulation
  readonly application: Application
  readonly request: Request
  readonly url: URL
  readonly ids: readonly string[]
  readonly strike: Strike | null
}

type Route = readonly [operation: Operation, pattern: RegExp, handle: (call: Handled) => unknown]

const ROUTES: readonly Route[] = [
  ['GET /application', /^\/application$/, ({ simulation, application }) => describeApplication(simulation, application)],
  ['GET /aspsps', /^\/aspsps$/, ({ simulation, application, url }) => listAspsps(simulation, application, url.searchParams)],
  ['POST /auth', /^\/auth$/, ({ simulation, application, request }) => startAuthorization(simulation, application, request)],
  ['POST /sessions', /^\/sessions$/, ({ simulation, application, request }) => authorizeSession(simulation, application, request)],
  ['GET /sessions/{id}', /^\/sessions\/([^/]+)$/, ({ simulation, application, ids }) => describeSession(simulation, application, ids[0]!)],
  [
    'DELETE /sessions/{id}',
    /^\/sessions\/([^/]+)$/,
    ({ simulation, application, ids, request }) => closeSession(simulation, application, { id: ids[0]!, headers: request.headers }),
  ],
  [
    'GET /accounts/{id}/details',
    /^\/accounts\/([^/]+)\/details$/,
    ({ simulation, application, ...call }) => getDetails(simulation, application, readOf(call)),
  ],
  [
    'GET /accounts/{id}/balances',
    /^\/accounts\/([^/]+)\/balances$/,
    ({ simulation, application, ...call }) => listBalances(simulation, application, readOf(call)),
  ],
  [
    'GET /accounts/{id}/transactions',
    /^\/accounts\/([^/]+)\/transactions$/,
    ({ simulation, application, url, strike, ...call }) =>
      listTransactions(simulation, application, { ...readOf(call), query: url.searchParams, emptyPage: pagingOf(strike) === 'empty-page' }),
  ],
  [
    'GET /accounts/{id}/transactions/{id}',
    /^\/accounts\/([^/]+)\/transactions\/([^/]+)$/,
    ({ simulation, application, ids, ...call }) =>
      getTransaction(simulation, application, { ...readOf({ ...call, ids }), transactionId: ids[1]! }),
  ],
  ['POST /payments', /^\/payments$/, ({ simulation, application, request }) => createPayment(simulation, application, request)],
  ['GET /payments/{id}', /^\/payments\/([^/]+)$/, ({ simulation, application, ids }) => getPayment(simulation, application, ids[0]!)],
  ['DELETE /payments/{id}', /^\/payments\/([^/]+)$/, ({ simulation, application, ids }) => deletePayment(simulation, application, ids[0]!)],
  [
    'GET /payments/{id}/transactions/{id}',
    /^\/payments\/([^/]+)\/transactions\/([^/]+)$/,
    ({ simulation, application, ids }) => getPaymentTransaction(simulation, application, { id: ids[0]!, transactionId: ids[1]! }),
  ],
  ['POST /api/applications', /^\/api\/applications$/, ({ simulation, request }) => registerByApi(simulation, request)],
]

/** Whether a path belongs to the interface, whatever the method. */
export function isApiPath(pathname: string): boolean {
  return ROUTES.some(([, pattern]) => pattern.test(pathname))
}

/** Answers one call of the interface, with whatever fault is in wait for it, and notes it in the ledger. */
export async function answerApi(simulation: Simulation, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const known = ROUTES.filter(([, pattern]) => pattern.test(url.pathname))
  const route = known.find(([operation]) => operation.startsWith(`${request.method} `))
  if (!route) return Response.json({ message: 'Method Not Allowed', code: 405, detail: 'Method Not Allowed' }, { status: 405 })
  const [operation, pattern] = route
  const ids = (pattern.exec(url.pathname) ?? []).slice(1).map(decodePart)
  const target = targetOf(simulation, operation, ids[0] ?? null)
  const strike = simulation.faults.strike(target)
  const call = { simulation, request, url, ids, strike }
  const noted = { application: null as Application | null, response: null as Response | null }
  try {
    noted.response =
      (await strikeBefore(strike, request)) ??
      (await strikeAfter(strike, await handle(route, call, noted), url.searchParams.get('continuation_key')))
    return noted.response
  } finally {
    await note(simulation, { target, request, url, application: noted.application, response: noted.response })
  }
}

async function handle(
  [operation, , run]: Route,
  call: Omit<Handled, 'application'>,
  noted: { application: Application | null },
): Promise<Response> {
  try {
    const application = operation === 'POST /api/applications' ? null : await authenticate(call.simulation, call.request)
    noted.application = application
    if (application && !application.active && operation !== 'GET /application') {
      throw new ApiError('ACCESS_DENIED', {
        message: 'The application is not active',
        detail: 'link accounts in the control panel or sign a contract',
      })
    }
    if (call.strike?.effect.kind === 'refusal') throw refusalFor(call.strike.effect)
    if (pagingOf(call.strike) === 'refuse-key' && call.url.searchParams.has('continuation_key'))
      throw new ApiError('WRONG_CONTINUATION_KEY')
    return Response.json(await run({ ...call, application: application! }))
  } catch (error) {
    if (error instanceof ApiError) return error.toResponse()
    throw error
  }
}

/** A path that cannot be decoded names nothing. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

function readOf({ ids, request }: Pick<Handled, 'ids' | 'request'>): { uid: string; headers: Headers } {
  return { uid: ids[0]!, headers: request.headers }
}

function pagingOf(strike: Strike | null): string | null {
  return strike?.effect.kind === 'paging' ? strike.effect.how : null
}

function targetOf({ state, world }: Simulation, operation: Operation, id: string | null): FaultTarget {
  const session = id ? (state.sessionByUid.get(id) ?? state.sessions.get(id)) : undefined
  const key = session?.accounts.find(({ uid }) => uid === id)?.accountKey
  return {
    operation,
    aspsp: session ? (world.banks.find((bank) => bank.slug === session.bankSlug)?.name ?? null) : null,
    account: key ? (world.accounts.get(key)?.hashes[0] ?? null) : null,
  }
}

type Notes = { target: FaultTarget; request: Request; url: URL; application: Application | null; response: Response | null }

async function note({ ledger, now }: Simulation, { target, request, url, application, response }: Notes): Promise<void> {
  const refused = response !== null && response.status >= 400
  const body: unknown = refused
    ? await response
        .clone()
        .json()
        .catch(() => null)
    : null
  ledger.noteCall({
    at: now(),
    operation: target.operation,
    path: `${url.pathname}${url.search}`,
    applicationId: application?.id ?? null,
    account: target.account,
    psuHeaders: PSU_HEADERS.some((name) => request.headers.has(name)),
    status: response?.status ?? 0,
    error: (body as { error?: string } | null)?.error ?? null,
  })
}
