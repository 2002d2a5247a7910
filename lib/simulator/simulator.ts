import type { AccountChange } from './account-change'
import { answerApprove, answerControl } from './control'
import { createClock, type Clock } from './clock'
import { addApplication, type NewApplication } from './dialects/enable-banking/application'
import { answerApi, isApiPath } from './dialects/enable-banking/router'
import { isEcbPath, serveEcb } from './ecb-feed'
import { endSession } from './end-session'
import { createFaults, type FaultRule, type Faults } from './faults'
import { createIdentities } from './identities'
import { createLedger, type Ledger } from './ledger'
import { serveLogo } from './logos'
import { sendWebhooks } from './payments/send-webhooks'
import type { Webhook } from './payments/webhook'
import { serveCertificate } from './payments/webhook-key'
import { consentPage } from './sca-consent'
import { paymentPage } from './sca-payment'
import { PAGE_STYLE } from './sca-style'
import type { Settings, Simulation } from './simulation'
import { emptyState, type Application, type SessionEnd, type State } from './state'
import { createWorld, type World } from './world'
import type { BenchWorld } from './world/bench'
import type { SmallWorld } from './world/small-world'

export type SimulatorOptions = {
  /** Same seed, same world. */
  readonly seed: string
  readonly now: () => Date
  /** Origin of the bank's pages; where POST /auth sends people. */
  readonly baseUrl?: string
  readonly faults?: readonly FaultRule[]
  readonly applications?: readonly NewApplication[]
  /** Fewer banks, shorter histories, other habits. */
  readonly world?: SmallWorld
  /** Adds "Bench Bank" with many rows. */
  readonly bench?: BenchWorld
  readonly settings?: Partial<Settings>
  /** Opens /simulator/… */
  readonly control?: boolean
  /** What an earlier run left, and who keeps what this one leaves. */
  readonly state?: State
  readonly onChange?: (state: State) => void
  /** Who carries webhooks; without one they go nowhere. */
  readonly sendWebhook?: (webhook: Webhook) => Promise<void>
}

export type Simulator = {
  /** One request to the interface or the pages, one answer. Throws `ConnectionReset` when a fault says so. */
  fetch(request: Request): Promise<Response>
  readonly world: World
  readonly ledger: Ledger
  readonly faults: Faults
  readonly state: State
  readonly clock: Clock
  registerApplication(application: NewApplication): Application
  /** The person ends a consent at the bank. */
  revokeSession(sessionId: string): void
  endSession(sessionId: string, status: SessionEnd): void
  /** Something happens to an account, by key or hash, from now on. */
  changeAccount(keyOrHash: string, change: AccountChange): void
  /** The day on which banks with habits of that kind change their ways is now. */
  turn(): void
  /** Tells applications what changed since they were last told. Answers how many requests were sent. */
  sendWebhooks(): Promise<number>
}

const SETTINGS: Settings = {
  unattendedReadsPerDay: 4,
  controlPanelToken: 'simulated-control-panel-token',
  latencyMs: 0,
  turnsAt: new Date('2026-08-14T00:00:00Z'),
}
const BASE_URL = 'http://localhost:3001'

/** A whole banking world behind one function: strict, repeatable from its seed, moving with the given clock. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const simulation = open(options)
  const { state, world, clock } = simulation
  const end = (sessionId: string, status: SessionEnd) => {
    const session = state.sessions.get(sessionId)
    if (!session) throw new RangeError(`no session ${sessionId}`)
    endSession(simulation, session, status)
  }
  return {
    fetch: (request) => answer(simulation, request, options.control ?? false),
    world,
    ledger: simulation.ledger,
    faults: simulation.faults,
    state,
    clock,
    registerApplication: (application) => addApplication(simulation, application),
    revokeSession: (sessionId) => end(sessionId, 'REVOKED'),
    endSession: end,
    changeAccount: (keyOrHash, change) => simulation.changeAccount(keyOrHash, change),
    turn: () => simulation.turn(),
    sendWebhooks: () => sendWebhooks(simulation),
  }
}

function open(options: SimulatorOptions): Simulation {
  const { seed, bench, state = emptyState(), onChange } = options
  const changed = () => onChange?.(state)
  const clock = createClock(options.now, state, changed)
  const world = createWorld({ seed, now: clock.now(), ...(bench ? { bench } : {}), ...(options.world ? { small: options.world } : {}) })
  const settings = { ...SETTINGS, ...options.settings }
  const turnsAt = () => state.turnedAt ?? settings.turnsAt.getTime()
  const identities = createIdentities({ seed, world, state, turnsAt })
  const simulation: Simulation = {
    seed,
    clock,
    now: () => clock.now(),
    baseUrl: options.baseUrl ?? BASE_URL,
    world,
    state,
    faults: createFaults(options.faults),
    ledger: createLedger({ world, state, identities }),
    identities,
    settings,
    turnsAt,
    turn() {
      state.turnedAt = clock.now().getTime()
      changed()
    },
    changeAccount(keyOrHash, change) {
      const account = world.accounts.get(keyOrHash) ?? identities.find(keyOrHash)
      if (!account) throw new RangeError(`no account ${keyOrHash}`)
      state.accountChanges.push({ accountKey: account.key, at: clock.now().getTime(), change })
      changed()
    },
    sendWebhook: options.sendWebhook ?? (() => Promise.resolve()),
    changed,
  }
  for (const { accountKey, row } of state.executed) {
    const account = world.accounts.get(accountKey)
    if (account) world.histories.inject(account, row)
  }
  for (const application of options.applications ?? []) addApplication(simulation, application)
  return simulation
}

async function answer(simulation: Simulation, request: Request, control: boolean): Promise<Response> {
  const { pathname } = new URL(request.url)
  if (isApiPath(pathname)) return answerApi(simulation, request)
  const page = /^\/pages\/(authorize|pay)\/([0-9a-f-]{36})$/.exec(pathname)
  if (page) return page[1] === 'pay' ? paymentPage(simulation, request, page[2]!) : consentPage(simulation, request, page[2]!)
  if (pathname === '/assets/simulator.css')
    return new Response(PAGE_STYLE, { headers: { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=3600' } })
  if (pathname === '/favicon.ico') return new Response(null, { status: 204 })
  if (pathname.startsWith('/logos/')) return serveLogo(simulation.world, pathname.slice('/logos/'.length))
  if (pathname.startsWith('/webhooks/')) return serveCertificate(simulation, pathname) ?? new Response('Not found', { status: 404 })
  if (isEcbPath(pathname)) return serveEcb(pathname, simulation.now())
  if (pathname === '/health')
    return Response.json({ status: 'ok', banks: simulation.world.banks.length, now: simulation.now().toISOString() })
  if (request.method === 'POST' && pathname === '/simulator/approve') return answerApprove(simulation, request)
  if (control && pathname.startsWith('/simulator/')) return answerControl(simulation, request)
  return Response.json({ message: 'Not Found', code: 404, detail: 'Not Found' }, { status: 404 })
}
