import { endSession } from '../../end-session'
import type { FaultTarget, Operation, PagingFault, Strike } from '../../faults'
import { strikeAfter, strikeBefore, wait } from '../../fault-effects'
import type { Simulation } from '../../simulation'
import type { Application, Session } from '../../state'
import { describeApplication, registerByApi } from './application'
import { listAspsps } from './aspsps'
import { startAuthorization } from './auth'
import { authenticate } from './authenticate'
import { listBalances } from './balances'
import { getDetails } from './details'
import { ApiError, refusalFor } from './errors'
import { createPayment, deletePayment, getPayment, getPaymentTransaction } from './payments'
import { PSU_HEADERS } from './psu-headers'
import { nextMidnight, RATE_LIMIT_WORDINGS, refuseRate } from './rate-limit'
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
      listTransactions(simulation, application, { ...readOf(call), query: url.searchParams, fault: pagingOf(strike) }),
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
  const session = sessionOf(simulation, ids[0] ?? null)
  const target = {
    ...targetOf(simulation, session, ids[0] ?? null),
    ...(session ? {} : { aspsp: await bankNamed(simulation, operation, { request, id: ids[0] ?? null }) }),
    operation,
    query: url.searchParams,
  }
  const strike = simulation.faults.strike(target)
  const call = { simulation, request, url, ids, strike }
  const noted = { application: null as Application | null, response: null as Response | null }
  try {
    if (simulation.settings.latencyMs > 0) await wait(simulation.settings.latencyMs, request.signal)
    changeBefore(simulation, strike, { session, id: ids[0] ?? null })
    noted.response = dated(
      simulation,
      strike,
      (await strikeBefore(strike, request)) ??
        (await strikeAfter(strike, await handle(route, call, noted), {
          signal: request.signal,
          requestKey: url.searchParams.get('continuation_key'),
        })),
    )
    return noted.response
  } finally {
    await note(simulation, { target, session, request, url, application: noted.application, response: noted.response })
  }
}

async function handle(
  [operation, , run]: Route,
  call: Omit<Handled, 'application'>,
  noted: { application: Application | null },
): Promise<Response> {
  try {
    const application =
      operation === 'POST /api/applications' ? null : await authenticate(call.simulation, call.request, skewOf(call.strike))
    noted.application = application
    if (application && !application.active && operation !== 'GET /application') {
      throw new ApiError('ACCESS_DENIED', {
        message: 'The application is not active',
        detail: 'link accounts in the control panel or sign a contract',
      })
    }
    if (call.strike) refuse(call.simulation, call.strike)
    if (pagingOf(call.strike)?.how === 'refuse-key' && call.url.searchParams.has('continuation_key'))
      throw new ApiError('WRONG_CONTINUATION_KEY')
    return Response.json(await run({ ...call, application: application! }))
  } catch (error) {
    if (error instanceof ApiError) return error.toResponse()
    throw error
  }
}

function refuse({ now }: Simulation, { effect }: Strike): void {
  if (effect.kind === 'refusal') throw refusalFor(effect)
  if (effect.kind !== 'rate-limit') return
  const { wording = 0, retryAfter = 'absent', wrapped = false } = effect
  throw refuseRate({ wording: RATE_LIMIT_WORDINGS[wording]!, retryAfter, wrapped, until: nextMidnight(now()) }, now())
}

/** What happens at the bank right before it looks at the call. */
function changeBefore(
  simulation: Simulation,
  strike: Strike | null,
  { session, id }: { session: Session | undefined; id: string | null },
): void {
  if (strike?.effect.kind === 'session-ends' && session) endSession(simulation, session, strike.effect.status)
  const key = session?.accounts.find(({ uid }) => uid === id)?.accountKey
  if (strike?.effect.kind === 'account-closes' && key) simulation.changeAccount(key, 'close')
}

function skewOf(strike: Strike | null): number {
  return strike?.effect.kind === 'clock-skew' ? strike.effect.ms : 0
}

/** Answers say what time it is, by the machine's clock, as those of any server do. */
function dated({ clock }: Simulation, strike: Strike | null, response: Response): Response {
  response.headers.set('Date', new Date(clock.machine().getTime() + skewOf(strike)).toUTCString())
  return response
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

function pagingOf(strike: Strike | null): PagingFault | null {
  return strike?.effect.kind === 'paging' ? strike.effect : null
}

function sessionOf({ state }: Simulation, id: string | null): Session | undefined {
  return id ? (state.sessionByUid.get(id) ?? state.sessions.get(id)) : undefined
}

function targetOf({ world }: Simulation, session: Session | undefined, id: string | null): Pick<FaultTarget, 'aspsp' | 'account'> {
  const key = session?.accounts.find(({ uid }) => uid === id)?.accountKey
  return {
    aspsp: session ? (world.banks.find((bank) => bank.slug === session.bankSlug)?.name ?? null) : null,
    account: key ? (world.accounts.get(key)?.hashes[0] ?? null) : null,
  }
}

/** The bank a call without a session is about: of the payment it names, or of its own body. */
async function bankNamed(
  { state, world }: Simulation,
  operation: Operation,
  { request, id }: { request: Request; id: string | null },
): Promise<string | null> {
  const payment = state.payments.get(id ?? '')
  if (payment) return world.banks.find(({ slug }) => slug === payment.bankSlug)?.name ?? null
  if (operation !== 'POST /payments' && operation !== 'POST /auth') return null
  const body = (await request
    .clone()
    .json()
    .catch(() => null)) as { aspsp?: { name?: unknown } } | null
  return typeof body?.aspsp?.name === 'string' ? body.aspsp.name : null
}

type Notes = {
  target: FaultTarget
  session: Session | undefined
  request: Request
  url: URL
  application: Application | null
  response: Response | null
}

async function note({ ledger, now }: Simulation, { target, session, request, url, application, response }: Notes): Promise<void> {
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
    sessionId: session?.id ?? null,
    account: target.account,
    psuHeaders: PSU_HEADERS.some((name) => request.headers.has(name)),
    status: response?.status ?? 0,
    error: (body as { error?: string } | null)?.error ?? null,
  })
}
