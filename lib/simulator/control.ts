import { addApplication, type NewApplication } from './dialects/enable-banking/application'
import type { FaultRule } from './faults'
import { approveWithoutPages } from './sca-consent'
import type { Simulation } from './simulation'

/** POST /simulator/approve `{ url, person }`: the demonstration's short cut past the pages. Always open, as the pages are. */
export async function answerApprove(simulation: Simulation, request: Request): Promise<Response> {
  const { url, person } = (await request.json()) as { url: string; person: string }
  const redirectUrl = approveWithoutPages(simulation, url, person)
  return redirectUrl ? Response.json({ redirectUrl }) : Response.json({ message: 'Nothing to approve' }, { status: 404 })
}

/** The strings of the puppets, for tests and demonstrations: faults, the ledger, applications. Off unless asked for. */
export async function answerControl(simulation: Simulation, request: Request): Promise<Response> {
  const url = new URL(request.url)
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /simulator/faults':
      return Response.json({ faults: simulation.faults.list() })
    case 'POST /simulator/faults':
      return Response.json({ id: simulation.faults.add((await request.json()) as FaultRule) }, { status: 201 })
    case 'DELETE /simulator/faults':
      simulation.faults.clear()
      return Response.json({ message: 'OK' })
    case 'POST /simulator/applications': {
      const { id } = addApplication(simulation, (await request.json()) as NewApplication)
      return Response.json({ app_id: id }, { status: 201 })
    }
    case 'GET /simulator/ledger':
      return readLedger(simulation, url.searchParams)
    case 'POST /simulator/sessions/revoke':
      return revoke(simulation, (await request.json()) as { session_id: string })
    default:
      return Response.json({ message: 'Not found' }, { status: 404 })
  }
}

/** `?what=accounts|booked|open|balances|payments|calls|deliveries&hash=…`; amounts are decimal text. */
function readLedger({ ledger, now }: Simulation, query: URLSearchParams): Response {
  const hash = query.get('hash') ?? ''
  switch (query.get('what')) {
    case 'booked':
      return Response.json(ledger.booked(hash, now()).map(({ amount, ...row }) => ({ ...row, currency: amount.currency })))
    case 'open':
      return Response.json(ledger.open(hash, now()).map(({ amount, ...row }) => ({ ...row, currency: amount.currency })))
    case 'balances': {
      const { booked, available } = ledger.balances(hash, now())
      return Response.json({ currency: booked.currency, booked: booked.minor.toString(), available: available.minor.toString() })
    }
    case 'payments':
      return Response.json(
        ledger.executedPayments().map(({ row: { amount, ...row }, ...rest }) => ({ ...rest, ...row, currency: amount.currency })),
      )
    case 'calls':
      return Response.json(ledger.calls)
    case 'deliveries':
      return Response.json(ledger.deliveries)
    default:
      return Response.json(ledger.accounts())
  }
}

/** The person took the consent back at the bank. */
function revoke(simulation: Simulation, { session_id }: { session_id: string }): Response {
  const session = simulation.state.sessions.get(session_id)
  if (!session) return Response.json({ message: 'Not found' }, { status: 404 })
  session.status = 'REVOKED'
  simulation.changed()
  return Response.json({ message: 'OK' })
}
