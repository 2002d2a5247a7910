import { ACCOUNT_CHANGES, type AccountChange } from './account-change'
import { addApplication, type NewApplication } from './dialects/enable-banking/application'
import { endSession } from './end-session'
import type { FaultRule } from './faults'
import { readLedger } from './ledger-answer'
import { findPaymentHabit } from './payments/payment-habits'
import { sendWebhooks } from './payments/send-webhooks'
import { approveWithoutPages, type Approval } from './sca-consent'
import { answerPaymentWithoutPages, type PaymentAnswer } from './sca-payment'
import type { Simulation } from './simulation'
import type { SessionEnd } from './state'

/** POST /simulator/approve: the demonstration's short cut past the pages. Always open, as the pages are. */
export async function answerApprove(simulation: Simulation, request: Request): Promise<Response> {
  const answer = (await request.json()) as Approval & PaymentAnswer
  const redirectUrl = approveWithoutPages(simulation, answer) ?? answerPaymentWithoutPages(simulation, answer)
  return redirectUrl ? Response.json({ redirectUrl }) : Response.json({ message: 'Nothing to approve' }, { status: 404 })
}

/** The strings of the puppets, for tests and demonstrations. Off unless asked for. */
export async function answerControl(simulation: Simulation, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const body = async <T>() => (await request.json()) as T
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /simulator/faults':
      return Response.json({ faults: simulation.faults.list() })
    case 'POST /simulator/faults':
      return Response.json({ id: simulation.faults.add(await body<FaultRule>()) }, { status: 201 })
    case 'DELETE /simulator/faults':
      simulation.faults.clear()
      return done()
    case 'POST /simulator/applications': {
      const { id } = addApplication(simulation, await body<NewApplication>())
      return Response.json({ app_id: id }, { status: 201 })
    }
    case 'GET /simulator/ledger':
      return readLedger(simulation, url.searchParams)
    case 'GET /simulator/clock':
      return clockAnswer(simulation)
    case 'POST /simulator/clock':
      return moveClock(simulation, await body<ClockMove>())
    case 'POST /simulator/turn':
      simulation.turn()
      return done()
    case 'POST /simulator/accounts/change':
      return changeAccount(simulation, await body<{ account: string; change: AccountChange }>())
    case 'POST /simulator/payments/habit':
      return setPaymentHabit(simulation, await body<{ bank?: string; habit: string | null }>())
    case 'POST /simulator/webhooks/send':
      return Response.json({ sent: await sendWebhooks(simulation) })
    case 'POST /simulator/sessions/revoke':
      return end(simulation, { ...(await body<{ session_id: string }>()), status: 'REVOKED' })
    case 'POST /simulator/sessions/end':
      return end(simulation, await body<{ session_id: string; status: SessionEnd }>())
    default:
      return notFound()
  }
}

type ClockMove = { readonly advanceMs?: number; readonly set?: string }

function moveClock(simulation: Simulation, { advanceMs, set }: ClockMove): Response {
  const instant = set === undefined ? Number.NaN : Date.parse(set)
  if (Number.isFinite(instant)) simulation.clock.set(new Date(instant))
  else if (typeof advanceMs === 'number' && Number.isFinite(advanceMs)) simulation.clock.advance(advanceMs)
  else return wrong('advanceMs or set is needed')
  return clockAnswer(simulation)
}

function clockAnswer({ clock }: Simulation): Response {
  return Response.json({ now: clock.now().toISOString(), aheadMs: clock.aheadMs() })
}

function changeAccount(simulation: Simulation, { account, change }: { account: string; change: AccountChange }): Response {
  if (!ACCOUNT_CHANGES.includes(change)) return wrong(`change is one of ${ACCOUNT_CHANGES.join(', ')}`)
  const known = simulation.world.accounts.get(account) ?? simulation.identities.find(account)
  if (!known) return notFound()
  simulation.changeAccount(known.key, change)
  return done()
}

/** How payments created from now on go, at one bank or at all; null: as each bank does. */
function setPaymentHabit({ state, changed }: Simulation, { bank = '*', habit }: { bank?: string; habit: string | null }): Response {
  const found = habit === null ? null : findPaymentHabit(habit)
  if (habit !== null && !found) return wrong('no such habit')
  if (found) state.paymentHabits.set(bank, found)
  else state.paymentHabits.delete(bank)
  changed()
  return done()
}

/** The person took the consent back at the bank, or the bank did. */
function end(simulation: Simulation, { session_id, status }: { session_id: string; status: SessionEnd }): Response {
  const session = simulation.state.sessions.get(session_id)
  if (!session) return notFound()
  if (!['REVOKED', 'CLOSED', 'EXPIRED'].includes(status)) return wrong('status is one of REVOKED, CLOSED, EXPIRED')
  endSession(simulation, session, status)
  return done()
}

function done(): Response {
  return Response.json({ message: 'OK' })
}

function notFound(): Response {
  return Response.json({ message: 'Not found' }, { status: 404 })
}

function wrong(message: string): Response {
  return Response.json({ message }, { status: 400 })
}
