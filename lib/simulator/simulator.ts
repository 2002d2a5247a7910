import { answerApprove, answerControl } from './control'
import { addApplication, type NewApplication } from './dialects/enable-banking/application'
import { answerApi, isApiPath } from './dialects/enable-banking/router'
import { isEcbPath, serveEcb } from './ecb-feed'
import { createFaults, type FaultRule, type Faults } from './faults'
import { createLedger, type Ledger } from './ledger'
import { serveLogo } from './logos'
import { consentPage } from './sca-consent'
import { paymentPage } from './sca-payment'
import { PAGE_STYLE } from './sca-style'
import type { Settings, Simulation } from './simulation'
import { emptyState, type Application, type State } from './state'
import { createWorld, type World } from './world'
import type { BenchWorld } from './world/bench'

export type SimulatorOptions = {
  /** Same seed, same world. */
  readonly seed: string
  readonly now: () => Date
  /** Origin of the bank's pages; where POST /auth sends people. */
  readonly baseUrl?: string
  readonly faults?: readonly FaultRule[]
  readonly applications?: readonly NewApplication[]
  /** Adds "Bench Bank" with many rows. */
  readonly bench?: BenchWorld
  readonly settings?: Partial<Settings>
  /** Opens /simulator/… */
  readonly control?: boolean
  /** What an earlier run left, and who keeps what this one leaves. */
  readonly state?: State
  readonly onChange?: (state: State) => void
}

export type Simulator = {
  /** One request to the interface or the pages, one answer. Throws `ConnectionReset` when a fault says so. */
  fetch(request: Request): Promise<Response>
  readonly world: World
  readonly ledger: Ledger
  readonly faults: Faults
  readonly state: State
  registerApplication(application: NewApplication): Application
  /** The person ends a consent at the bank. */
  revokeSession(sessionId: string): void
}

const SETTINGS: Settings = { unattendedReadsPerDay: 4, controlPanelToken: 'simulated-control-panel-token' }
const BASE_URL = 'http://localhost:3001'

/** A whole banking world behind one function: strict, repeatable from its seed, moving with the given clock. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { seed, now, bench, state = emptyState(), onChange } = options
  const world = createWorld({ seed, now: now(), ...(bench ? { bench } : {}) })
  const simulation: Simulation = {
    seed,
    now,
    baseUrl: options.baseUrl ?? BASE_URL,
    world,
    state,
    faults: createFaults(options.faults),
    ledger: createLedger(world, state.executed),
    settings: { ...SETTINGS, ...options.settings },
    changed: () => onChange?.(state),
  }
  for (const { accountKey, row } of state.executed) {
    const account = world.accounts.get(accountKey)
    if (account) world.histories.inject(account, row)
  }
  for (const application of options.applications ?? []) addApplication(simulation, application)
  return {
    fetch: (request) => answer(simulation, request, options.control ?? false),
    world,
    ledger: simulation.ledger,
    faults: simulation.faults,
    state,
    registerApplication: (application) => addApplication(simulation, application),
    revokeSession(sessionId) {
      const session = state.sessions.get(sessionId)
      if (!session) throw new RangeError(`no session ${sessionId}`)
      session.status = 'REVOKED'
      simulation.changed()
    },
  }
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
  if (isEcbPath(pathname)) return serveEcb(pathname, simulation.now())
  if (pathname === '/health')
    return Response.json({ status: 'ok', banks: simulation.world.banks.length, now: simulation.now().toISOString() })
  if (request.method === 'POST' && pathname === '/simulator/approve') return answerApprove(simulation, request)
  if (control && pathname.startsWith('/simulator/')) return answerControl(simulation, request)
  return Response.json({ message: 'Not Found', code: 404, detail: 'Not Found' }, { status: 404 })
}
